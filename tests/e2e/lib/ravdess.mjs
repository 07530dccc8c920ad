// RAVDESS as people have it: a folder of WAV files in Actor_01 … Actor_24, and a zip of it. Made once from the recordings
// beside the checkout by the native program, kept under build/.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeZip } from '../../../scripts/bench/lib/zip_file.mjs';
import { wavBytes } from './audio.mjs';
import { program, recordings } from './native.mjs';

const cache = fileURLToPath(new URL('../../../build/e2e-data/', import.meta.url));
const AT_ONCE = 2;
const run = promisify(execFile);

/** @returns {Promise<string>}  a folder of 1440 WAV files at 22.05 kHz, as the recordings beside the checkout */
export async function ravdessFolder() {
  const folder = join(cache, 'Audio_Speech_Actors_01-24');
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const left = readdirSync(join(recordings, 'ravdess')).filter((name) => name.endsWith('.flac'));
  const lane = async () => {
    for (let name = left.pop(); name; name = left.pop()) {
      const actor = join(fresh, `Actor_${name.slice(18, 20)}`);
      mkdirSync(actor, { recursive: true });
      const from = join(recordings, 'ravdess', name);
      const to = join(actor, name.replace(/flac$/, 'wav'));
      await run(program, ['augment', from, '--op', 'gain', '--set', 'gain_db=0', '--out', to]);
      writeFileSync(to, inSixteenBits(readFileSync(to)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  renameSync(fresh, folder);
  return folder;
}

/** @returns {Promise<string>}  the same in an archive like Zenodo's */
export async function ravdessZip() {
  const file = join(cache, 'Audio_Speech_Actors_01-24.zip');
  if (existsSync(file)) return file;
  const folder = await ravdessFolder();
  const members = function* () {
    for (const actor of readdirSync(folder))
      for (const name of readdirSync(join(folder, actor)))
        yield [`${actor}/${name}`, readFileSync(join(folder, actor, name))];
  };
  await writeZip(`${file}.new`, members(), 1);
  renameSync(`${file}.new`, file);
  return file;
}

/** The program writes 32-bit floats. @param {Buffer} wav  mono */
function inSixteenBits(wav) {
  const data = wav.indexOf('data');
  const count = wav.readUInt32LE(data + 4) / 4;
  const samples = Float32Array.from({ length: count }, (_, i) => wav.readFloatLE(data + 8 + 4 * i));
  return wavBytes(samples, wav.readUInt32LE(24));
}
