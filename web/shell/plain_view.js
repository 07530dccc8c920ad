// The page in words: the first paint while the picture loads, and the whole page where there is no WebGL2.
import { ROOM_LOADING, megabytes } from './sentences.js';

const CAPTURE_WORDS = {
  idle: '',
  asking: 'Waiting for your answer: the browser asks whether this page may listen.',
  starting: 'Starting the microphone…',
  listening: 'Listening.',
  denied: '',
  no_device: '',
  failed: '',
};

/**
 * @typedef {object} PlainParts
 * @property {HTMLElement} root
 * @property {readonly import('./room_set.js').Room[]} rooms
 * @property {import('./store.js').Store} store
 * @property {ReturnType<typeof import('./actions.js').createDispatcher>} act
 */

export class PlainView {
  #cardShown = '';
  #root;
  #rooms;
  #store;
  #act;

  /** @param {PlainParts} parts */
  constructor({ root, rooms, store, act }) {
    this.#root = root;
    this.#rooms = rooms;
    this.#store = store;
    this.#act = act;
    this.#button('start').addEventListener('click', () =>
      act(isCapturing(store.state) ? 'stop_listening' : 'start_listening'),
    );
    this.#button('open').addEventListener('click', () => act('open_file'));
    this.#button('play').addEventListener('click', () => act(store.state.playing ? 'pause_clip' : 'play_clip'));
    this.#button('close').addEventListener('click', () => act('close_clip'));
    this.#button('retry').addEventListener('click', () => act('retry_model'));
    this.#part('rooms').replaceChildren(...rooms.map(linkTo));
    const devices = this.#select('devices');
    devices.addEventListener('change', () => act('choose_device', devices.selectedIndex));
    this.#offerSamples();
    this.#listenToModels();
  }

  #listenToModels() {
    const models = this.#select('models');
    const compared = this.#select('compared');
    models.addEventListener('change', () => this.#act('choose_model', models.selectedIndex));
    compared.addEventListener('change', () => this.#act('compare_model', compared.selectedIndex - 1));
    this.#button('what').addEventListener('click', () => this.#act('show_card', this.#store.state.model_index));
    this.#button('card-close').addEventListener('click', () => this.#act('show_card', -1));
  }

  /**
   * Shows what is so.
   * @param {Record<string, any>} snapshot  window.emoscope.snapshot()
   * @param {boolean} pictureLoading
   */
  update(snapshot, pictureLoading) {
    const { state } = this.#store;
    this.#showRoom(state.room, pictureLoading);
    const capturing = isCapturing(state);
    setText(this.#part('start'), capturing ? 'Stop' : 'Start listening');
    setText(this.#part('state'), CAPTURE_WORDS[state.capture_state]);
    setText(this.#part('notice'), state.notice);
    setText(this.#part('model'), modelWords(state));
    this.#part('retry').hidden = state.model_state !== 'failed';
    this.#part('clip').hidden = state.source !== 'clip';
    setText(this.#part('clip-name'), clipWords(state));
    setText(this.#part('play'), state.playing ? 'Pause' : 'Play');
    this.#offerDevices(state);
    this.#offerModels(state);
    this.#showCard(state.card);
    this.#showResult(snapshot);
  }

  /** @param {import('../generated/contract.js').RoomName} room @param {boolean} pictureLoading */
  #showRoom(room, pictureLoading) {
    this.#rooms.forEach(({ name }, index) => {
      const link = this.#part('rooms').children[index];
      if (name === room) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    });
    const shown = this.#rooms.find(({ name }) => name === room);
    const needed = shown?.needsPicture ?? '';
    this.#part('drawn-room').hidden = needed === '';
    this.#part('drawn-room').setAttribute('aria-label', shown?.label ?? '');
    setText(this.#part('drawn-room-words'), pictureLoading ? ROOM_LOADING : needed);
  }

  #offerSamples() {
    const buttons = this.#store.state.sample_names.map((title, index) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = `Sample: ${title}`;
      button.addEventListener('click', () => this.#act('play_sample', index));
      return button;
    });
    this.#part('samples').replaceChildren(...buttons);
  }

  /** @param {Readonly<import('./store.js').PageState>} state */
  #offerDevices({ devices, device_index }) {
    this.#part('device').hidden = devices.length < 2;
    offer(this.#select('devices'), devices, device_index);
  }

  /** @param {Readonly<import('./store.js').PageState>} state */
  #offerModels({ models, model_index, compared_index }) {
    const offered = modelOptions(models);
    this.#part('choice').hidden = offered.length === 0;
    offer(this.#select('models'), offered, model_index);
    offer(this.#select('compared'), ['nothing', ...offered], compared_index + 1);
  }

  /** @param {string} lines */
  #showCard(lines) {
    if (lines === this.#cardShown) return;
    this.#cardShown = lines;
    this.#part('card').hidden = lines === '';
    const show = (/** @type {Node[]} */ elements) => this.#part('card-words').replaceChildren(...elements);
    if (lines === '') return show([]);
    import('../models/plain_card.js').then(
      ({ cardElements }) => lines === this.#cardShown && show(cardElements(lines)),
    );
  }

  /** @param {Record<string, any>} snapshot */
  #showResult({ verdict, label, confidence, probabilities, level_dbfs, compared, behind, caption, hint }) {
    const heard = Boolean(verdict) && verdict !== 'waiting';
    this.#part('result').hidden = !heard;
    if (!heard) return;
    const words = verdictWords(verdict, label, confidence);
    setText(this.#part('verdict'), behind ? `${words}, ${caption}. ${hint}` : words);
    this.#part('result').toggleAttribute('data-behind', behind === true);
    setText(this.#part('compared-result'), comparedWords(this.#store.state, compared));
    setText(this.#part('level'), Number.isFinite(level_dbfs) ? `Level ${level_dbfs.toFixed(0)} dBFS` : '');
    const lines = Object.entries(probabilities ?? {}).map(
      ([name, p]) => `${name} ${percent(/** @type {number} */ (p))}`,
    );
    const list = this.#part('probabilities');
    while (list.childElementCount < lines.length) list.append(document.createElement('li'));
    while (list.childElementCount > lines.length) list.lastElementChild?.remove();
    lines.forEach((line, index) => setText(/** @type {HTMLElement} */ (list.children[index]), line));
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    const element = this.#root.querySelector(`[data-part="${name}"]`);
    if (!(element instanceof HTMLElement)) throw new Error(`index.html lacks data-part="${name}"`);
    return element;
  }

  /** @param {string} name */
  #select(name) {
    return /** @type {HTMLSelectElement} */ (this.#part(name));
  }

  /** @param {string} name */
  #button(name) {
    return /** @type {HTMLButtonElement} */ (this.#part(name));
  }
}

/** @param {import('./room_set.js').Room} room */
function linkTo({ name, label }) {
  const link = document.createElement('a');
  link.href = `#${name}`;
  link.textContent = label;
  return link;
}

/** @param {Readonly<import('./store.js').PageState>} state */
const isCapturing = ({ capture_state }) => ['asking', 'starting', 'listening'].includes(capture_state);

/** @param {Readonly<import('./store.js').PageState>} state */
export function modelWords({ model_state, model_name, model_note, bytes_loaded, bytes_total }) {
  const of = bytes_total > 0 ? ` of ${megabytes(bytes_total)}` : '';
  if (model_state === 'loading' && bytes_total > 0 && bytes_loaded >= bytes_total) return 'Starting the model…';
  if (model_state === 'loading') return `Loading the model: ${megabytes(bytes_loaded)}${of}`;
  if (model_state === 'ready') return [`Model: ${model_name}`, model_note].filter(Boolean).join('. ');
  if (model_state === 'failed') return 'The model is not there, so there are no predictions.';
  return '';
}

/** @param {Readonly<import('./store.js').PageState>} state */
function clipWords({ clip_name, clip_busy }) {
  return clip_busy ? 'Reading the file…' : clip_name;
}

/** @param {string} verdict @param {string} label @param {number} confidence */
export function verdictWords(verdict, label, confidence) {
  if (verdict === 'no_speech') return 'No speech';
  if (verdict === 'unsure') return `Unsure; most like ${label} (${percent(confidence)})`;
  return `Sounds ${label} (${percent(confidence)})`;
}

/** @param {string} models  of the store @returns {string[]} */
function modelOptions(models) {
  if (models === '') return [];
  return models.split('\n').map((line) => {
    const [, title, , size, ua] = line.split('\t');
    const facts = [size, ua].filter(Boolean).join(', ');
    return facts ? `${title} (${facts})` : title;
  });
}

/** @param {Readonly<import('./store.js').PageState>} state @param {Record<string, any> | null} [compared]  what it says */
export function comparedWords({ models, compared_index, compared_state }, compared) {
  if (compared_index < 0) return '';
  const title = models.split('\n')[compared_index].split('\t')[1];
  if (compared_state === 'loading') return `${title} is being loaded for comparison.`;
  if (compared_state !== 'ready' || !compared || compared.verdict === 'waiting') return '';
  return `${title}: ${verdictWords(compared.verdict, compared.label, compared.confidence)}`;
}

/** @param {HTMLSelectElement} select @param {readonly string[]} options @param {number} chosen */
function offer(select, options, chosen) {
  const shown = Array.from(select.options, (option) => option.text);
  if (shown.join('\n') !== options.join('\n')) select.replaceChildren(...options.map((label) => new Option(label)));
  if (select.selectedIndex !== chosen) select.selectedIndex = chosen;
}

/** @param {number} share */
const percent = (share) => `${Math.round(share * 100)} %`;

/** @param {HTMLElement} element @param {string} text */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
