// Which models there are, which one answers, which one it is compared with, and what their cards say. What was chosen is
// remembered; until another model is ready, and if it never is, the old one goes on.
import * as say from '../shell/sentences.js';

const CHOSEN = 0;
const COMPARED = 1;

/** @typedef {import('../engine/messages.js').ModelEntry} ModelEntry */
/** @typedef {ModelEntry & {state: import('../generated/contract.js').ModelState}} ListedModel */

/**
 * @typedef {object} ModelsParts
 * @property {URL} base  the page's folder
 * @property {import('../shell/store.js').Store} store
 * @property {import('../shell/settings.js').SettingsMemory} memory
 * @property {(slot: number, name: string | null) => Promise<unknown>} useModel  throws a sentence
 * @property {() => void} onExchange  another model answers
 */

export class ModelsController {
  #parts;
  /** @type {ModelEntry[]} */ #entries = [];
  #default = '';
  /** @type {(string | null)[]} */ #names; // by slot; null: the default one, or none to compare with
  /** @type {(import('../engine/messages.js').Card | null)[]} */ #cards = [null, null]; // of what answers
  #cardTurn = 0;

  /** @param {ModelsParts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#names = [parts.memory.values.models?.chosen ?? null, null]; // nobody asked at this visit for a comparison
  }

  /** Names by slot, for an engine that knows nothing yet. @returns {(string | null)[]} */
  get wanted() {
    return [...this.#names];
  }

  get chosen() {
    return this.#names[CHOSEN] ?? this.#default;
  }

  get compared() {
    return this.#names[COMPARED];
  }

  /** @returns {ListedModel[]} */
  list() {
    const { model_state, compared_state } = this.#parts.store.state;
    const stateOf = (/** @type {string} */ name) => {
      if (name === this.chosen) return model_state;
      return name === this.compared ? compared_state : 'absent';
    };
    return this.#entries.map((entry) => ({ ...entry, state: stateOf(entry.name) }));
  }

  /** The engine has the list. @param {import('../engine/messages.js').ModelIndex} index */
  listed(index) {
    this.#entries = index.models;
    this.#default = index.default;
    this.#parts.store.set({ models: index.models.map(line).join('\n') });
    this.#tellNames();
  }

  /** The engine says what became of a slot. @param {import('../engine/messages.js').ModelMessage} message */
  changed({ slot, state, card }) {
    const before = this.#cards[slot]?.name;
    this.#cards[slot] = card;
    // What is settled counts, whatever was asked for: a model that could not be had leaves another one answering.
    if (card && state === 'ready') this.#names[slot] = card.name;
    const { store, onExchange } = this.#parts;
    if (slot === COMPARED) store.set({ compared_state: state });
    else store.set({ model_state: state, ...(card ? wordsOf(card) : {}) });
    this.#tellNames();
    if (slot === CHOSEN && before !== undefined && card?.name !== before) onExchange();
  }

  /** Throws a sentence; then the old model goes on. @param {string} name */
  async choose(name) {
    this.#entry(name);
    if (name === this.chosen && this.#parts.store.state.model_state !== 'failed') return;
    const before = this.chosen;
    const exchanges = name === this.compared;
    await this.#use(CHOSEN, name);
    if (exchanges) await this.#use(COMPARED, before);
  }

  /** Throws a sentence. @param {string | null} name  null: none */
  async compare(name) {
    if (name === this.compared && this.#parts.store.state.compared_state !== 'failed') return;
    if (name !== null && name === this.chosen) throw new Error(say.comparedWithItself(titleOf(this.#entry(name))));
    if (name !== null) this.#entry(name);
    await this.#use(COMPARED, name);
  }

  /** @param {number} index  into the list */
  nameAt(index) {
    const entry = this.#entries[index];
    if (!entry) throw new Error(say.unknownModel(`number ${index + 1}`, this.#allNames()));
    return entry.name;
  }

  /** Throws a sentence. @param {string} name @returns {Promise<Record<string, any>>} */
  async card(name) {
    this.#entry(name);
    const path = `models/${name}/card.json`;
    const response = await fetch(new URL(path, this.#parts.base)).catch(() => null);
    if (!response) throw new Error(say.noCard(say.missingPart(path, 'no connection')));
    if (!response.ok) throw new Error(say.noCard(say.missingPart(path, `the server answered ${response.status}`)));
    return response.json().catch(() => {
      throw new Error(say.noCard(say.missingPart(path, 'it is not a card')));
    });
  }

  /** @param {number} index  into the list; −1: close the card that is open */
  async showCard(index) {
    const turn = ++this.#cardTurn;
    if (index < 0) return this.#parts.store.set({ card: '' });
    const name = this.nameAt(index);
    const [card, { cardLines }] = await Promise.all([this.card(name), import('./card_lines.js')]);
    if (turn === this.#cardTurn) this.#parts.store.set({ card: cardLines(card, this.#entry(name)).join('\n') });
  }

  /** @param {number} slot @param {string | null} name */
  async #use(slot, name) {
    const { memory, useModel } = this.#parts;
    const before = this.#names[slot];
    this.#names[slot] = name;
    this.#tellNames();
    try {
      await useModel(slot, name);
      memory.save({ models: { chosen: this.chosen } });
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      if (message === say.ANOTHER_WAS_CHOSEN) throw error;
      const running = this.#cards[slot];
      this.#names[slot] = running?.name ?? (slot === CHOSEN ? before : null);
      this.#tellNames();
      throw new Error(running ? say.oldGoesOn(message, titleOf(running)) : message, { cause: error });
    }
  }

  #tellNames() {
    const indexOf = (/** @type {string | null} */ name) => this.#entries.findIndex((entry) => entry.name === name);
    this.#parts.store.set({ model_index: indexOf(this.chosen), compared_index: indexOf(this.compared) });
  }

  /** @param {string} name */
  #entry(name) {
    const entry = this.#entries.find((one) => one.name === name);
    if (!entry) throw new Error(say.unknownModel(name, this.#allNames()));
    return entry;
  }

  #allNames() {
    return this.#entries.map(({ name }) => name);
  }
}

/** @param {{name: string, title?: string}} of */
const titleOf = ({ name, title }) => title ?? name;

/** @param {ModelEntry} entry @returns {string}  as emo_text_models wants it */
function line({ name, title, family, bytes, ua, licence, summary, speed_ms }) {
  const fields = [
    name,
    title ?? name,
    family,
    bytes ? say.megabytes(bytes) : '',
    ua ? `UA ${ua.toFixed(2)}` : '',
    licence,
    summary,
    speed_ms ? `${speed_ms < 10 ? speed_ms.toFixed(1) : Math.round(speed_ms)} ms` : '',
  ];
  return fields.map((field) => (field ?? '').replace(/\s+/g, ' ')).join('\t');
}

/** @param {import('../engine/messages.js').Card} card */
function wordsOf({ name, title, note, metrics, protocol, unsure_below }) {
  // A number never comes without the protocol it was measured by.
  const measured = metrics?.ua_mean && protocol ? `UA ${metrics.ua_mean.toFixed(2)}, ${protocol}` : '';
  return { model_name: title ?? name, model_note: note ?? measured, unsure_threshold: unsure_below ?? 0 };
}
