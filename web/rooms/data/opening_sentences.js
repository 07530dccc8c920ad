// What the Data room says while recordings are opened, recognised and kept.
import { SOUND_ENDINGS, TABLE_ENDINGS } from '../../sources/endings.js';
import { OPENABLE } from '../../sources/sentences.js';

export const PRIVATE = 'Nothing is uploaded: recordings are read on this device, and only when they are needed.';
export const HUB_PRIVATE =
  'Only huggingface.co and hf.co are asked, and only after you press the button. They see which dataset and files you load, as when you visit their pages.';
export const DROP_HINT = `Or drop a folder, files or a zip anywhere in this room. ${OPENABLE}.`;
export const RAVDESS_LICENCE =
  'RAVDESS by S. R. Livingstone and F. A. Russo (2018), licence CC BY-NC-SA 4.0. The page knows the 1440 speech recordings’ names, measures and features, not their sound.';
export const KEPT = 'Kept on this device';
export const KEEP_PRIVATE =
  'What is kept are names, measures, features and play-lists, in this browser alone; never sounds. It stays until you remove it, or until the browser clears this page’s data.';
const NOTHING_KEPT = 'Nothing is kept.';
export const NO_SOUND_YET =
  'To hear these recordings, open their folder or zip again; their measures and features stay.';

/** @param {string} title @param {string} why */
export const notRecognised = (title, why) =>
  `The names in “${title}” do not say what is heard in them${why ? ` (${why})` : ''}. Say below how to read them, or open the table that lies with them.`;
/** @param {number} count */
export const cancelled = (count) =>
  `Reading was cancelled; the ${counted(count, 'file', 'files')} found until then ${count === 1 ? 'is' : 'are'} shown.`;
/** @param {number} found @param {number} rows @param {number} files */
export const attached = (found, rows, files) =>
  `Sound was found for ${found === rows ? `all ${counted(rows, 'recording', 'recordings')}` : `${ofSome(found, rows)} recordings`} shown, in ${counted(files, 'file', 'files')}, by their names; measures, features and map stay.`;
export const TO_SEE_ALONE = 'To see the opened files alone, press “Read them so” under “Read them otherwise”.';
/** @param {number} count */
export const fromBuiltIn = (count) =>
  `${counted(count, 'recording has', 'recordings have')} measures and features from before, by ${count === 1 ? 'its name' : 'their names'}.`;
/** @param {number} groups @param {number} files */
export const duplicates = (groups, files) =>
  groups === 0
    ? 'No two files have the same content.'
    : `${counted(files, 'file has', 'files have')} the same content as another one, in ${counted(groups, 'group', 'groups')}.`;
/** @param {string} title @param {number} groups @param {number} files */
export const duplicatesIn = (title, groups, files) =>
  `${title}: ${duplicates(groups, files)} “What was recognised” says which.`;
export const DUPLICATES_UNKNOWN = 'Whether files have the same content was not looked at to the end.';
/** @param {string} title @param {number} recordings */
export const opened = (title, recordings) => `${title}: ${counted(recordings, 'recording is', 'recordings are')} open.`;
/** @param {string} title */
export const folderRefused = (title) =>
  `The browser was not allowed to read the folder of “${title}”, so its recordings cannot be heard yet. Open it again and choose Allow, or open the folder itself.`;

/** @param {number} count @param {string} one @param {string} many */
export const counted = (count, one, many) => `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** @param {string} title */
export const gone = (title) =>
  `“${title}” is not kept any more, perhaps another tab removed it. Open its folder or zip.`;
export const ACCEPTED = [
  'audio/*,video/*',
  ...[...SOUND_ENDINGS, 'zip', ...TABLE_ENDINGS].map((ending) => `.${ending}`),
].join(',');

export const NOTHING_OPENED =
  'You have not opened recordings of your own yet. Press Open recordings and choose a folder, files, a zip or a dataset.';
export const FOLDER_NAMES = 'folders named as their label';
/** @param {import('../../workers/data_service.js').Naming} naming */
export const namingOf = ({ name, example }) => `${name || 'the folder’s name is the label'}: ${example}`;
/** By dataset/recognition.h's SkipCause. @type {Record<string, string>} */
export const SKIP_CAUSES = {
  hidden: 'hidden files of the system',
  not_sound: 'not sound files',
  no_sound: 'pictures without sound',
  no_voice: 'measured at the throat, not heard',
  unlike_name: 'the name does not say what is heard',
};
/** @param {number} some @param {number} all */
export const ofSome = (some, all) => `${some.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')}`;
/** @param {number} count */
export const leftOut = (count) => `${counted(count, 'file was', 'files were')} left out`;
/** @param {number} count */
export const notWhole = (count) => `${counted(count, 'file is', 'files are')} open, but not whole`;
/** @param {string} encoding  for people @param {string} example  a name as it was read */
export const zipNamesReadAs = (encoding, example) =>
  `They do not say how they are written. By their bytes they were read as ${encoding}, for example “${example}”. If that is wrong, choose another way.`;
/** @param {string} title @param {number} count */
export const onlyArchives = (title, count) =>
  `“${title}” holds no sound file, but ${counted(count, 'archive', 'archives')}. Open ${count === 1 ? 'it' : 'one'} below; what was shown before stays until then.`;
/** @param {number} count */
export const archivesInside = (count) => `${counted(count, 'archive', 'archives')} inside`;
/** @param {number} count */
export const moreArchives = (count) =>
  `And ${count.toLocaleString('en-GB')} more: unpack what holds them and open the folder.`;
/** @param {string} path @param {string} why */
export const unopenedInside = (path, why) =>
  `“${path}” could not be opened: ${why}. Unpack what holds it and open it by itself.`;
/** @param {number} some @param {number} all */
export const examplesOf = (some, all) => (some === all ? 'Which they are' : `The first ${some} of ${all} groups`);
/** @param {import('../../workers/data_service.js').TableReport} table */
export const tableFound = ({ path, rows, matched, ambiguous, speakers, problem, problems }) =>
  [
    `${path}: ${counted(rows, 'row', 'rows')}`,
    problem ? `. ${problem}` : `, ${counted(matched, 'belongs', 'belong')} to a sound`,
    ambiguous > 0 ? `, ${counted(ambiguous, 'fits', 'fit')} several sounds and is of no use` : '',
    speakers > 0 ? `, it tells the sex of ${counted(speakers, 'speaker', 'speakers')}` : '',
    problems.length > 0 ? `. Line ${problems[0].line}: ${problems[0].reason}` : problem ? '' : '.',
    problems.length > 1 ? ` So it is with ${counted(problems.length - 1, 'other line', 'other lines')}.` : '',
  ].join('');
/** @param {string} title @param {number} rows @param {number} bytes @param {number | null} free */
export const toKeep = (title, rows, bytes, free) =>
  `${title || 'These recordings'}: ${counted(rows, 'recording', 'recordings')}, about ${size(bytes)}${free === null ? '' : `; ${size(free)} are free`}.`;
/** @param {{bytes: number}[]} sets @param {number} lists */
export function keptSets(sets, lists) {
  const bytes = sets.reduce((sum, { bytes: own }) => sum + own, 0);
  const said = [
    sets.length > 0 && `${counted(sets.length, 'dataset', 'datasets')}, ${size(bytes)}`,
    lists > 0 && counted(lists, 'play-list', 'play-lists'),
  ].filter(Boolean);
  return said.length > 0 ? `Kept: ${said.join('; ')}` : NOTHING_KEPT;
}
/** @param {{title: string, recordings: number, bytes: number, saved: number}} set */
export const keptSet = ({ title, recordings, bytes, saved }) =>
  `${title}: ${counted(recordings, 'recording', 'recordings')}, ${size(bytes)}, kept on ${dateOf(saved)}`;
/** @param {number} time  ms since 1970 */
const dateOf = (time) => new Date(time).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
