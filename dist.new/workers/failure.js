// What goes wrong, everywhere: a sentence for the person, and what it means for those who called. It crosses to another
// thread as plain data.

/**
 * item: this one cannot be done, the others can (so is every other Error); stop: the whole job cannot go on; no_sound: our
 * program cannot read it as sound, perhaps the browser can; interrupted: its turn did not come, it can be asked again;
 * broken: the worker's program stopped and is of no use any more; missing: it never started
 * @typedef {'item' | 'stop' | 'no_sound' | 'interrupted' | 'broken' | 'missing'} Kind
 */
/** @typedef {{message: string, kind: Kind, cause?: string}} PlainFailure */

export class Failure extends Error {
  /** @type {Kind} */ kind;

  /** @param {string} sentence @param {Kind} [kind] @param {ErrorOptions} [options]  cause */
  constructor(sentence, kind = 'item', options) {
    super(sentence, options);
    this.kind = kind;
  }
}

/** Not this item alone: the whole job cannot go on. @param {string} sentence @param {ErrorOptions} [options] */
export const stopping = (sentence, options) => new Failure(sentence, 'stop', options);

/** @param {unknown} error @returns {Kind} */
export function kindOf(error) {
  if (error instanceof WebAssembly.RuntimeError) return 'broken';
  return error instanceof Failure ? error.kind : 'item';
}

/** @param {unknown} error @returns {PlainFailure} */
export function plainOf(error) {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  return { message, kind: kindOf(error), ...(cause instanceof Error && { cause: cause.message }) };
}

/** @param {PlainFailure} plain */
export const failureOf = ({ message, kind, cause }) => new Failure(message, kind, cause === undefined ? {} : { cause });
