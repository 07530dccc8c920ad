export const tally = {
  name: 'tally',
  label: 'Tally',
  title: 'Tally: a room of the tests',
  needsPicture: null,
  wire: () => ({}),
};
