// The words of src/contract/states.h in the same order; tests/web/states.test.mjs compares them.

export const CAPTURE_STATES = Object.freeze(
  /** @type {const} */ (['idle', 'asking', 'starting', 'listening', 'denied', 'no_device', 'failed']),
);
export const MODEL_STATES = Object.freeze(/** @type {const} */ (['absent', 'loading', 'ready', 'failed']));
export const VERDICTS = Object.freeze(/** @type {const} */ (['waiting', 'no_speech', 'unsure', 'emotion']));
export const LEVEL_HINTS = Object.freeze(/** @type {const} */ (['ok', 'too_quiet', 'clipping']));
export const SOURCES = Object.freeze(/** @type {const} */ (['live', 'clip']));
export const ROOMS = Object.freeze(/** @type {const} */ (['listen', 'features', 'data']));
export const EMOTIONS = Object.freeze(
  /** @type {const} */ (['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised']),
);
export const THEMES = Object.freeze(/** @type {const} */ (['dark', 'light']));

/** @typedef {typeof CAPTURE_STATES[number]} CaptureState */
/** @typedef {typeof EMOTIONS[number]} Emotion */
/** @typedef {typeof MODEL_STATES[number]} ModelState */
/** @typedef {typeof SOURCES[number]} Source */
/** @typedef {typeof THEMES[number]} Theme */
/** @typedef {typeof ROOMS[number]} Room */
