// What the dataset room says of files, zips, the hub and the browser's storage: what, why, what to do.
import { megabytes } from '../shell/sentences.js';

const FORMATS = ['WAV', 'FLAC', 'MP3', 'OGG', 'AIFF', 'Opus', 'AAC', 'M4A', 'MP4', 'MOV', '3GP', 'WebM', 'MKV']; // endings.js
/** "WAV, … and MKV" */
export const SOUND_FORMATS = `${FORMATS.slice(0, -1).join(', ')} and ${FORMATS.at(-1)}`;
export const OPENABLE = `${SOUND_FORMATS} can be opened`;

// Why something was skipped: half sentences that follow a path.
/** @param {string} ending  with its dot, or "" */
export const notSound = (ending) => `not a sound file (${ending || 'its name has no ending'}); ${OPENABLE}`;
export const ARCHIVE_INSIDE = 'an archive inside what was opened; open it by itself';
export const SYSTEM_FILE = 'a file of the operating system, not a recording';
export const EMPTY_FILE = 'empty (0 bytes)';
export const LFS_POINTER =
  'a Git-LFS pointer, not the sound: run “git lfs pull” in the folder it came from, and open that';
export const WEB_PAGE = 'a web page, not sound: its download probably failed; download it again';
export const ERROR_REPORT = 'a server’s report of an error, not sound: its download failed; download it again';
export const TEXT_FILE = 'text, not sound, whatever its name says; download it again';
export const INCOMPLETE =
  'incomplete: it ends before the sound that its header promises; its download was probably cut off, download it again';
export const FOLDER = 'a folder, not a file';
export const SYMLINK = 'a symbolic link, which is not followed';
export const LEADS_OUT = 'its name leads out of the archive';
export const NAMELESS = 'it has no name that can be shown';
export const ELSEWHERE =
  'its content is not where the table of contents says; unpack the archive with another program and open the folder';
export const NAMED_TWICE = 'its name occurs twice in the archive; the first one was taken';
export const ENCRYPTED = 'encrypted; unpack the archive with its password and open the folder';
/** @param {number} method  of the zip specification */
export const unknownCompression = (method) =>
  `packed by ${PACKINGS.get(method) ?? `method ${method}`}, which is not read here; pack it again by “deflate”, or unpack the archive and open the folder`;
const PACKINGS = new Map([
  [9, 'Deflate64'],
  [12, 'bzip2'],
  [14, 'LZMA'],
  [93, 'Zstandard'],
  [95, 'XZ'],
]);
/** @param {number} bytes @param {number} limit */
export const tooLarge = (bytes, limit) => `too large (${megabytes(bytes)}; up to ${megabytes(limit)} can be opened)`;
/** @param {number} limit */
export const tooDeep = (limit) => `more than ${limit} folders deep; perhaps the folder contains itself`;
/** @param {string} why */
export const unreadable = (why) => `could not be read from the disk (${why})`;
/** @param {string} why */
export const damagedMember = (why) => `damaged in the archive (${why}); download or pack it again`;
export const NO_SUCH_ROW_SOUND = 'its row holds no sound';

// Whole sentences.
/** @param {string} title @param {string} why */
export const unreadableFolder = (title, why) =>
  `The folder “${title}” could not be read (${why}). Perhaps it was moved, or the browser was not allowed to; open it again.`;
/** @param {string} name */
export const notZip = (name) => `“${name}” is not a zip archive. Open a .zip file, a folder or sound files.`;
/** @param {string} name */
export const cutZip = (name) =>
  `“${name}” is damaged or incomplete: the table of contents at its end is missing, perhaps because the download was cut off. Download it again.`;
/** @param {string} name @param {number} count  members that could be listed */
export const brokenZip = (name, count) =>
  `“${name}” is damaged: its table of contents breaks off after ${count} ${count === 1 ? 'file' : 'files'}, which are kept. Download it again for the rest.`;
/** @param {string} name */
export const splitZip = (name) =>
  `“${name}” is one part of an archive in several files. Join or unpack it first, then open the folder.`;
/** @param {string} name */
export const lockedZip = (name) =>
  `“${name}” keeps even its list of files encrypted. Unpack it with its password and open the folder.`;
/** @param {string} name @param {string} why */
export const unreadableZip = (name, why) =>
  `“${name}” could not be read as a zip archive (${why}). Download it again, or unpack it and open the folder.`;
/** @param {string} what @param {string} why */
export const missingLibrary = (what, why) =>
  `The part of the page that reads ${what} could not be loaded (${why}). Reload the page to try again.`;
/** @param {string} name @param {string} why */
export const unreadableTable = (name, why) =>
  `The table “${name}” could not be read (${why}). Choose another table, or open the sounds without it.`;

/** @param {string} text */
export const badRepository = (text) =>
  `“${text}” is not the name of a dataset on the hub. Write it as owner/name, for example MahiA/RAVDESS.`;
/** @param {string} repo */
export const noRepository = (repo) =>
  `The dataset “${repo}” is not on the hub, or it is private. Check its spelling; only public datasets can be opened.`;
/** @param {string} repo */
export const gatedRepository = (repo) =>
  `The dataset “${repo}” is given only to people who have agreed to its terms. Download it with your account and open the folder here.`;
/** @param {string} repo @param {string} revision */
export const noRevision = (repo, revision) =>
  `The dataset “${repo}” has no version “${revision}”. Leave the version out to open its newest one.`;
/** @param {string} repo @param {string} path */
export const noHubFile = (repo, path) =>
  `The file “${path}” is not in the dataset “${repo}” any more. List the dataset again.`;
/** @param {number | null} seconds */
export const rateLimited = (seconds) =>
  `The hub has had too many requests from this connection. Try again ${seconds === null ? 'in a few minutes' : `in ${duration(seconds)}`}; what has arrived is kept.`;
/** @param {string} host @param {number} status */
export const hubFailed = (host, status) =>
  `${host} answered with an error (${status}). Try again later; what has arrived is kept.`;
/** @param {string} host */
export const hubOutOfReach = (host) =>
  `${host} could not be reached. Check the connection, or whether something blocks this address; what has arrived is kept.`;
/** @param {string} host */
export const foreignHost = (host) => `The hub pointed to ${host}, which this page does not ask. Nothing was loaded.`;
/** @param {string} host */
export const ledElsewhere = (host) =>
  `${host} led to an address that this page does not ask. Nothing was loaded from there; download the dataset and open its folder.`;
/** @param {string} why */
export const hubPartMissing = (why) =>
  `The part of the page that speaks with the hub could not be started (${why}). Reload the page, or download the dataset and open its folder.`;
export const HUB_CLOSED = 'The dataset from the hub was closed. Open it again.';
/** @param {string} path */
export const noRanges = (path) =>
  `The server sent the whole of “${path}” instead of the part that was asked for, so it was not read. Download the dataset and open the folder.`;
/** @param {string} path @param {number} got @param {number} wanted  bytes */
export const cutDownload = (path, got, wanted) => `“${path}” came incomplete (${got} of ${wanted} bytes). Try again.`;

export const NOT_ASKED =
  'Nothing is kept in this browser until you allow it. Press “Keep on this device”, or go on without keeping.';
/** @param {number} wanted @param {number | null} free  bytes */
export const storageFull = (wanted, free) =>
  `The browser’s storage is full: ${megabytes(wanted)} were to be kept${free === null ? '' : ` and ${megabytes(free)} are free`}. The page goes on without keeping them; remove kept datasets to make room.`;
export const NO_STORAGE = 'it offers no storage here';
/** @param {string} why */
export const storageFailed = (why) =>
  `The browser did not keep the dataset (${why}), perhaps because this is a private window. The page goes on without keeping it.`;
export const STORAGE_HELD =
  'The kept datasets are still open in another tab of this page. Close it and remove them again.';
export const KEPT_IS_BROKEN = 'A kept dataset could not be read back completely. Remove it and open the dataset again.';

/** @param {number} seconds */
function duration(seconds) {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} s`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
