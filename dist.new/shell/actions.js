// From a number the drawn page hands over (src/contract/actions.h) to the function that carries it out.
import { ACTIONS } from '../generated/contract.js';

/** @typedef {import('../generated/contract.js').Action} Action */
/** @typedef {Record<Exclude<Action, 'none'>, (argument: number) => unknown>} ActionTable */

/**
 * An action that fails, at once or later, is reported once, to onError.
 * @param {ActionTable} table
 * @param {(error: Error, name: string) => void} onError
 * @returns {(action: number | Action, argument?: number) => void}
 */
export function createDispatcher(table, onError) {
  return (action, argument = 0) => {
    const name = typeof action === 'number' ? ACTIONS[action] : action;
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
