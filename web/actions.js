// From a number the drawn page hands over (src/contract/actions.h) to the function that carries the wish out.

export const ACTION_NAMES = Object.freeze(
  /** @type {const} */ ([
    'none',
    'start_listening',
    'stop_listening',
    'open_file',
    'play_sample',
    'play_clip',
    'pause_clip',
    'seek_clip',
    'close_clip',
    'choose_device',
    'replay_moment',
    'toggle_theme',
    'dismiss_notice',
    'retry_model',
    'reload_page',
    'show_room',
    'play_region',
    'export_picture',
    'export_numbers',
    'choose_model',
    'compare_model',
    'show_card',
    'explain',
    'close_explanation',
    'data_open',
    'data_recognised',
    'data_compute',
    'data_export',
    'data_storage',
    'data_cancel',
    'data_open_row',
    'data_playlist',
    'player_rate',
    'player_volume',
    'player_loop',
    'player_follow',
    'player_stop',
  ]),
);

/** @typedef {typeof ACTION_NAMES[number]} ActionName */
/** @typedef {Record<Exclude<ActionName, 'none'>, (argument: number) => unknown>} ActionTable */

/**
 * A wish that fails, at once or later, is reported once, to onError.
 * @param {ActionTable} table
 * @param {(error: Error, name: string) => void} onError
 * @returns {(action: number | ActionName, argument?: number) => void}
 */
export function createDispatcher(table, onError) {
  return (action, argument = 0) => {
    const name = typeof action === 'number' ? ACTION_NAMES[action] : action;
    if (name === 'none') return;
    const fail = (/** @type {unknown} */ error) =>
      onError(error instanceof Error ? error : new Error(String(error)), String(name));
    const carryOut = name === undefined ? undefined : table[name];
    if (!carryOut) return fail(new Error(`The page was asked for an unknown action (${action}).`));
    try {
      Promise.resolve(carryOut(argument)).catch(fail);
    } catch (error) {
      fail(error);
    }
  };
}
