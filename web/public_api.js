// window.emoscope: what the page knows, for tests and for the curious. Read-only; every answer is a fresh copy.

/**
 * @typedef {object} Judgement
 * @property {'waiting' | 'no_speech' | 'unsure' | 'emotion'} verdict
 * @property {string | null} label  one of the eight; null without speech
 * @property {number | null} confidence  0 … 1, calibrated
 * @property {Record<string, number> | null} probabilities  by label
 */

/**
 * One window. Times are seconds of captured sound (clips: of the file); level_dbfs: RMS of its last 100 ms; speech_s:
 * seconds of speech in it.
 * @typedef {Judgement & {start_s: number, end_s: number, level_dbfs: number, speech_s: number}} Prediction
 */

/**
 * @typedef {object} SnapshotFacts
 * @property {import('./states.js').CaptureState} capture
 * @property {import('./states.js').ModelState} model
 * @property {string} model_name
 * @property {import('./states.js').Source} source  what is shown
 * @property {boolean} speech  detected now
 * @property {number} speech_probability
 * @property {'silero' | 'energy'} detector  of speech
 * @property {{start_s: number, end_s: number} | null} window  of the judgement
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
/** @typedef {ClipFacts & Judgement} EmoscopeClip */

/**
 * The Features room. settings: what is chosen there, by the names that the room remembers (panes, librosa's parameters);
 * region: the selected one, or all that is seen, seconds of the sound; work: what the room has cost since the page was
 * opened: wishes sent to the engine, blocks of numbers that came back, and their bytes.
 * @typedef {{settings: Record<string, unknown>, region: import('./features_desk.js').Region,
 *   work: {requests: number, blocks: number, bytes: number}}} EmoscopeFeatures
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
 * @property {import('./states.js').Room} room  that is shown
 * @property {(name: import('./states.js').Room) => void} showRoom  as a click on its name does
 * @property {() => EmoscopeFeatures} features
 * @property {(event: EmoscopeEvent, fn: (detail: any) => void) => () => void} on  gives a function that ends it
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
 * @property {() => import('./states.js').Room} room
 * @property {(name: import('./states.js').Room) => void} showRoom
 * @property {() => EmoscopeFeatures} features
 */

/**
 * @param {ApiSources} sources
 * @returns {{api: Readonly<EmoscopeApi>, emit: (event: EmoscopeEvent, detail: unknown) => void,
 *   hasListeners: (event: EmoscopeEvent) => boolean}}
 */
export function createPublicApi({ version, snapshot, clip, room, showRoom, features }) {
  const listeners = new Map(EVENTS.map((event) => [event, new Set()]));
  const api = Object.freeze({
    version,
    snapshot: () => structuredClone(snapshot()),
    clip: () => structuredClone(clip()),
    get room() {
      return room();
    },
    showRoom,
    features: () => structuredClone(features()),
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
