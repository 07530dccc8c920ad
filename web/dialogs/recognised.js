// “What was recognised”: how names were read, what was left out and why, which files are the same; and, where that is
// wrong, how they are to be read instead.
import { baseName } from '../sources/endings.js';
import { innerZipSource } from '../sources/open.js';
import { ENCODINGS, titleOf } from '../sources/zip_names.js';
import * as say from '../rooms/data/opening_sentences.js';
import { tellDuplicates } from '../rooms/data/same_files.js';
import { correctionPart } from './correction.js';
import { button, choice, element, labelled, openFrame, paragraph, scrolling } from './frame.js';

const EXAMPLES = 5;

/** @typedef {import('../rooms/data/controller.js').DataController} DataController */
/** @typedef {Record<string, any>} Opened  of recordings.js, with what opening.js adds */

/** @param {{controller: DataController}} parts */
export async function showRecognised({ controller }) {
  const service = await controller.dataService();
  const namings = await service.namings();
  /** @param {import('../formats/tables.js').Table} table */
  const look = (table) => service.lookAtTable(table);
  // The search for files that are the same goes on behind the dialog.
  const same = element('div');
  same.setAttribute('role', 'status');
  const drawSame = () => same.replaceChildren(...sameFiles(/** @type {Opened | null} */ (controller.last)));
  const forget = controller.store.subscribe((key) => key === 'data_busy' && drawSame());
  const frame = await openFrame({ title: 'What was recognised', wide: true, onClose: forget });
  const draw = () => {
    drawSame();
    frame.body.replaceChildren(
      ...content(/** @type {Opened | null} */ (controller.last), same, { namings, look, correct }),
    );
  };

  /** @param {import('../rooms/data/recordings.js').Correction} correction */
  async function correct(correction) {
    const before = /** @type {Opened} */ (controller.last);
    controller.cancel();
    const after = await controller.openListing(before.listing, correction);
    const { folder, isFar, duplicates, reopen } = before;
    Object.assign(after, { folder, isFar, duplicates, reopen });
    if (duplicates && after.rows > 0) await tellDuplicates(controller, duplicates);
    draw();
  }
  draw();
}

/**
 * @param {Opened | null} opened
 * @param {Node} same  what is said of files that are the same
 * @param {Omit<import('./correction.js').CorrectionParts, 'opened'>} parts
 * @returns {Node[]}
 */
function content(opened, same, parts) {
  if (!opened) return [paragraph(say.NOTHING_OPENED)];
  const { listing, rows, attached, summary, carried = 0, tableProblems = [], tables = [] } = opened;
  const hasFiles = listing.entries.length + listing.tables.length > 0;
  const sentences = [
    listing.state === 'cancelled' && say.cancelled(listing.entries.length),
    listing.problem,
    attached > 0
      ? `${say.attached(attached, rows, listing.entries.length)} ${say.TO_SEE_ALONE}`
      : !hasFiles && listing.archives?.length > 0
        ? say.onlyArchives(listing.title, listing.archives.length)
        : rows === 0
          ? say.notRecognised(listing.title, summary)
          : summary,
    carried > 0 && say.fromBuiltIn(carried),
    ...tableProblems,
  ];
  return [
    element('h3', {}, listing.title),
    ...sentences.filter(Boolean).map((sentence) => paragraph(sentence, sentence === listing.problem ? 'notice' : '')),
    ...fitsTable(opened.fits ?? []),
    ...tablesFound(tables),
    ...zipNames(opened),
    ...innerZips(opened),
    same,
    ...notWhole(listing.noted ?? []),
    ...leftOut(opened),
    ...(hasFiles ? [correctionPart({ opened, ...parts })] : []),
  ];
}

/** @param {import('../workers/data_service.js').NamingFit[]} fits */
function fitsTable(fits) {
  const some = fits.filter(({ files }) => files > 0);
  if (some.length === 0) return [];
  const row = (/** @type {typeof fits[number]} */ { name, files, soundFiles, firstFailure }) =>
    element(
      'tr',
      {},
      element('td', {}, name || say.FOLDER_NAMES),
      element('td', {}, say.ofSome(files, soundFiles)),
      element('td', { className: 'quiet' }, firstFailure),
    );
  const head = ['Names like those of', 'Fits', 'The first that does not fit'].map((text) => headCell(text));
  return [scrolling('How names are read', element('table', {}, element('tr', {}, ...head), ...some.map(row)))];
}

/** Names that do not say how they are written can be read otherwise. @param {Opened} opened @returns {Node[]} */
function zipNames({ listing, reopen }) {
  if (!listing.zipNames || !listing.reread || !reopen) return [];
  const { encoding, example } = listing.zipNames;
  const ways = choice(
    ENCODINGS.map(([key, title]) => [key, title]),
    encoding,
    (key) => reopen(listing.reread(key)),
  );
  return [
    element('h3', {}, 'Names in the archive'),
    paragraph(say.zipNamesReadAs(titleOf(encoding), example)),
    labelled('Read them as', ways),
  ];
}

/** Archives in what was opened: each by a press of its own. @param {Opened} opened @returns {Node[]} */
function innerZips({ listing, reopen }) {
  const archives = /** @type {import('../sources/shape.js').Found[]} */ (listing.archives ?? []);
  if (archives.length === 0 || !reopen) return [];
  const problem = element('p', { className: 'notice' });
  problem.setAttribute('role', 'alert');
  const open = async (/** @type {typeof archives[0]} */ found) => {
    try {
      await reopen(await innerZipSource(found));
    } catch (error) {
      problem.textContent = say.unopenedInside(found.path, /** @type {Error} */ (error).message);
    }
  };
  return [
    element('h3', {}, say.archivesInside(archives.length)),
    ...archives.slice(0, EXAMPLES).map((found) =>
      element(
        'p',
        {},
        button(`Open “${found.path}”`, () => open(found)),
      ),
    ),
    ...(archives.length > EXAMPLES ? [paragraph(say.moreArchives(archives.length - EXAMPLES), 'quiet')] : []),
    problem,
  ];
}

/** @param {import('../workers/data_service.js').TableReport[]} tables */
function tablesFound(tables) {
  if (tables.length === 0) return [];
  const lines = tables.map((table) => element('li', {}, say.tableFound(table)));
  return [element('h3', {}, 'Tables'), element('ul', {}, ...lines)];
}

/** @param {Opened | null} opened @returns {Node[]} */
function sameFiles(opened) {
  if (!opened || opened.listing.entries.length < 2) return [];
  const groups = /** @type {{path: string}[][] | null} */ (opened.duplicates ?? null);
  if (!groups) return [paragraph(say.DUPLICATES_UNKNOWN, 'quiet')];
  const files = groups.reduce((sum, { length }) => sum + length, 0);
  const examples = groups.slice(0, EXAMPLES).map((group) => group.map(({ path }) => path).join(' = '));
  const which = groups.length > 0 ? [folded(say.examplesOf(examples.length, groups.length), examples)] : [];
  return [paragraph(say.duplicates(groups.length, files)), ...which];
}

/** Files that were left out, by the reason. @param {Opened} opened @returns {Node[]} */
function leftOut({ listing, skipped = [] }) {
  /** @type {Map<string, string[]>} */ const byReason = new Map();
  const add = (/** @type {string} */ reason, /** @type {string} */ example) =>
    byReason.set(reason, [...(byReason.get(reason) ?? []), example]);
  for (const { path, why } of /** @type {{path: string, why: string}[]} */ (listing.skipped)) add(why, path);
  for (const { file, cause, reason } of /** @type {import('../workers/data_service.js').SkippedFile[]} */ (skipped)) {
    const path = listing.entries[file]?.path ?? '';
    add(say.SKIP_CAUSES[cause] ?? cause, reason.includes(baseName(path)) ? reason : `${path}: ${reason}`);
  }
  return groups(byReason, say.leftOut);
}

/** Files that are open although something is wrong with them. @param {{path: string, why: string}[]} noted */
function notWhole(noted) {
  /** @type {Map<string, string[]>} */ const byReason = new Map();
  for (const { path, why } of noted) byReason.set(why, [...(byReason.get(why) ?? []), path]);
  return groups(byReason, say.notWhole);
}

/** @param {Map<string, string[]>} byReason @param {(count: number) => string} title */
function groups(byReason, title) {
  if (byReason.size === 0) return [];
  const total = [...byReason.values()].reduce((sum, { length }) => sum + length, 0);
  const largestFirst = [...byReason].sort(([, a], [, b]) => b.length - a.length);
  return [
    element('h3', {}, title(total)),
    ...largestFirst.map(([reason, examples]) => folded(`${examples.length}: ${reason}`, examples.slice(0, EXAMPLES))),
  ];
}

/** @param {string} title @param {string[]} lines */
function folded(title, lines) {
  const items = lines.map((line) => element('li', {}, line));
  return element('details', {}, element('summary', {}, title), element('ul', {}, ...items));
}

/** @param {string} text */
const headCell = (text) => {
  const cell = element('th', {}, text);
  cell.setAttribute('scope', 'col');
  return cell;
};
