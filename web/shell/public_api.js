// window.emoscope: what the page knows, for tests and for the curious. Read-only; every answer is a fresh copy.
import { EMOTIONS } from '../generated/contract.js';

/**
 * @typedef {object} Judgement
 * @property {'waiting' | 'no_speech' | 'unsure' | 'emotion'} verdict
 * @property {string | null} label  one of the eight; null without speech
 * @property {number | null} confidence  0 … 1, calibrated
 * @property {Record<string, number> | null} probabilities  by label
 * @property {{valence: number, arousal: number} | null} dimensions  −1 … 1, derived from acted labels; null: this model has
 *   none, or there is no speech
 */

/**
 * One window. Times are seconds of captured sound (clips: of the file); level_dbfs: RMS of its last 100 ms; speech_s:
 * seconds of speech in it.
 * @typedef {Judgement & {start_s: number, end_s: number, level_dbfs: number, speech_s: number}} Prediction
 */

/**
 * @typedef {object} SnapshotFacts
 * @property {import('../generated/contract.js').CaptureState} capture
 * @property {import('../generated/contract.js').ModelState} model
 * @property {string} model_name  of the model that answers
 * @property {(Judgement & {model: import('../generated/contract.js').ModelState, inference_ms: number}) | null} compared  what the
 *   compared model says of the same sound
 * @property {import('../generated/contract.js').Source} source  what is shown
 * @property {boolean} speech  detected now
 * @property {number} speech_probability
 * @property {'silero' | 'energy'} detector  of speech
 * @property {{start_s: number, end_s: number} | null} window  of the judgement
 * @property {number | null} age_s  live: seconds of sound that have come since the newest window that was answered; null: none was
 * @property {boolean} behind  this device is too busy: the judgement is over a second old, or was until a moment ago
 * @property {string} caption  what the judgement is about, as it is shown: "Last 3 seconds", "3 seconds until 2.4 s ago"
 * @property {string} hint  what is wrong, as it is shown; "" nothing
 * @property {{windows: number, detector_chunks: number}} left_out  of live sound, to keep up; every sample is kept
 * @property {number | null} level_dbfs  RMS of the last 100 ms
 * @property {number | null} peak_dbfs  of the last second
 * @property {'ok' | 'too_quiet' | 'clipping'} level_hint
 * @property {number} captured_s  seconds heard in this session
 * @property {number} dropped_blocks  blocks the audio thread lost
 * @property {number} sample_rate_hz  of the device or file
 * @property {number} prediction_interval_ms  grows on slow devices
 * @property {{p50: number, p95: number}} inference_ms
 * @property {{column: Figures, prediction: Figures}} latency_ms  from sound entering the audio thread to its column being
 *   drawn, and to the prediction that includes it having reached the page
 * @property {number} frame_ms_p95  building a frame, without the graphics card
 * @property {MediaTrackSettings | null} microphone  what the browser really set; null while it is off
 * @property {string} notice  the sentence shown now
 */
/** @typedef {SnapshotFacts & Judgement} EmoscopeSnapshot  before the drawn page has arrived, only what is known then */
/** @typedef {{p50: number, p95: number, count: number}} Figures */

/**
 * @typedef {object} ClipFacts
 * @property {string} name
 * @property {number} duration_s
 * @property {boolean} finished  analysed to the end; the judgement is of the whole clip and final then
 * @property {number} progress  0 … 1
 * @property {Prediction[]} predictions
 */
/** @typedef {ClipFacts & Judgement & import('../audio/clip.js').SoundFacts & {sample_rate_hz: number}} EmoscopeClip */

/**
 * The Features room. settings: what is chosen there, by the names that the room remembers (panes, librosa's parameters);
 * region: the selected one, or all that is seen, seconds of the sound; work: what the room has cost since the page was
 * opened: handlers sent to the engine, blocks of numbers that came back, and their bytes.
 * @typedef {{settings: Record<string, unknown>, region: import('../rooms/features/controller.js').Region,
 *   work: {requests: number, blocks: number, bytes: number}}} EmoscopeFeatures
 */

/**
 * The Data room, as it is drawn. title, rows, selected, with_sound: of what is open; chart: its name; request: what is
 * asked for; words: [{code, word, count, picked}] of request.field (words_b: of field_b), counts: words × words_b or
 * words × bins; table: the rows in view; opened_row: of the catalogue, what the player holds, −1 nothing; previous_row,
 * next_row: its neighbours in the selection; pictures: rows of the comparison that have one; job: {words, progress} while a long one runs, or null; player: how it plays.
 * Everything else is as in src/contract/data_view.h.
 * @typedef {Record<string, any>} EmoscopeData
 */

/**
 * Why the chosen model said so of the clip (at most 10 s of it, around the play head) or of the last 3 s of live sound.
 * drops: rows × columns, lowest band first: by how much the label's probability falls when that tile of the sound is
 * taken out (negative: it rises). Bands are equally wide on the mel scale.
 * @typedef {{label: string, base_probability: number, rows: number, columns: number, start_s: number, end_s: number,
 *   fmin_hz: number, fmax_hz: number, drops: number[]}} EmoscopeExplanation
 */

/**
 * Events and what their functions get:
 * "prediction": Prediction, for each window of live sound · "state": {capture, model}, when either changed ·
 * "clip": EmoscopeClip or null, when one was opened, is analysed to the end, or was closed · "error": {message}.
 * @typedef {'prediction' | 'state' | 'clip' | 'error'} EmoscopeEvent
 */

/**
 * @typedef {object} EmoscopeApi
 * @property {string} version
 * @property {() => EmoscopeSnapshot} snapshot
 * @property {() => EmoscopeClip | null} clip
 * @property {import('../generated/contract.js').RoomName} room  that is shown
 * @property {(name: import('../generated/contract.js').RoomName) => void} showRoom  as a click on its name does
 * @property {() => EmoscopeFeatures} features
 * @property {() => EmoscopeData | null} data  null before the room was first shown and something was seen in it
 * @property {(event: EmoscopeEvent, fn: (detail: any) => void) => () => void} on  gives a function that ends it
 * @property {() => import('../models/models_controller.js').ListedModel[]} models  that there are
 * @property {string} model  name of the one that was chosen
 * @property {string | null} compared  name of the one it is compared with
 * @property {(name: string) => Promise<void>} chooseModel  resolves when it answers; rejects with a sentence, and then the
 *   old one goes on
 * @property {(name: string | null) => Promise<void>} compareWith  the same; null: with none
 * @property {(name: string) => Promise<Record<string, any>>} card  models/NAME/card.json
 * @property {(options?: {label?: import('../generated/contract.js').Emotion}) => Promise<EmoscopeExplanation | null>} explain  label: the
 *   most probable if none is given. null where there is no drawn page
 */

/** A clip before its first snapshot. */
export const NOTHING_YET = Object.freeze({
  finished: false,
  progress: 0,
  verdict: 'waiting',
  label: null,
  confidence: null,
  probabilities: null,
  predictions: [],
});

const EVENTS = /** @type {const} */ (['prediction', 'state', 'clip', 'error']);

/**
 * @typedef {object} ApiSources
 * @property {string} version
 * @property {() => EmoscopeSnapshot} snapshot
 * @property {() => EmoscopeClip | null} clip
 * @property {() => import('../generated/contract.js').RoomName} room
 * @property {(name: import('../generated/contract.js').RoomName) => void} showRoom
 * @property {Record<string, () => unknown>} ofRooms  by room: what it tells
 * @property {Pick<import('../models/models_controller.js').ModelsController, 'list' | 'chosen' | 'compared' | 'choose' | 'compare' | 'card'>} models
 * @property {(label: number) => Promise<any>} explain  −1: the most probable
 */

/** @param {Record<string, () => unknown>} ofRooms @returns {any} */
const copied = (ofRooms) =>
  Object.fromEntries(Object.entries(ofRooms).map(([name, facts]) => [name, () => structuredClone(facts())]));

/**
 * @param {ApiSources} sources
 * @returns {{api: Readonly<EmoscopeApi>, emit: (event: EmoscopeEvent, detail: unknown) => void,
 *   hasListeners: (event: EmoscopeEvent) => boolean}}
 */
export function createPublicApi({ version, snapshot, clip, room, showRoom, ofRooms, models, explain }) {
  const listeners = new Map(EVENTS.map((event) => [event, new Set()]));
  const api = Object.freeze({
    version,
    snapshot: () => structuredClone(snapshot()),
    clip: () => structuredClone(clip()),
    get room() {
      return room();
    },
    showRoom,
    ...copied(ofRooms),
    models: () => structuredClone(models.list()),
    get model() {
      return models.chosen;
    },
    get compared() {
      return models.compared;
    },
    chooseModel: (/** @type {string} */ name) => models.choose(name),
    compareWith: (/** @type {string | null} */ name) => models.compare(name),
    card: (/** @type {string} */ name) => models.card(name),
    async explain(/** @type {{label?: import('../generated/contract.js').Emotion}} */ { label } = {}) {
      const number = label === undefined ? -1 : EMOTIONS.indexOf(label);
      if (label !== undefined && number < 0) {
        throw new TypeError(`"${label}" is not one of the expressions ${EMOTIONS.join(', ')}.`);
      }
      return structuredClone(await explain(number));
    },
    on(/** @type {EmoscopeEvent} */ event, /** @type {(detail: any) => void} */ fn) {
      const set = listeners.get(event);
      if (!set) throw new TypeError(`"${event}" is not an event of emoscope; there are ${EVENTS.join(', ')}.`);
      if (typeof fn !== 'function') throw new TypeError('emoscope.on wants a function.');
      set.add(fn);
      return () => void set.delete(fn);
    },
  });
  return {
    api,
    hasListeners: (event) => (listeners.get(event)?.size ?? 0) > 0,
    emit(event, detail) {
      for (const fn of listeners.get(event) ?? []) {
        try {
          fn(structuredClone(detail));
        } catch (error) {
          console.error(error); // a listener's fault must not stop the page
        }
      }
    },
  };
}
