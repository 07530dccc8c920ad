// window.emoscope: what the page knows, for tests and for the curious. Read-only; every answer is a fresh copy.

/**
 * @typedef {object} EmoscopeSnapshot
 * @property {import('./states.js').CaptureState} capture
 * @property {import('./states.js').ModelState} model
 * @property {string} model_name
 * @property {import('./states.js').Source} source  what is shown
 * @property {boolean} speech  detected now
 * @property {string} verdict  waiting, no_speech, unsure or emotion
 * @property {string | null} label  one of the eight; null without speech
 * @property {number} confidence  0 … 1, calibrated
 * @property {Record<string, number>} probabilities  by label; empty without speech
 * @property {{start_s: number, end_s: number} | null} window  in seconds of captured sound
 * @property {number} level_dbfs  RMS of the window's last 100 ms
 * @property {number} captured_s  seconds heard in this session
 * @property {number} dropped_blocks  blocks the audio thread lost
 * @property {Latency} latency
 * @property {MediaTrackSettings | null} microphone  what the browser really set, null while it is off
 * @property {string} notice  the sentence shown now
 */

/**
 * Milliseconds from sound entering the audio thread to its column being drawn, and to the prediction that includes it
 * having reached the page.
 * @typedef {{column_ms: Figures, prediction_ms: Figures, frame_ms_p95: number}} Latency
 */
/** @typedef {{p50: number, p95: number, count: number}} Figures */

/**
 * @typedef {object} EmoscopeClip
 * @property {string} name
 * @property {number} duration_s
 * @property {boolean} finished  analysed to the end; the figures below are then final
 * @property {string} verdict
 * @property {string | null} label
 * @property {number} confidence
 * @property {Record<string, number>} probabilities
 * @property {ClipWindow[]} windows
 */
/** @typedef {{start_s: number, end_s: number, verdict: string, label: string | null, confidence: number,
 *   probabilities: Record<string, number>, level_dbfs: number, speech_s: number}} ClipWindow */

/**
 * Events and what their functions get:
 * "prediction": EmoscopeSnapshot, at each new window of live sound · "state": {capture, model}, when either changed ·
 * "clip": EmoscopeClip or null, when one was opened, is analysed to the end, or was closed · "error": {message}.
 * @typedef {'prediction' | 'state' | 'clip' | 'error'} EmoscopeEvent
 */

/**
 * @typedef {object} EmoscopeApi
 * @property {string} version
 * @property {() => EmoscopeSnapshot} snapshot
 * @property {() => EmoscopeClip | null} clip
 * @property {(event: EmoscopeEvent, fn: (detail: any) => void) => () => void} on  gives a function that ends it
 */

const EVENTS = /** @type {const} */ (['prediction', 'state', 'clip', 'error']);

/**
 * @param {{version: string, snapshot: () => EmoscopeSnapshot, clip: () => EmoscopeClip | null}} sources
 * @returns {{api: Readonly<EmoscopeApi>, emit: (event: EmoscopeEvent, detail: unknown) => void,
 *   hasListeners: (event: EmoscopeEvent) => boolean}}
 */
export function createPublicApi({ version, snapshot, clip }) {
  const listeners = new Map(EVENTS.map((event) => [event, new Set()]));
  const api = Object.freeze({
    version,
    snapshot: () => structuredClone(snapshot()),
    clip: () => structuredClone(clip()),
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
