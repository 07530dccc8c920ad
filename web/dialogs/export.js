// “Save”: the table, the chart, a play-list, or features of the selected clips as a file.
import { fileName } from '../rooms/features/downloads.js';
import { blobSink, diskSink, exportFeatures, sizeOf } from '../formats/export_files.js';
import * as say from '../workers/pool_sentences.js';
import { itemsOf } from './compute.js';
import { button, choice, element, labelled, openFrame, paragraph } from './frame.js';

/** @typedef {import('../rooms/data/controller.js').DataController} DataController */
/** @typedef {import('../formats/export_files.js').Format} Format */
/** @typedef {{recipe: string, format: Format}} Options */

// Numbers a clip of four seconds gives, and those in a line of text.
const RECIPES = /** @type {const} */ ({
  mlp180: { about: '180 means', numbers: 180, width: 180, isSeries: false },
  mfcc40_mean: { about: '40 means', numbers: 40, width: 40, isSeries: false },
  logmel40x174: { about: '40 bands in 174 frames', numbers: 40 * 174, width: 40, isSeries: false },
  logmel64: { about: '64 bands each 10 ms', numbers: 400 * 64, width: 64, isSeries: true },
});
const ENDINGS = { csv: 'csv', json: 'jsonl', npy: 'npy', npz: 'npz' };
const BLOB_MOST_BYTES = 64e6; // more goes straight to the disk where the browser lets a page write there

/** @param {{controller: DataController}} parts */
export async function showExport({ controller }) {
  const rows = await controller.selectedRows();
  const frame = await openFrame({ title: 'Save' });
  const sentence = element('p', { className: 'notice', hidden: true });
  sentence.setAttribute('role', 'alert');
  const safely = (/** @type {() => unknown} */ work) => async () => {
    sentence.hidden = true;
    try {
      await work();
    } catch (error) {
      sentence.hidden = false;
      sentence.textContent = /** @type {Error} */ (error).message;
    }
  };
  const charts = /** @type {const} */ (['png', 'svg', 'csv']).map((kind) =>
    button(
      `Chart as ${kind.toUpperCase()}`,
      safely(() => controller.files.saveChart(kind)),
    ),
  );
  frame.body.append(
    sentence,
    part('Chart', ...charts),
    part(
      `Selection, ${say.clips(rows.length)}`,
      button(
        'Table as CSV',
        safely(() => controller.files.saveTable()),
      ),
      button(
        'Play-list as M3U',
        safely(() => savePlayList(controller, rows)),
      ),
    ),
    element('h3', {}, 'Features of the selection'),
    ...features(controller, rows, () => frame.close()),
  );
}

/** @param {DataController} controller @param {Uint32Array} rows @param {() => void} close */
function features(controller, rows, close) {
  const items = itemsOf(controller, rows);
  if (items.length === 0) return [paragraph(say.NOTHING_TO_COMPUTE, 'quiet')];
  const options = /** @type {Options} */ ({ recipe: 'mlp180', format: 'csv' });
  const size = element('p', { className: 'quiet' });
  size.setAttribute('role', 'status');
  const formats = element('span');
  const bytes = () => sizeOf(options.format, recipeOf(options.recipe), items.length);
  const tell = () => (size.textContent = `${say.sizeWords(bytes(), items.length)} ${noteOf(options)}`);
  const chooseFormat = () => {
    const entries = formatsOf(options.recipe);
    if (!entries.some(([format]) => format === options.format)) options.format = entries[entries.length - 1][0];
    const select = choice(entries, options.format, (format) => {
      options.format = /** @type {Format} */ (format);
      tell();
    });
    formats.replaceChildren(labelled('Format', select));
    tell();
  };
  const recipes = Object.entries(RECIPES).map(
    ([name, { about }]) => /** @type {[string, string]} */ ([name, `${name}: ${about}`]),
  );
  const recipe = choice(recipes, options.recipe, (name) => {
    options.recipe = name;
    chooseFormat();
  });
  chooseFormat();
  const start = button(
    'Compute and save',
    () => {
      close();
      saveFeatures(controller, items, { ...options }, bytes()).catch((error) =>
        controller.notify(error.message, 'error'),
      );
    },
    { primary: true },
  );
  return [element('div', { className: 'row' }, labelled('Recipe', recipe), formats, start), size];
}

/** @param {string} name */
const recipeOf = (name) => RECIPES[/** @type {keyof typeof RECIPES} */ (name)];

/** @param {string} recipe @returns {[Format, string][]} */
function formatsOf(recipe) {
  const array = recipeOf(recipe).isSeries
    ? /** @type {[Format, string]} */ (['npz', 'NumPy archive (.npz)'])
    : /** @type {[Format, string]} */ (['npy', 'NumPy array (.npy)']);
  return [['csv', 'CSV'], ['json', 'JSON lines'], array];
}

/** @param {Options} options */
function noteOf({ format }) {
  if (format === 'npy') return 'A list of the clips comes beside it, a line a row of the array.';
  if (format === 'npz') return 'An array a clip, by its path.';
  return '';
}

/**
 * @param {DataController} controller @param {import('../workers/pool.js').Item[]} items @param {Options} options
 * @param {number} bytes  that are to be expected
 */
async function saveFeatures(controller, items, options, bytes) {
  const name = nameOf(controller, `, ${options.recipe}`, ENDINGS[options.format]);
  const sink = await sinkFor(name, bytes);
  if (!sink) return; // the person closed the question
  const pool = await controller.pool();
  const outcome = await controller.runJob({ verb: 'Computing', noun: 'clips' }, ({ signal, onProgress }) =>
    exportFeatures({ pool, items, ...options, sink, signal, onProgress }),
  );
  const { state, blob, names, failed, count } = outcome;
  if (blob) controller.files.saveFile(blob, name);
  if (state === 'finished' && options.format === 'npy' && count > 0) {
    controller.files.saveFile(textBlob(`${names.join('\n')}\n`), name.replace(/\.npy$/, '.files.txt'));
  }
  const isWhole = state === 'finished' && count > 0;
  const words = say.outcomeWords(outcome, { done: isWhole ? 'saved' : 'computed', total: items.length });
  controller.notify(isWhole ? words : `${words} ${say.NOT_SAVED}`, isWhole && failed.length === 0 ? 'info' : 'error');
}

/** @param {string} name @param {number} bytes @returns {Promise<import('../formats/export_files.js').Sink | null>}  null: not wanted */
async function sinkFor(name, bytes) {
  const { showSaveFilePicker } =
    /** @type {{showSaveFilePicker?: (options: object) => Promise<FileSystemFileHandle>}} */ (globalThis);
  if (bytes <= BLOB_MOST_BYTES || !showSaveFilePicker) return blobSink();
  try {
    const handle = await showSaveFilePicker({ suggestedName: name });
    return diskSink(await handle.createWritable());
  } catch (error) {
    if (/** @type {Error} */ (error).name === 'AbortError') return null;
    throw error;
  }
}

/** @param {DataController} controller @param {Uint32Array} rows */
async function savePlayList(controller, rows) {
  const paths = await controller.paths(rows);
  controller.files.saveFile(textBlob(`#EXTM3U\n${paths.join('\n')}\n`), nameOf(controller, ', play-list', 'm3u8'));
}

/** @param {DataController} controller @param {string} what @param {string} ending */
const nameOf = (controller, what, ending) =>
  fileName({ sound: `${controller.facts()?.title ?? ''}${what}`, room: 'data', ending });

/** @param {string} text */
const textBlob = (text) => new Blob([text], { type: 'text/plain;charset=utf-8' });

/** @param {string} title @param {...Node} content */
function part(title, ...content) {
  return element('section', {}, element('h3', {}, title), element('div', { className: 'row' }, ...content));
}
