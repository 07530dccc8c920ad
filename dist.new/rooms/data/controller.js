// The Data room's controller: connects the drawn page with the data service, the opening of recordings, the pool and the player.
// Requests, views and pictures are only forwarded. Made when the room is first shown.
import { dropSource } from '../../sources/open.js';
import { startWorker } from '../../workers/start_worker.js';
import { importModule } from '../../wasm/load_program.js';
import { ChartFiles } from './chart_files.js';
import { ComparisonPictures } from './comparison_pictures.js';
import * as say from './controller_sentences.js';
import { Jobs } from '../../workers/jobs.js';
import { DataService } from '../../workers/data_service.js';
import { playerKey } from './player_keys.js';
import { Recordings } from './recordings.js';

/** @typedef {import('./loader.js').DataAction} DataAction */
/** @typedef {import('../../sources/shape.js').Entry} Entry */

/**
 * @typedef {object} ControllerParts
 * @property {URL} base  the page's folder
 * @property {import('../../shell/store.js').Store} store
 * @property {Pick<import('../room_bridge.js').RoomBridge, 'dataRequest' | 'dataView' | 'dataFacts' | 'dataPicture' | 'dataOnly'>} bridge
 * @property {Pick<import('../../audio/clip.js').ClipController, 'openEntry' | 'number' | 'isOpen'>} clips
 * @property {Pick<import('../../audio/playback.js').Player, 'play'>} player
 * @property {ReturnType<typeof import('../../shell/actions.js').createDispatcher>} act
 * @property {(message: string, kind?: 'info' | 'error') => void} notify
 * @property {() => void} requestFrame
 * @property {() => HTMLCanvasElement | null} drawn  draws now; the canvas is good until this task ends
 * @property {(parts: ConstructorParameters<typeof DataService>[0]) => DataService} [makeDataService]
 * @property {() => Promise<import('../../workers/pool.js').Pool>} [makePool]
 * @property {(url: URL) => Promise<Response>} [get]
 * @property {(part: string) => Promise<any>} [load]  a module of web/data, by its name there
 * @property {(blob: Blob, name: string) => void} [saveFile]
 */

export class DataController {
  #parts;
  #dataService;
  #recordings;
  #jobs;
  #pictures;
  #files;
  /** @type {ArrayBuffer | null} */ #request = null; // the newest one
  /** @type {Promise<void> | null} */ #begun = null;
  /** @type {Promise<import('../../workers/pool.js').Pool> | null} */ #pool = null;
  /** @type {import('./opening.js').Opening | null} */ #opening = null; // as soon as it has been fetched
  #catalogue = -1; // whose pictures there are
  #openedClip = -1; // the number of the clip that a row was opened as

  /** @param {ControllerParts} parts */
  constructor(parts) {
    this.#parts = parts;
    const { base, store, bridge, requestFrame, get } = parts;
    this.#dataService = this.#start();
    this.#jobs = new Jobs(store);
    this.#recordings = new Recordings({
      base,
      get,
      dataService: () => this.dataService(),
      jobs: this.#jobs,
      onRows: () => this.#forgetRows(),
      onSound: () => {
        this.#pictures.forget();
        this.refresh();
      },
    });
    this.#pictures = new ComparisonPictures({
      pool: () => this.pool(),
      entryOf: (row) => this.entryOf(row),
      onPicture: (row, bytes) => {
        bridge.dataPicture(row, bytes);
        requestFrame();
      },
    });
    this.#files = new ChartFiles({
      ...parts,
      facts: () => bridge.dataFacts(),
      request: () => this.#request,
      dataService: () => this.dataService(),
    });
    this.handlers = this.#table();
  }

  /** The room is shown: what is kept on this device or what the page knows is opened, once. */
  async shown() {
    const begun = (this.#begun ??= this.#begin());
    await begun.catch(async (error) => {
      this.#parts.notify(error.message, 'error');
      const isThere = await this.#dataService.ready.then(
        () => true,
        () => false,
      );
      if (!isThere) this.#dataService = this.#start();
      if (this.#begun === begun) this.#begun = null; // coming back tries again
    });
  }

  /** Each frame: the drawn page knows what it asks to see. */
  ask() {
    const request = this.#parts.bridge.dataRequest();
    if (!request) return;
    this.#request = request;
    this.#dataService.ask(request);
  }

  /** What was computed or opened is to be seen. */
  refresh() {
    if (this.#request) this.#dataService.ask(this.#request);
  }

  /** The recordings that the page knows. Rejects with a sentence. */
  openBuiltIn() {
    return this.#recordings.openBuiltIn();
  }

  /** A catalogue without sounds. Rejects with a sentence. @param {ArrayBuffer} bytes  a BuiltInDataset */
  openBytes(bytes) {
    return this.#recordings.openBytes(bytes);
  }

  /** Rejects with a sentence. @param {Parameters<Recordings['openSource']>} of */
  openSource(...of) {
    return this.#recordings.openSource(...of);
  }

  /** A source that was walked already. Rejects with a sentence. @param {Parameters<Recordings['openListing']>} of */
  openListing(...of) {
    return this.#recordings.openListing(...of);
  }

  /** What became of what was opened last; null: the person opened nothing yet. */
  get last() {
    return this.#recordings.last;
  }

  get entries() {
    return this.#recordings.entries;
  }

  /** What was dropped on the room; only inside the event, afterwards the browser has forgotten it. @param {DataTransfer} transfer */
  async drop(transfer) {
    const source = dropSource(transfer);
    return (await this.#open()).openSource(await source);
  }

  /** @param {Parameters<import('./opening.js').Opening['openKept']>} of */
  async openKept(...of) {
    return (await this.#open()).openKept(...of);
  }

  /** The sound of a row. @param {number} row @returns {Entry | null}  null: there is none */
  entryOf(row) {
    return this.#recordings.entryOf(row);
  }

  /** Opens a row in the player and plays it. @param {number} row  of the catalogue */
  async openRow(row) {
    const { clips, player, store, notify } = this.#parts;
    const entry = this.entryOf(row);
    if (!entry) return notify(say.noSound(await this.#nameOf(row)));
    const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
    if (!(await clips.openEntry(name, () => entry.open()))) return undefined;
    this.#openedClip = clips.number;
    store.set({ data_opened_row: row });
    return player.play();
  }

  /** Another clip was opened, or the clip was closed. */
  clipChanged() {
    const { clips, store } = this.#parts;
    if (!clips.isOpen || clips.number !== this.#openedClip) store.set({ data_opened_row: -1 });
  }

  /** The clip was heard to its end: the next of the selection follows, if it has sound and that is chosen. */
  ended() {
    const { store } = this.#parts;
    const { player_follow, player_loop, data_opened_row } = store.state;
    if (!player_follow || player_loop || data_opened_row < 0) return undefined;
    const next = this.#neighbour('next_row');
    return next >= 0 && this.entryOf(next) ? this.openRow(next) : undefined;
  }

  /** @param {string} key  KeyboardEvent.key @returns {boolean}  whether it was of use */
  key(key) {
    const { store, act } = this.#parts;
    return playerKey(key, {
      state: store.state,
      act,
      previous: () => this.#neighbour('previous_row'),
      next: () => this.#neighbour('next_row'),
    });
  }

  // What the dialogs work with.

  /** @returns {Promise<DataService>} */
  async dataService() {
    await this.#dataService.ready;
    return this.#dataService;
  }

  /** One for the whole room, made when it is first needed. */
  pool() {
    this.#pool ??= (this.#parts.makePool ?? (() => makePool(this.#parts.base)))().catch((error) => {
      this.#pool = null;
      throw error;
    });
    return this.#pool;
  }

  get store() {
    return this.#parts.store;
  }

  get theme() {
    return this.#parts.store.state.theme;
  }

  get notify() {
    return this.#parts.notify;
  }

  /** The newest DataRequest. */
  requestBytes() {
    return this.#request;
  }

  /** Of the catalogue, in the order of the table. @returns {Promise<Uint32Array>} */
  async selectedRows() {
    return this.#request ? (await this.dataService()).rows(this.#request) : new Uint32Array(0);
  }

  /** @returns {Promise<Uint32Array>} */
  async allRows() {
    return Uint32Array.from({ length: this.facts()?.rows ?? 0 }, (_, row) => row);
  }

  /** @param {Uint32Array} rows @returns {Promise<string[]>} */
  async paths(rows) {
    return (await this.dataService()).paths(rows);
  }

  get files() {
    return this.#files;
  }

  /**
   * Shows these alone, in this order.
   * @param {string} name  becomes that of a column of numbers, 1 for the first
   * @param {readonly number[]} rows
   */
  async showOnly(name, rows) {
    const all = await this.allRows();
    const places = new Float32Array(all.length).fill(NaN);
    rows.forEach((row, index) => (places[row] = index + 1));
    await (await this.dataService()).setNumbers(name, '', all, places);
    this.#parts.bridge.dataOnly(name);
    this.#parts.requestFrame();
  }

  /**
   * One at a time: throws a sentence while another one runs.
   * @template T
   * @param {import('../../workers/jobs.js').JobWords} words
   * @param {import('../../workers/jobs.js').Work<T>} work
   * @returns {Promise<T>}
   */
  runJob(words, work) {
    return this.#jobs.run(words, work);
  }

  /** Ends the job that runs, if one does; what it did stays. */
  cancel() {
    this.#jobs.cancel();
  }

  /** Begins a job that speaks for itself by busy(); aborts when the person cancels. */
  jobSignal() {
    return this.#jobs.begin();
  }

  /** What such a job says; null: it is over. @param {{words: string, progress: number} | null} job */
  busy(job) {
    this.#jobs.speak(job);
  }

  /** For window.emoscope and the dialogs; null before the data service's first answer. @returns {Record<string, any> | null} */
  facts() {
    const facts = this.#parts.bridge.dataFacts();
    if (!facts) return null;
    const { data_busy, data_progress, data_job, data_opened_row, data_kept } = this.#parts.store.state;
    const { player_rate, player_volume, player_loop, player_follow, playing, playhead_s } = this.#parts.store.state;
    return {
      ...facts,
      opened_row: data_opened_row,
      job: data_busy ? { words: data_job, progress: data_progress } : null,
      kept: data_kept,
      pictures: facts.chart === 'compare' ? this.#pictures.shown : [],
      player: {
        playing,
        playhead_s,
        rate: player_rate,
        volume: player_volume,
        loop: player_loop,
        follow: player_follow,
      },
    };
  }

  #start() {
    const { base, notify } = this.#parts;
    const make = this.#parts.makeDataService ?? ((parts) => new DataService(parts));
    return make({
      createWorker: () => startWorker(new URL('workers/data_service_worker.js', base)),
      onView: (bytes) => this.#see(bytes),
      onProblem: (sentence) => notify(sentence, 'error'),
    });
  }

  async #begin() {
    const { notify } = this.#parts;
    const isOpen = await this.#load('storage/kept_datasets.js').then(
      ({ reopen }) =>
        reopen({ store: this.store, open: (/** @type {ArrayBuffer} */ set) => this.openBytes(set), notify }),
      (error) => void console.error(error), // it can be opened later
    );
    if (!isOpen) await this.openBuiltIn();
  }

  /** @param {ArrayBuffer} bytes  a DataView */
  #see(bytes) {
    const { bridge, notify, requestFrame } = this.#parts;
    if (!bridge.dataView(bytes)) return notify(say.STALE_DATA_SERVICE, 'error');
    const facts = bridge.dataFacts();
    if (facts && facts.catalogue !== this.#catalogue) {
      this.#catalogue = facts.catalogue;
      this.#pictures.forget();
    }
    if (facts?.chart === 'compare')
      this.#pictures.show(facts.compare_rows ?? []).catch(({ message }) => notify(message, 'error'));
    return requestFrame();
  }

  /** Rows' numbers mean something else now. */
  #forgetRows() {
    this.#begun = Promise.resolve(); // something is open
    this.#openedClip = -1;
    this.#parts.store.set({ data_opened_row: -1 });
    this.#pictures.forget();
    this.#parts.requestFrame(); // an idle page would not ask for the first view
    this.refresh();
  }

  /** @param {number} row */
  async #nameOf(row) {
    const [path = ''] = await this.paths(Uint32Array.of(row)).catch(() => []);
    return path.slice(path.lastIndexOf('/') + 1);
  }

  /** @param {'previous_row' | 'next_row'} which @returns {number}  -1: none */
  #neighbour(which) {
    return this.#parts.bridge.dataFacts()?.[which] ?? -1;
  }

  /** @returns {Record<DataAction, (argument: number) => unknown>} */
  #table() {
    return {
      data_open: async () => (await this.#open()).show(),
      data_recognised: async () => (await this.#load('dialogs/recognised.js')).showRecognised({ controller: this }),
      data_storage: async () => (await this.#load('dialogs/storage.js')).showStorage({ controller: this }),
      data_compute: async () => (await this.#load('dialogs/compute.js')).showCompute({ controller: this }),
      data_export: async () => (await this.#load('dialogs/export.js')).showExport({ controller: this }),
      data_playlist: async () => (await this.#load('dialogs/playlists.js')).showPlaylists({ controller: this }),
      data_cancel: () => this.cancel(),
      data_open_row: (row) => this.openRow(row),
    };
  }

  /** @returns {Promise<import('./opening.js').Opening>} */
  async #open() {
    const { Opening } = await this.#load('rooms/data/opening.js');
    const { store, notify, base } = this.#parts;
    this.#opening ??= new Opening({ controller: this, store, notify, base });
    return /** @type {import('./opening.js').Opening} */ (this.#opening);
  }

  /** @param {string} part  of web/data @returns {Promise<any>} */
  async #load(part) {
    const load = this.#parts.load ?? ((name) => importModule(new URL(name, this.#parts.base)));
    return load(part).catch((error) => {
      throw new Error(say.missingPart(part, error.message), { cause: error });
    });
  }
}

/** @param {URL} base */
async function makePool(base) {
  const { createPool } = await import('../../workers/pool.js');
  return createPool({ createWorker: () => startWorker(new URL('workers/feature_worker.js', base)) });
}
