// A player in a process of its own, obeying lines on its standard input. Each is answered by one line, "ok[ VALUE]" or
// "error SENTENCE":
//   version               what it is made with
//   sound RATE FILE       the clip: raw little-endian 32-bit floats
//   prepare CASE          makes the case ready to run
//   run CASE TIMES        answers the seconds that so many calls took
//   result CASE FILE      writes the case's numbers, as the clip is written
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ONE_THREAD = Object.fromEntries(
  ['OMP', 'OPENBLAS', 'MKL', 'NUMBA', 'NUMEXPR', 'VECLIB_MAXIMUM'].map((name) => [`${name}_NUM_THREADS`, '1']),
);

/**
 * @param {{name: string, command: string, arguments?: string[], folder: string}} options  folder: for the exchanged
 *   files; the process must see it under the same path
 */
export async function startLinePlayer({ name, command, arguments: list = [], folder }) {
  const child = spawn(command, list, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...ONE_THREAD, THREADS: '1' },
  });
  let complaints = '';
  child.stderr.on('data', (text) => (complaints = (complaints + text).slice(-2000)));
  child.stdin.on('error', () => {}); // that the process has ended is reported below
  const ended = new Promise((_, fail) => {
    child.on('error', (error) => fail(new Error(`${command} could not be started: ${error.message}`)));
    child.on('close', (code) => fail(new Error(`${name} ended (${code}): ${lastWords(complaints)}`)));
  });
  ended.catch(() => {}); // every question below waits for it too
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  const ask = async (line) => {
    child.stdin.write(`${line}\n`);
    const { value, done } = await Promise.race([lines.next(), ended]);
    if (done) return ended;
    if (value.startsWith('error ')) throw new Error(value.slice(6));
    if (!/^ok\b/.test(value)) throw new Error(`${name} answered "${value}" to "${line}"`);
    return value.slice(3);
  };
  const file = (what) => join(folder, `${name}.${what}.f32`);
  return {
    version: () => ask('version'),
    sound: async (samples, rate) => {
      writeFileSync(file('clip'), samples);
      await ask(`sound ${rate} ${file('clip')}`);
    },
    prepare: (one) => ask(`prepare ${one}`),
    run: async (one, times) => Number(await ask(`run ${one} ${times}`)),
    result: async (one) => {
      await ask(`result ${one} ${file('result')}`);
      return new Float32Array(Uint8Array.from(readFileSync(file('result'))).buffer);
    },
    close: () => child.stdin.end(),
  };
}

/** What a program said last, or rather its last line about an error. */
function lastWords(complaints) {
  const lines = complaints.trim().split('\n');
  return lines.findLast((line) => /error/i.test(line)) ?? (lines.at(-1) || 'it gave no reason');
}
