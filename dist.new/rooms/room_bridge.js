// What single rooms say to the drawn page, in the words and kinds of each src/ui/rooms/NAME/room.h.
import { UiBridge } from '../shell/ui_bridge.js';

/** @type {import('../shell/ui_bridge.js').Told} */
const TOLD = Object.freeze({
  explaining: { room: 'listen', word: 'explaining', type: Boolean },
  data_busy: { room: 'data', word: 'busy', type: Boolean },
  data_progress: { room: 'data', word: 'progress', type: Number },
  data_job: { room: 'data', word: 'job', type: String },
  data_kept: { room: 'data', word: 'kept', type: String },
  player_rate: { room: 'data', word: 'rate', type: Number },
  player_volume: { room: 'data', word: 'volume', type: Number },
  player_loop: { room: 'data', word: 'loop', type: Boolean },
  player_follow: { room: 'data', word: 'follow', type: Boolean },
  data_opened_row: { room: 'data', word: 'opened_row', type: Number },
});
export const ROOM_KEYS = Object.freeze(Object.keys(TOLD));
// The kinds of take() in the order of each room.h.
const EXPLANATION = 0;
const FEATURE_BLOCK = 0;
const DATA_VIEW = 0;
const DATA_PICTURE = 1;

export class RoomBridge extends UiBridge {
  /** @param {import('../shell/store.js').Store} store @param {() => import('../shell/ui_bridge.js').Remembered} [remembered] */
  constructor(store, remembered) {
    super(store, remembered, TOLD);
  }

  /** What the Features room wants, if it is news: a FeatureRequest. */
  featureRequest() {
    return this.request('features');
  }
  /** @param {ArrayBuffer} bytes  a FeatureBlock */
  featureBlock(bytes) {
    return this.take('features', FEATURE_BLOCK, new Uint8Array(bytes));
  }
  /** @param {ArrayBuffer | null} bytes  null takes it away */
  explanation(bytes) {
    return this.take('listen', EXPLANATION, new Uint8Array(bytes ?? []));
  }
  explanationData() {
    return this.facts('listen');
  }
  /** @returns {import('./features/controller.js').Region} */
  region() {
    const { start_s = 0, end_s = 0, selected = false } = this.facts('features') ?? {};
    return { start_s, end_s, selected };
  }
  featuresSettings() {
    return this.remembered('features');
  }
  /** CSS pixels; the next frame draws in any case. @returns {{x: number, y: number, w: number, h: number} | null} */
  pictureBox() {
    this.drawAnew();
    return this.facts('features')?.picture ?? null;
  }

  /** What the Data room asks for, if it is news: a DataRequest. */
  dataRequest() {
    return this.request('data');
  }
  /** @param {ArrayBuffer} bytes  a DataView of contract/data_view.h */
  dataView(bytes) {
    return this.take('data', DATA_VIEW, new Uint8Array(bytes));
  }
  /**
   * A row's log-mel picture for the comparison.
   * @param {number} row  of the catalogue
   * @param {Uint8Array} bytes  u32 width, u32 height, then height rows of width bytes, the lowest band first, 255 the loudest
   */
  dataPicture(row, bytes) {
    const all = new Uint8Array(4 + bytes.length);
    new DataView(all.buffer).setUint32(0, row, true);
    all.set(bytes, 4);
    return this.take('data', DATA_PICTURE, all);
  }
  /** A play-list: only rows with a place in this column, in its order. @param {string} column */
  dataOnly(column) {
    this.tell('data', { only: column });
  }
  /** What the Data room asks for and shows (src/ui/rooms/data/facts.cpp has the words). */
  dataFacts() {
    return this.facts('data');
  }
  dataSettings() {
    return this.remembered('data');
  }
}
