// What the data service's end says itself; all other sentences come from C++.
export const DATA_SERVICE_LOST =
  'The catalogue of recordings was lost: its program stopped. Reload the page and open the recordings again.';
export const DATA_SERVICE_CLOSED = 'The recordings were closed meanwhile.';
/** @param {string} why */
export const dataServiceMissing = (why) =>
  `The Data room’s program could not be loaded (${why}). Reload the page to try again.`;
