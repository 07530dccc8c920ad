// Everything the page itself says when something goes wrong: what, why, what to do.
// (Sentences about a file's content or a model's card come from the engine, in C++.)

/** @typedef {import('../generated/contract.js').CaptureState} CaptureState */

/**
 * @param {{name?: string, message?: string}} error  what getUserMedia threw
 * @returns {{state: CaptureState, message: string}}
 */
export function microphoneProblem(error) {
  const detail = (error.message ?? '').toLowerCase();
  switch (error.name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      if (detail.includes('system')) {
        return {
          state: 'denied',
          message:
            'Your system does not let this browser use the microphone. Allow it in the system’s privacy settings, then press Start listening.',
        };
      }
      if (detail.includes('dismissed')) {
        return {
          state: 'denied',
          message: 'The question about the microphone was closed. Press Start listening again and choose Allow.',
        };
      }
      return {
        state: 'denied',
        message: 'Microphone is blocked. Allow it in the address bar, then press Start listening.',
      };
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return {
        state: 'no_device',
        message: 'No microphone was found. Plug one in and press Start listening, or open a sound file instead.',
      };
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return {
        state: 'failed',
        message:
          'The microphone could not be opened, probably because another program is using it. Close that program, then press Start listening.',
      };
    default:
      return {
        state: 'failed',
        message: `The microphone could not be started (${error.message || error.name || 'unknown reason'}). Press Start listening to try again, or open a sound file.`,
      };
  }
}

export const INSECURE_PAGE =
  'Browsers give a page the microphone only over https or on localhost, and this page came over plain http. Open its https address; sound files work here as well.';
export const UNPLUGGED =
  'The microphone was unplugged. Plug it in again, or choose another one, then press Start listening.';
export const SOUND_HELD_BACK = 'The browser is holding the sound back. Press Start listening once more.';
export const NO_WEBGL2 =
  'This browser cannot draw the picture (WebGL2 is switched off or missing). Everything works in words below; for the picture, allow hardware acceleration in the browser’s settings or use another browser.';
export const PICTURE_LOST =
  'The graphics card took the picture away for a moment. It comes back by itself; if not, reload the page.';
/** @param {string} why */
export const pictureFailed = (why) =>
  `The picture could not be loaded (${why}), so the page goes on in words. Reload the page to try again.`;
export const ENGINE_RESTARTED = 'The part of the page that analyses sound stopped unexpectedly and was started again.';
export const ENGINE_LOST =
  'The part of the page that analyses sound keeps stopping. Reload the page; if it happens again, try another browser.';
/** @param {string} why */
export const engineMissing = (why) =>
  `The part of the page that analyses sound could not be loaded (${why}). Reload the page to try again.`;
/** @param {string} why */
export const decoderMissing = (why) =>
  `The part of the page that reads sound files could not be loaded (${why}). Check the connection, then open the file again.`;
export const DECODER_STOPPED = 'Reading it stopped unexpectedly.';
export const STALE_ENGINE = 'The page and its engine are of different versions. Reload the page.';
export const NOTHING_TO_REPLAY = 'There is no sound left to hear from that moment.';
export const WOULD_HEAR_ITSELF = 'Stop listening before you play this: the microphone would hear it.';
export const NOTHING_TO_SAVE = 'There are no numbers to save yet. Open a sound or start listening first.';
export const ROOM_LOADING = 'This room is drawn; it appears as soon as its picture has been loaded.';

/** @param {string} name @param {string[]} labels */
export const unknownRoom = (name, labels) =>
  `There is no room “${name}” here, so ${labels[0]} is shown. The rooms are ${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}.`;

/** @param {string} name */
export const emptyFile = (name) => `“${name}” is empty (0 bytes). Choose a file with sound in it.`;
/** @param {string} name */
export const unreadableFile = (name) =>
  `“${name}” could not be read from the disk. Perhaps it was moved or removed; open it again.`;
/** @param {string} name @param {string} why  half a sentence */
export const unopened = (name, why) =>
  `“${name}” could not be opened (${why}). Perhaps what it lies in was moved; open the recordings again.`;
/** @param {string} name @param {string} why  the engine's sentence */
export const undecodableFile = (name, why) =>
  `“${name}” could not be played as sound. ${why || 'It is no sound that can be read.'}`;
/** @param {string} name @param {number} bytes @param {number} limit */
export const hugeFile = (name, bytes, limit) =>
  `“${name}” is too large for this page (${megabytes(bytes)}; up to ${megabytes(limit)} can be opened). Cut it into shorter pieces.`;
/** @param {string} name @param {number} samples @param {number} seconds */
export const shortFile = (name, samples, seconds) =>
  `“${name}” lasts ${seconds < 0.001 ? 'less than a thousandth of a second' : `${seconds.toFixed(3)} s`} (${samples} ${samples === 1 ? 'sample' : 'samples'}): too short for a prediction, which needs about one second of speech.`;
/** @param {string} name @param {string[]} hints  sentences */
export const unusualFile = (name, hints) => `“${name}”: ${hints.join(' ')}`;
/** @param {string} name @param {number} count */
export const firstOfMany = (name, count) =>
  `${count} files were dropped; “${name}” was opened, because the page shows one clip at a time.`;
/** @param {string} title */
export const missingSample = (title) =>
  `The sample “${title}” could not be loaded. Check the connection and try again, or open a sound file.`;
/** @param {string} file @param {string} why */
export const missingPart = (file, why) => `${file} could not be loaded (${why}).`;
/** @param {string} file @param {string} expected @param {string} found */
export const wrongHash = (file, expected, found) =>
  `${file} is not the file its card describes (SHA-256 ${found.slice(0, 12)}… instead of ${expected.slice(0, 12)}…), so it is not used.`;
/** @param {string} why  a sentence */
export const withoutModel = (why) => `${why} The picture works without it; press Try again for the predictions.`;
/** @param {string} why  a sentence */
export const withoutDetector = (why) => `${why} Loudness alone decides what is speech until the page is reloaded.`;

/** @param {string} why  a sentence */
export const withoutCompared = (why) => `${why} Nothing is compared now; the chosen model goes on.`;
/** @param {string} why  a sentence */
export const defaultInstead = (why) => `${why} The page’s default model is used instead; choose again to try it again.`;
/** @param {string} why  a sentence @param {string} title  of the model that goes on */
export const oldGoesOn = (why, title) => `${why} “${title}” goes on.`;
export const ANOTHER_WAS_CHOSEN = 'Another model was chosen meanwhile.';
/** @param {string} title */
export const comparedWithItself = (title) =>
  `“${title}” is the model that answers already. Compare it with another one.`;
/** @param {string} name @param {string[]} names */
export const unknownModel = (name, names) =>
  `There is no model “${name}” here. ${names.length > 0 ? `Choose one of ${names.join(', ')}.` : 'The list of models has not arrived yet; try again in a moment.'}`;
/** @param {string} why  a sentence */
export const noCard = (why) => `${why} Check the connection and ask for the card again.`;
export const NOTHING_TO_EXPLAIN =
  'There is no sound to explain yet. Listen for at least a second, or open a sound file, then ask again.';
export const NO_MODEL_TO_EXPLAIN = 'There is no model to explain yet. Wait until it has been loaded, then ask again.';
export const EXPLANATION_REPLACED = 'Another explanation was asked for meanwhile.';
export const EXPLANATION_ENDED = 'The explanation was closed.';
export const EXPLANATION_STALE =
  'The model or the sound was changed meanwhile, so the explanation was given up. Ask again.';

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
