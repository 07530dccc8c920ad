// The chart and the table as files: a picture of what is drawn, the data service's SVG and CSV.
import { copyOf, fileName, pngOf, save } from '../features/downloads.js';
import * as say from './controller_sentences.js';

/**
 * @typedef {object} ChartFileParts
 * @property {import('../../shell/store.js').Store} store
 * @property {() => Record<string, any> | null} facts  of the drawn page
 * @property {() => ArrayBuffer | null} request
 * @property {() => Promise<import('../../workers/data_service.js').DataService>} dataService
 * @property {() => HTMLCanvasElement | null} drawn  draws now; the canvas is good until this task ends
 * @property {(blob: Blob, name: string) => void} [saveFile]
 */

export class ChartFiles {
  #parts;

  /** @param {ChartFileParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** Throws a sentence. @param {'png' | 'svg' | 'csv'} kind */
  async saveChart(kind) {
    const { facts } = this.#parts;
    const chart = String(facts()?.chart ?? 'chart').replaceAll('_', ' ');
    this.saveFile(await this.chart(kind), this.#name(`, ${chart}`, kind));
  }

  /** Throws a sentence. @param {'png' | 'svg' | 'csv'} kind @returns {Promise<Blob>} */
  async chart(kind) {
    if (kind === 'png') return this.#picture();
    const { store, dataService, request } = this.#parts;
    const wanted = request();
    if (!wanted) throw new Error(say.NO_CHART);
    const text = await (await dataService()).chartFile(kind, wanted, store.state.theme);
    return new Blob([text], { type: kind === 'svg' ? 'image/svg+xml' : 'text/csv;charset=utf-8' });
  }

  /** All that is selected, as it is sorted. Throws a sentence. */
  async saveTable() {
    const { dataService, request, facts } = this.#parts;
    const wanted = request();
    if (!wanted || !facts()?.selected) throw new Error(say.NOTHING_SELECTED);
    const text = await (await dataService()).tableCsv(wanted);
    this.saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), this.#name(', table', 'csv'));
  }

  /** @param {Blob} blob @param {string} name */
  saveFile(blob, name) {
    (this.#parts.saveFile ?? save)(blob, name);
  }

  async #picture() {
    await null; // the wanted may come from inside the drawn page's program, which is to draw anew here
    const canvas = this.#parts.drawn();
    const box = this.#parts.facts()?.chart_box;
    const copy = canvas && box && copyOf(canvas, box);
    const blob = copy && (await pngOf(copy));
    if (!blob) throw new Error(say.NO_PICTURE);
    return blob;
  }

  /** @param {string} what @param {string} ending */
  #name(what, ending) {
    const title = String(this.#parts.facts()?.title ?? '');
    return fileName({ sound: `${title}${what}`, room: 'data', ending });
  }
}
