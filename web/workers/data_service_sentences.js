// What the data service's end says itself; all other sentences come from C++.
export const DATA_SERVICE_LOST =
  'The catalogue of recordings was lost: its program stopped. Reload the page and open the recordings again.';
export const DATA_SERVICE_CLOSED = 'The recordings were closed meanwhile.';
export const DATA_SERVICE_MISSING =
  'The Data room’s program (data.wasm) could not be loaded. Check the connection and reload the page.';
