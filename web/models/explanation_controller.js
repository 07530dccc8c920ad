// Why the model said so: asks the engine which parts of the sound its answer rests on, and hands the answer to the drawn
// page. It is of one sound and one model: when either changes, it is taken away.
import { EMOTIONS } from '../generated/contract.js';
import * as say from '../shell/sentences.js';

const LONGEST_S = 10; // kMaxExplainedSeconds (src/contract/explanation.h)
const BEGUN = 0.01;
const LIVE_S = 3; // what the model has heard of live sound

/**
 * @typedef {object} ExplainParts
 * @property {import('../shell/store.js').Store} store
 * @property {import('../rooms/room_bridge.js').RoomBridge} bridge
 * @property {Pick<import('../engine/client.js').EngineClient, 'explain' | 'cancelExplain'>} engine
 * @property {() => number | null} clipS  how long the open clip lasts; null: there is none
 * @property {() => number} capturedS  of live sound
 * @property {() => {verdict: string, probabilities: Record<string, number> | null}} shown  what the page says just now
 * @property {() => void} onChange  the drawn page has to draw
 */

export class ExplanationController {
  #parts;
  #turn = 0;
  #shown = false;

  /** @param {ExplainParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * Throws a sentence.
   * @param {number} [label]  of the eight expressions; left out: the one that the page says or finds it most like; −1: the
   *   most probable of what is explained
   * @returns {Promise<Record<string, any> | null>}  null: the drawn page, which reads it, is missing
   */
  async explain(label = mostLike(this.#parts.shown())) {
    const { store, engine, bridge, onChange } = this.#parts;
    const turn = ++this.#turn;
    const part = this.#part();
    store.set({ explaining: BEGUN });
    try {
      const bytes = await engine.explain({ ...part, label });
      if (turn !== this.#turn) throw new Error(say.EXPLANATION_REPLACED);
      if (!bridge.explanation(bytes)) throw new Error(say.STALE_ENGINE);
      this.#shown = true;
      onChange();
      return bridge.explanationData();
    } finally {
      if (turn === this.#turn) store.set({ explaining: 0 });
    }
  }

  /** @param {number} share  0 … 1 */
  progressed(share) {
    const { store } = this.#parts;
    if (store.state.explaining) store.set({ explaining: Math.max(BEGUN, share) });
  }

  /** Ends what is being worked out and takes away what is shown. */
  close() {
    const { store, engine, bridge, onChange } = this.#parts;
    if (!store.state.explaining && !this.#shown) return;
    this.#turn += 1;
    if (store.state.explaining) engine.cancelExplain();
    if (this.#shown) bridge.explanation(null);
    this.#shown = false;
    store.set({ explaining: 0 });
    onChange();
  }

  /** The clip, or what is around its play head; the last moment of live sound. */
  #part() {
    const { store, clipS, capturedS } = this.#parts;
    const lasts = clipS();
    if (lasts === null) {
      const end_s = capturedS();
      return { source: /** @type {const} */ ('live'), start_s: Math.max(0, end_s - LIVE_S), end_s };
    }
    const middle = Math.max(0, store.state.playhead_s);
    const start_s = Math.max(0, Math.min(middle - LONGEST_S / 2, lasts - LONGEST_S));
    return { source: /** @type {const} */ ('clip'), start_s, end_s: Math.min(lasts, start_s + LONGEST_S) };
  }
}

/** What is explained must be what is read beside it. @param {ReturnType<ExplainParts['shown']>} shown @returns {number}  −1: none is said */
function mostLike({ verdict, probabilities }) {
  if (!probabilities || (verdict !== 'emotion' && verdict !== 'unsure')) return -1;
  const [name] = Object.entries(probabilities).reduce((most, each) => (each[1] > most[1] ? each : most));
  return EMOTIONS.indexOf(/** @type {any} */ (name));
}
