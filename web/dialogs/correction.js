// How to read names, folders and a table if they were recognised wrongly.
import { tablesOf } from '../formats/tables.js';
import { FIELDS } from '../generated/contract.js';
import { button, choice, element, labelled, paragraph, scrolling } from './frame.js';
import * as say from '../rooms/data/opening_sentences.js';

const DEEPEST = 6;
const PREVIEW_ROWS = 10;
const NO_COLUMN = '-1';
/** @typedef {import('../rooms/data/recordings.js').Correction} Correction */
/** @typedef {import('../formats/tables.js').Table} Table */

/** @typedef {import('../workers/data_service.js').TableReport} TableReport */
/**
 * @typedef {object} CorrectionParts
 * @property {Record<string, any>} opened
 * @property {import('../workers/data_service.js').Naming[]} namings
 * @property {(table: Table) => Promise<TableReport>} look
 * @property {(correction: Correction) => Promise<void>} correct
 */

/** @param {CorrectionParts} parts */
export function correctionPart({ opened, namings, look, correct }) {
  const { listing, options = {} } = opened;
  let forced = options.forced ?? '';
  let depth = options.folderDepth ?? 0;
  /** @type {() => Partial<Correction>} */ let ofTable = () => ({});
  const depths = labelled(
    'Which folder is the label',
    folderChoice(listing.entries, depth, (level) => (depth = level)),
  );
  depths.hidden = forced !== 'folder';
  /** @type {[string, string][]} */ const ways = namings.map((naming) => [naming.key, say.namingOf(naming)]);
  const names = choice([['', 'as recognised'], ...ways], forced, (key) => {
    forced = key;
    depths.hidden = key !== 'folder';
  });
  const problem = element('p', { className: 'notice' });
  problem.setAttribute('role', 'alert');
  const apply = button('Read them so', async () => {
    apply.disabled = true;
    problem.textContent = '';
    try {
      await correct({
        ...(forced && { forced }),
        ...(forced === 'folder' && depth > 0 && { folderDepth: depth }),
        ...ofTable(),
      });
    } catch (error) {
      problem.textContent = /** @type {Error} */ (error).message;
    }
    apply.disabled = false;
  });
  const form = element('details', {}, element('summary', {}, 'Read them otherwise'), labelled('Names', names), depths);
  if (listing.tables.length > 0) {
    const place = element('div', {});
    form.append(place);
    // Read only if someone wants to look.
    form.addEventListener('toggle', async () => (ofTable = await tablePart(place, opened, look)), { once: true });
  }
  form.append(problem, element('p', {}, apply));
  form.open = opened.rows === 0;
  return form;
}

/** @param {{path: string}[]} entries @param {number} depth @param {(depth: number) => void} onChange */
function folderChoice(entries, depth, onChange) {
  const levels = Math.min(
    DEEPEST,
    Math.max(0, ...entries.slice(0, 1000).map(({ path }) => path.split('/').length - 1)),
  );
  /** @type {[string, string][]} */ const entriesOf = [['0', 'found out']];
  for (let level = 1; level <= levels; level++) {
    const some = new Set(entries.slice(0, 1000).map(({ path }) => path.split('/').at(-1 - level) ?? ''));
    const examples = [...some].filter(Boolean).slice(0, 3).join(', ');
    entriesOf.push([String(level), `${level === 1 ? 'its own folder' : `${level} folders up`}: ${examples}`]);
  }
  return choice(entriesOf, String(depth), (value) => onChange(Number(value)));
}

/**
 * @param {HTMLElement} place
 * @param {Record<string, any>} opened
 * @param {CorrectionParts['look']} look
 * @returns {Promise<() => Partial<Correction>>}  what is chosen
 */
async function tablePart(place, { listing, options = {}, tables: answered = [] }, look) {
  const { tables, problems } = await tablesOf(listing);
  place.append(...problems.map((problem) => paragraph(problem, 'notice')));
  if (tables.length === 0) return () => ({});
  const seen = await Promise.all(tables.map(look));
  const [first] = options.tables ?? tables;
  let chosen =
    options.tables?.length === 0
      ? -1
      : Math.max(
          0,
          tables.findIndex(({ path }) => path === first?.path),
        );
  const reports = /** @type {TableReport[]} */ (answered);
  const guess = () => reports.find(({ path }) => path === tables[chosen]?.path)?.mapping;
  const mapping = mappingOf(guess() ?? options.mapping);
  const columns = element('div', {});
  let isTouched = false;
  const touch = () => (isTouched = true);
  const draw = () => columns.replaceChildren(...(chosen < 0 ? [] : columnsPart(seen[chosen], mapping, touch)));
  /** @type {[string, string][]} */ const names = seen.map(({ path, rows, problem }, i) => [
    String(i),
    `${path} (${problem || say.counted(rows, 'row', 'rows')})`,
  ]);
  const select = choice([...names, [NO_COLUMN, 'none: by the names alone']], String(chosen), (value) => {
    chosen = Number(value);
    Object.assign(mapping, mappingOf(guess()));
    touch();
    draw();
  });
  place.append(labelled('Table', select), columns);
  draw();
  return () => {
    if (!isTouched) return {};
    if (chosen < 0) return { tables: [] };
    const others = tables.filter((_, i) => i !== chosen);
    const isMapped = mapping.path >= 0;
    return { tables: [tables[chosen], ...others], ...(isMapped && { mapping }) };
  };
}

/** @param {TableReport} table @param {Mapping} mapping  changed in place @param {() => void} touch */
function columnsPart({ path, columns, preview }, mapping, touch) {
  /** @type {[string, string][]} */ const options = [
    [NO_COLUMN, '–'],
    ...columns.map((name, i) => /** @type {[string, string]} */ ([String(i), name])),
  ];
  const select = (
    /** @type {string} */ label,
    /** @type {number} */ column,
    /** @type {(column: number) => void} */ set,
  ) =>
    labelled(
      label,
      choice(options, String(column), (value) => {
        set(Number(value));
        touch();
      }),
    );
  const fields = FIELDS.map((field) =>
    select(field, mapping.field[field] ?? -1, (column) => {
      if (column < 0) delete mapping.field[field];
      else mapping.field[field] = column;
    }),
  );
  const cells = (/** @type {unknown[]} */ values, /** @type {'th' | 'td'} */ tag) =>
    element(
      'tr',
      {},
      ...values.map((value) => element(tag, {}, value === null || value === undefined ? '' : String(value))),
    );
  const first = preview.slice(0, PREVIEW_ROWS).map((row) => cells(row, 'td'));
  return [
    element(
      'fieldset',
      {},
      element('legend', {}, 'Which column is what'),
      element(
        'div',
        { className: 'choices' },
        select('file', mapping.path, (column) => (mapping.path = column)),
        ...fields,
      ),
    ),
    scrolling(`The first rows of ${path}`, element('table', {}, cells(columns, 'th'), ...first)),
  ];
}

/** @typedef {{header: boolean, path: number, field: Record<string, number>, numbers: number[]}} Mapping */

/** @param {string} name */
const isField = (name) => /** @type {readonly string[]} */ (FIELDS).includes(name);

/** The data service's guess, to begin with. @param {import('../workers/data_service.js').Mapping | undefined} guess @returns {Mapping} */
function mappingOf({ path = -1, field = {}, numbers = [] } = { header: true, path: -1, field: {}, numbers: [] }) {
  const known = Object.entries(field).filter(([name, column]) => isField(name) && Number(column) >= 0);
  return {
    header: true,
    path,
    field: /** @type {Record<string, number>} */ (Object.fromEntries(known)),
    numbers: [...numbers],
  };
}
