// A zip as Zenodo's Audio_Speech_Actors_01-24.zip: the 1440 speech clips as 48 kHz 16-bit mono WAV in Actor_01 … 24,
// each with the originals' 4044-byte FLLR chunk before its sound, deflated. Made once from the recordings beside the
// checkout, kept under build/.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { wavHeader } from '../../lib/wav.mjs';
import { writeZip } from './zip_file.mjs';

const RATE_HZ = 48000;
const FILLER_BYTES = 4044;
const CONVERTERS = [
  ['ffmpeg', (file) => ['-v', 'error', '-i', file, '-ac', '1', '-ar', `${RATE_HZ}`, '-f', 's16le', '-']],
  ['sox', (file) => [file, '-t', 'raw', '-e', 'signed', '-b', '16', '-c', '1', '-r', `${RATE_HZ}`, '-']],
];

/**
 * @param {{recordings: string, file: string, count?: number, onClip?: (done: number, total: number) => void}} of
 *   recordings: the folder with the FLAC files; count: only so many of them, evenly chosen
 * @returns {Promise<string>}  the zip's path
 */
export async function ravdessZip({ recordings, file, count = Infinity, onClip = () => {} }) {
  if (existsSync(file)) return file;
  const convert = converter();
  const names = readdirSync(recordings).filter((name) => name.endsWith('.flac'));
  const step = Math.max(1, names.length / count);
  const chosen = Array.from({ length: Math.min(names.length, count) }, (_, i) => names.sort()[Math.floor(i * step)]);
  mkdirSync(dirname(file), { recursive: true });
  // Zenodo's order: folder after folder.
  chosen.sort((a, b) => actorOf(a).localeCompare(actorOf(b)) || a.localeCompare(b));
  const members = function* () {
    for (const [i, name] of chosen.entries()) {
      yield [`Actor_${actorOf(name)}/${name.replace(/flac$/, 'wav')}`, originalLike(convert(join(recordings, name)))];
      onClip(i + 1, chosen.length);
    }
  };
  await writeZip(`${file}.new`, members());
  renameSync(`${file}.new`, file);
  return file;
}

const actorOf = (name) => name.slice(18, 20);

function converter() {
  for (const [program, words] of CONVERTERS) {
    try {
      execFileSync(program, [program === 'sox' ? '--version' : '-version'], { stdio: 'ignore' });
      return (file) => execFileSync(program, words(file), { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
    } catch {
      // the next one
    }
  }
  throw new Error(
    'Neither ffmpeg nor sox is installed; one of them makes the 48 kHz clips. Install one and try again.',
  );
}

/** @param {Buffer} pcm  16-bit mono */
function originalLike(pcm) {
  return Buffer.concat([wavHeader(RATE_HZ, pcm.length, FILLER_BYTES), pcm]);
}
