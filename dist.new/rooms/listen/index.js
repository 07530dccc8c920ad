// The first room: what it shows and does belongs to the whole page.

/** @type {import('../../shell/room_set.js').Room} */
export const listen = {
  name: 'listen',
  label: 'Listen',
  title: 'Emoscope: see how a voice sounds',
  needsPicture: null,
  wire: () => ({}),
};
