// The Features room between the drawn page and the engine: requests there, numbers back, both only forwarded; its region;
// and what a person takes along.
import { copyOf, fileName, pngOf, save } from './downloads.js';
import * as say from '../../shell/sentences.js';

/** @typedef {{start_s: number, end_s: number, selected: boolean}} Region  else all that is seen */

/**
 * @typedef {object} FeaturesParts
 * @property {import('../../shell/store.js').Store} store
 * @property {import('../room_bridge.js').RoomBridge} bridge
 * @property {import('../../engine/client.js').EngineClient} engine
 * @property {(message: string, kind?: 'info' | 'error') => void} notify
 * @property {() => HTMLCanvasElement | null} drawn  draws now; the canvas is good until this task ends
 * @property {(blob: Blob, name: string) => void} [saveFile]
 */

export const PICTURE_NOT_SAVED = 'The picture could not be saved. Show the Features room and try again.';

export class FeaturesController {
  #parts;
  #saveFile;
  #work = { requests: 0, blocks: 0, bytes: 0 };

  /** @param {FeaturesParts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#saveFile = parts.saveFile ?? save;
  }

  /** After each frame: the drawn page knows what it wants to see. */
  ask() {
    const { bridge, engine } = this.#parts;
    const request = bridge.featureRequest();
    if (!request) return;
    this.#work.requests += 1;
    engine.requestFeatures(request);
  }

  /** @param {ArrayBuffer} bytes  a FeatureBlock */
  take(bytes) {
    const { bridge, notify } = this.#parts;
    this.#work.blocks += 1;
    this.#work.bytes += bytes.byteLength;
    if (!bridge.featureBlock(bytes)) notify(say.STALE_ENGINE, 'error');
  }

  /** @returns {Region} */
  get region() {
    return this.#parts.bridge.region();
  }

  /** For window.emoscope. */
  facts() {
    return { settings: this.#parts.bridge.featuresSettings(), region: this.region, work: this.#work };
  }

  async savePicture() {
    await null; // the request comes from inside the drawn page's program, which is to draw anew here
    const { bridge, drawn, notify } = this.#parts;
    const box = bridge.pictureBox();
    const canvas = box && drawn();
    const copy = canvas && copyOf(canvas, box);
    const blob = copy && (await pngOf(copy));
    if (!blob) return notify(PICTURE_NOT_SAVED, 'error');
    // With a region selected, it is not the region that is seen.
    const { start_s, end_s, selected } = this.region;
    return this.#saveFile(blob, this.#name('png', selected ? {} : { startS: start_s, endS: end_s }));
  }

  async saveNumbers() {
    const { start_s, end_s } = this.region;
    if (!(end_s > start_s)) return this.#parts.notify(say.NOTHING_TO_SAVE);
    const text = await this.#parts.engine.featuresCsv(start_s, end_s);
    const blob = new Blob([text], { type: 'text/csv;charset=utf-8' });
    return this.#saveFile(blob, this.#name('csv', { startS: start_s, endS: end_s }));
  }

  /** @param {string} ending @param {{startS?: number, endS?: number}} when */
  #name(ending, when) {
    const { source, clip_name, room } = this.#parts.store.state;
    return fileName({ sound: source === 'clip' ? clip_name : '', room, ending, ...when });
  }
}
