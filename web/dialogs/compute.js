// “Compute features”: what of which clips, what it will take, then a job that the room shows.
import { KINDS, bytesFor, compute, secondsFor } from '../workers/compute_job.js';
import { size } from '../rooms/data/opening_sentences.js';
import * as say from '../workers/pool_sentences.js';
import { button, element, openFrame, paragraph } from './frame.js';

/** @typedef {import('../rooms/data/controller.js').DataController} DataController */
/** @typedef {import('../workers/pool.js').Item} Item */

/** @param {{controller: DataController}} parts */
export async function showCompute({ controller }) {
  const [pool, selected, all] = await Promise.all([controller.pool(), controller.selectedRows(), controller.allRows()]);
  const choices = [
    { id: 'selection', items: itemsOf(controller, selected), words: 'of the selection' },
    { id: 'all', items: itemsOf(controller, all), words: 'of all that is open' },
  ].filter(({ items }, i, list) => i === 0 || items.length !== list[0].items.length);
  const frame = await openFrame({ title: 'Compute features' });
  if (choices.every(({ items }) => items.length === 0)) {
    frame.body.append(paragraph(say.NOTHING_TO_COMPUTE));
    return;
  }

  const wanted = new Set(['measures', 'mlp180']);
  let { items } = choices.find((choice) => choice.items.length > 0) ?? choices[0];
  const options = () => ({
    measures: wanted.has('measures'),
    recipes: KINDS.map(({ name }) => name).filter((name) => name !== 'measures' && wanted.has(name)),
  });
  const cost = element('p', { className: 'quiet' });
  cost.setAttribute('role', 'status');
  const start = button('Compute', () => run(), { primary: true });
  const tell = () => {
    start.disabled = wanted.size === 0 || items.length === 0;
    const seconds = secondsFor(options(), items.length, pool.size);
    cost.textContent =
      wanted.size === 0
        ? say.NOTHING_WANTED
        : `${say.clips(items.length)}: about ${say.duration(seconds)} if each lasts four seconds; ${size(bytesFor(options(), items.length))} of numbers. The sounds stay on this device.`;
  };

  const kinds = KINDS.map(({ name, title, about }) =>
    option('checkbox', 'kind', wanted.has(name), title, about, (checked) => {
      if (checked) wanted.add(name);
      else wanted.delete(name);
      tell();
    }),
  );
  const rows = choices.map((choice) =>
    option('radio', 'rows', choice.items === items, say.clips(choice.items.length), choice.words, () => {
      items = choice.items;
      tell();
    }),
  );
  frame.body.append(
    element('fieldset', {}, element('legend', {}, 'Numbers'), ...kinds),
    element('fieldset', {}, element('legend', {}, 'Of which clips'), ...rows),
    cost,
  );
  frame.actions.append(start);
  tell();

  function run() {
    frame.close();
    computeAll(controller, items, options()).catch((error) => controller.notify(error.message, 'error'));
  }
}

/** @param {DataController} controller @param {Item[]} items @param {import('../workers/compute_job.js').ComputeOptions} options */
async function computeAll(controller, items, options) {
  const [pool, dataService] = await Promise.all([controller.pool(), controller.dataService()]);
  const outcome = await controller.runJob({ verb: 'Computing', noun: 'clips' }, ({ signal, onProgress }) =>
    compute({ pool, dataService, items, options, signal, onProgress }),
  );
  controller.refresh();
  const words = say.outcomeWords(outcome, { done: 'computed', total: items.length });
  controller.notify(words, outcome.state === 'stopped' || outcome.failed.length > 0 ? 'error' : 'info');
}

/** Those with a sound. @param {DataController} controller @param {Uint32Array} rows @returns {Item[]} */
export function itemsOf(controller, rows) {
  /** @type {Item[]} */ const items = [];
  for (const row of rows) {
    const entry = controller.entryOf(row);
    if (entry) items.push({ ...entry, row, name: entry.path });
  }
  return items;
}

/**
 * @param {'checkbox' | 'radio'} type @param {string} name @param {boolean} checked @param {string} title
 * @param {string} about @param {(checked: boolean) => void} onChange
 */
function option(type, name, checked, title, about, onChange) {
  const input = element('input', { type, name, checked });
  input.addEventListener('change', () => onChange(input.checked));
  return element('label', { className: 'option' }, input, element('span', {}, `${title}: ${about}`));
}
