// The Data room for tests: what the page asks of the data service and what it answers (src/contract/data_view.h), the map
// as it lies on the screen, and the page's own work.

/**
 * Runs in the page before its own code: keeps the newest request and view in window.dataService, counts them, and adds up
 * what the page's thread does in frames and on the data service's messages.
 */
export function watchDataService() {
  const seen = { request: null, view: null, asked: 0, answered: 0, mostBytes: 0, ownMs: 0 };
  window.dataService = seen;
  const timed =
    (work) =>
    (...of) => {
      const startedMs = performance.now();
      work(...of);
      seen.ownMs += performance.now() - startedMs;
    };
  window.dataService.timed = timed;
  const ask = window.requestAnimationFrame;
  window.requestAnimationFrame = (callback) => ask.call(window, timed(callback));
  const { set } = Object.getOwnPropertyDescriptor(Worker.prototype, 'onmessage');
  window.Worker = class extends Worker {
    set onmessage(hear) {
      set.call(
        this,
        timed((event) => {
          hear(event);
          if (!(event.data.event instanceof ArrayBuffer)) return; // the engine's events are objects
          seen.view = event.data.event;
          seen.answered += 1;
          seen.mostBytes = Math.max(seen.mostBytes, seen.view.byteLength);
        }),
      );
    }

    postMessage(message, ...rest) {
      if (message?.name === 'ask') {
        seen.request = message.args[0].slice();
        seen.asked += 1;
      }
      super.postMessage(message, ...rest);
    }
  };
}

const list = (of) => ({ list: of });
const FIELD_FILTER = { field: 'u8', codes: list('u16') };
const RANGE_FILTER = { column: 'text', low: 'f32', high: 'f32' };
const ROW = {
  row: 'u32',
  name: 'text',
  codes: list('u16'),
  words: list('text'),
  numbers: list('f32'),
  has_sound: 'u8',
};
const REQUEST = {
  version: 'u32',
  revision: 'u32',
  chart: 'u8',
  field: 'u8',
  field_b: 'u8',
  donut: 'u8',
  column: 'text',
  map_features: 'u8',
  map_method: 'u8',
  split: 'u8',
  split_shares: list('f32'),
  split_seed: 'u32',
  words: list(FIELD_FILTER),
  numbers: list(RANGE_FILTER),
  search: 'text',
  problem: 'text',
  lasso: list('f32'),
  draw_count: 'u32',
  draw_seed: 'u32',
  sort: 'u8',
  sort_field: 'u8',
  sort_column: 'text',
  descending: 'u8',
  first_row: 'u32',
  row_count: 'u32',
  opened_row: 'u32',
  pointed_row: 'u32',
};
const WORD = { code: 'u16', word: 'text', count: 'u32', picked: 'u8' };
const SPREAD = { known: 'u32', numbers: 'f32 7' };
const VIEW = {
  version: 'u32',
  revision: 'u32',
  catalogue: 'u32',
  title: 'text',
  attribution: 'text',
  problem: 'text',
  rows: 'u32',
  selected: 'u32',
  with_sound: 'u32',
  fields: list({ field: 'u8', words: 'u32' }),
  columns: list({ name: 'text', unit: 'text', known: 'u32' }),
  chips: list({ kind: 'u8', index: 'u8', text: 'text' }),
  words: list(WORD),
  words_b: list(WORD),
  counts: list('u32'),
  imbalance_ratio: 'f32',
  imbalance_entropy: 'f32',
  bin_start: 'f64',
  bin_width: 'f64',
  bins: 'u32',
  left_out: 'u32',
  spreads: list(SPREAD),
  shared: list({ speaker: 'text', clips: list('u32') }),
  speakers: 'u32',
  shared_clips: 'u32',
  problems: list({ name: 'text', detail: 'text', rows: list('u32') }),
  map_x: list('f32'),
  map_y: list('f32'),
  map_codes: list('u16'),
  map_rows: list('u32'),
  map_picked: list('u8'),
  map_progress: 'f32',
  map_shares: list('f32'),
  map_words: 'text',
  compare_rows: list('u32'),
  compare_sound: list('u8'),
  table_fields: list('u8'),
  table_columns: list('u32'),
  first_row: 'u32',
  table: list(ROW),
  opened: ROW,
  pointed: ROW,
  opened_learned: 'u8',
  opened_place: 'u32',
  previous_row: 'u32',
  next_row: 'u32',
};

/** @param {Buffer} bytes @param {object} shape */
function decoded(bytes, shape) {
  let at = 0;
  const number = {
    u8: () => bytes.readUInt8((at += 1) - 1),
    u16: () => bytes.readUInt16LE((at += 2) - 2),
    u32: () => bytes.readUInt32LE((at += 4) - 4),
    f32: () => bytes.readFloatLE((at += 4) - 4),
    f64: () => bytes.readDoubleLE((at += 8) - 8),
  };
  const read = (type) => {
    if (type === 'text') {
      const size = number.u32();
      return bytes.toString('utf8', at, (at += size));
    }
    if (type === 'f32 7') return Array.from({ length: 7 }, number.f32);
    if (typeof type === 'string') return number[type]();
    if ('list' in type) return Array.from({ length: number.u32() }, () => read(type.list));
    return Object.fromEntries(Object.entries(type).map(([name, member]) => [name, read(member)]));
  };
  const value = read(shape);
  if (at !== bytes.length) throw new Error(`${bytes.length} bytes were sent, ${at} are known of`);
  return value;
}

/** What was asked last, and what was answered last. */
export async function exchanged(page) {
  const [request, view] = await page.evaluate(() =>
    [window.dataService.request, window.dataService.view].map((bytes) => Array.from(new Uint8Array(bytes))),
  );
  return { request: decoded(Buffer.from(request), REQUEST), view: decoded(Buffer.from(view), VIEW) };
}

/** The plot's box and each point's place on the screen while the whole map is seen. */
export async function mapOnScreen(page) {
  await frame(page);
  await frame(page);
  const { view } = await exchanged(page);
  const box = await page.getByRole('button', { name: /^Map: arrows/ }).boundingBox();
  const [margin, { map_x: x, map_y: y }] = [18, view];
  const [left, right, low, high] = [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)];
  const unit = Math.min((box.width - 2 * margin) / (right - left), (box.height - 2 * margin) / (high - low));
  const points = view.map_rows.map((row, i) => ({
    row,
    x: box.x + box.width / 2 + unit * (x[i] - (left + right) / 2),
    y: box.y + box.height / 2 - unit * (y[i] - (low + high) / 2),
    picked: view.map_picked[i] === 1,
  }));
  return { box, points, view };
}

/** Even-odd rule. @param {{x: number, y: number}[]} polygon @param {{x: number, y: number}} point */
export function holds(polygon, { x, y }) {
  let inside = false;
  polygon.forEach((a, i) => {
    const b = polygon.at(i - 1);
    if (a.y > y !== b.y > y && x < a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y)) inside = !inside;
  });
  return inside;
}

/** From the polygon's nearest edge. */
export function distance(polygon, { x, y }) {
  return Math.min(
    ...polygon.map((a, i) => {
      const b = polygon.at(i - 1);
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const along = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy)));
      return Math.hypot(x - a.x - along * dx, y - a.y - along * dy);
    }),
  );
}

export const frame = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())));

/**
 * Turns the wheel over a place, one event a frame. @param {{x: number, y: number, notches: number, steps: number}} way
 * @returns {Promise<number[]>}  the page's own work for each in ms: its input, its frame, the data service's answers
 */
export function wheelThrough(page, way) {
  return page.evaluate(async ({ x, y, notches, steps }) => {
    const own = window.dataService;
    const turn = own.timed(() =>
      document.elementFromPoint(x, y).dispatchEvent(
        new WheelEvent('wheel', {
          deltaY: 100 * notches,
          clientX: x,
          clientY: y,
          bubbles: true,
          cancelable: true,
        }),
      ),
    );
    const costs = [];
    own.ownMs = 0;
    for (let i = 0; i < steps; i += 1) {
      turn();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done))); // the frame's other callbacks too
      costs.push(own.ownMs);
      own.ownMs = 0;
    }
    return costs;
  }, way);
}
