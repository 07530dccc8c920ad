// The player's keys in the Data room: Space and K play and pause, J slower, L faster, arrows left and right a second back
// and on, up and down the previous and the next of the selection.

export const RATES = Object.freeze([0.5, 0.75, 1, 1.25, 1.5, 2]);
const STEP_S = 1;

/** @param {number} rate @param {1 | -1} direction @returns {number}  of RATES, or the same at its end */
export function nextRate(rate, direction) {
  const further = direction > 0 ? RATES.find((one) => one > rate) : RATES.findLast((one) => one < rate);
  return further ?? rate;
}

/**
 * @param {string} key  KeyboardEvent.key
 * @param {{state: Readonly<import('../../shell/store.js').PageState>, previous: () => number, next: () => number,
 *   act: (name: import('../../generated/contract.js').Action, argument?: number) => void}} player  rows, -1: there is none
 * @returns {boolean}  whether it was of use
 */
export function playerKey(key, { state, act, previous, next }) {
  const { playing, source, playhead_s, player_rate } = state;
  const hasClip = source === 'clip';
  const go = (/** @type {number} */ row) => (row < 0 ? false : (act('data_open_row', row), true));
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case ' ':
    case 'k':
      if (!hasClip && !playing) return false;
      act(playing ? 'pause_clip' : 'play_clip');
      return true;
    case 'j':
      act('player_rate', nextRate(player_rate, -1));
      return true;
    case 'l':
      act('player_rate', nextRate(player_rate, 1));
      return true;
    case 'ArrowLeft':
      if (hasClip) act('seek_clip', playhead_s - STEP_S);
      return hasClip;
    case 'ArrowRight':
      if (hasClip) act('seek_clip', playhead_s + STEP_S);
      return hasClip;
    case 'ArrowUp':
      return go(previous());
    case 'ArrowDown':
      return go(next());
    default:
      return false;
  }
}
