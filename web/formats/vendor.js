// Libraries that only some visits need, each one file under vendor/, fetched when first asked for.
import { importModule } from '../wasm/load_program.js';
import { missingLibrary } from '../sources/sentences.js';

/**
 * @param {'zip' | 'zip_writer' | 'hub' | 'parquet' | 'media'} name
 * @param {string} what  it reads or writes, for people
 */
export async function library(name, what) {
  try {
    return await importModule(new URL(`../vendor/${name}.js`, import.meta.url));
  } catch (error) {
    throw new Error(missingLibrary(what, /** @type {Error} */ (error).message), { cause: error });
  }
}
