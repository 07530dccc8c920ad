// Who takes part. Each is started, asked for its version and given the clip; who cannot be started says why.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CASES } from './cases.mjs';
import { startChromium } from './chromium_player.mjs';
import { startLinePlayer } from './line_player.mjs';

/**
 * @typedef {object} Player
 * @property {() => Promise<string>} version
 * @property {(samples: Float32Array, rate: number) => Promise<void>} sound
 * @property {(name: string) => Promise<unknown>} prepare
 * @property {(name: string, times: number) => Promise<number>} run  seconds
 * @property {(name: string) => Promise<Float32Array>} result
 * @property {() => unknown} close
 *
 * @typedef {object} Entrant
 * @property {string} id
 * @property {string} title  for the table
 * @property {boolean} ours
 * @property {boolean} [differs]  computes other numbers by its own definitions: told, but no fault
 * @property {string[]} [only]  the cases it takes part in; all
 * @property {() => Promise<Player>} start
 *
 * @typedef {Omit<Entrant, 'start'> & {player: Player, version: string}} Started
 */

const OFFLINE = CASES.map(({ name }) => name).filter((name) => name !== 'logmel64_stream');
const MEYDA_KNOWS = ['mlp180', 'mfcc40', 'mel128', 'chroma'];

/** @param {{root: string, folder: string, python: string}} options  folder: for exchanged files */
export function entrants({ root, folder, python }) {
  const at = (...path) => join(root, ...path);
  const url = (...path) => pathToFileURL(at(...path)).href;
  const versionOf = (name) => JSON.parse(readFileSync(at('node_modules', name, 'package.json'), 'utf8')).version;
  const program = ['build', 'web-release', 'bench', 'emoscope_bench.mjs'];
  const players = ['scripts', 'bench', 'players'];
  const MEYDA = 'node_modules/meyda/dist';

  const inNode = (id, module, options) => () =>
    startLinePlayer({
      name: id,
      folder,
      command: process.execPath,
      arguments: [at(...players, 'node_host.mjs'), url(...players, module), JSON.stringify(options)],
    });

  let chromium;
  const inChromium = (module, options) => async () => {
    chromium ??= startChromium({
      '/players/emoscope.mjs': at(...players, 'emoscope.mjs'),
      '/players/meyda.mjs': at(...players, 'meyda.mjs'),
      '/players/timed.mjs': at(...players, 'timed.mjs'),
      '/program/emoscope_bench.mjs': at(...program),
      '/program/emoscope_bench.wasm': at(...program).replace(/mjs$/, 'wasm'),
      '/meyda.js': at(MEYDA, 'web', 'meyda.min.js'),
    });
    const { player, version } = await chromium;
    const started = await player(module, options);
    return { ...started, version: async () => `${await started.version()}; ${version}` };
  };

  /** @type {Entrant[]} */
  const list = [
    {
      id: 'native',
      title: 'Emoscope, native',
      ours: true,
      start: () =>
        startLinePlayer({ name: 'native', folder, command: at('build', 'native-release', 'bench', 'emoscope_bench') }),
    },
    {
      id: 'node',
      title: 'Emoscope, WASM in node',
      ours: true,
      start: inNode('node', 'emoscope.mjs', { program: url(...program) }),
    },
    {
      id: 'chromium',
      title: 'Emoscope, WASM in Chromium',
      ours: true,
      start: inChromium('/players/emoscope.mjs', { program: '/program/emoscope_bench.mjs' }),
    },
    { id: 'librosa', title: 'librosa', ours: false, only: OFFLINE, start: () => startPython(python) },
    {
      id: 'meyda_node',
      title: 'Meyda in node',
      ours: false,
      differs: true,
      only: MEYDA_KNOWS,
      start: inNode('meyda', 'meyda.mjs', { library: url(MEYDA, 'node', 'main.js'), version: versionOf('meyda') }),
    },
    {
      id: 'meyda_chromium',
      title: 'Meyda in Chromium',
      ours: false,
      differs: true,
      only: MEYDA_KNOWS,
      start: inChromium('/players/meyda.mjs', { library: '/meyda.js', version: versionOf('meyda') }),
    },
    ...[
      ['pffft', 'PFFFT with SIMD, WASM in node', '@echogarden/pffft-wasm'],
      ['kissfft', 'kissfft-wasm in node', 'kissfft-wasm'],
      ['js', 'fft.js in node', 'fft.js'],
    ].map(([name, title, source]) => ({
      id: name === 'js' ? 'fft_js' : name,
      title,
      ours: false,
      only: ['fft2048'],
      start: inNode(`fft_${name}`, `fft_${name}.mjs`, {
        library: url('node_modules', source, 'dist', 'simd', `${name}.js`),
        version: versionOf(source),
      }),
    })),
  ];
  const close = () =>
    chromium?.then(
      (running) => running.close(),
      () => {}, // why it did not start is reported by whoever wanted it
    );
  return { list, close };

  function startPython(command) {
    if (!command || (command.includes('/') && !existsSync(command)))
      throw new Error('there is no reference Python here (EMOSCOPE_REFERENCE_PYTHON names one)');
    return startLinePlayer({ name: 'librosa', folder, command, arguments: [at(...players, 'librosa_player.py')] });
  }
}

/** @param {Entrant} entrant @param {{samples: Float32Array, rate: number}} clip @returns {Promise<Started>} */
export async function startEntrant({ start, ...entrant }, clip) {
  const player = await start();
  const version = await player.version();
  await player.sound(clip.samples, clip.rate);
  return { ...entrant, player, version };
}
