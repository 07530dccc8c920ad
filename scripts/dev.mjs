// The server behind scripts/dev.sh. web/ is served as it stands in the checkout; what has to be made (programs, libraries,
// models, samples) comes from the build folder. After each change the page is told to reload.
import { spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ReloadChannel } from './lib/dev_reload.mjs';
import { watchFolders } from './lib/dev_watch.mjs';
import { serve } from './serve.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What has to be made after a change below a folder; of web/ nothing. */
const MADE_FROM = new Map([
  ['web', null],
  ['src', 'programs'],
  ['shaders', 'programs'],
  ['models', 'dist'],
]);
const CONTRACT = /^contract\/|_api\.h$/;

/**
 * @param {object} options
 * @param {string} options.root  the checkout
 * @param {string} options.build  where `make` leaves programs/ and page/
 * @param {(target: string) => Promise<{ok: boolean, output: string}>} options.make  of 'dist', 'programs' and 'contract'
 * @param {number} [options.port] @param {string} [options.prefix] @param {(line: string) => void} [options.log]
 * @returns {Promise<{url: string, close: () => void}>}
 */
export async function startDev({ root, build, make, port = 0, prefix = '/', log = console.log }) {
  const channel = new ReloadChannel();
  if (!(await make('dist')).ok) throw new Error('The page could not be built; the messages above say why.');
  const { server, url } = await serve({
    dir: join(build, 'page'),
    over: [join(root, 'web'), join(build, 'programs')],
    port,
    prefix,
    before: (path, request, response) => channel.answer(path, request, response),
    change: (path, text) => channel.addScript(text),
  });
  const builder = new Builder(make, channel, log);
  const folders = [...MADE_FROM.keys()];
  const watcher = watchFolders(
    folders.map((folder) => join(root, folder)),
    (at, name) => {
      const folder = folders.find((one) => join(root, one) === at) ?? '';
      log(`${folder}/${name} has changed`);
      const target = MADE_FROM.get(folder);
      if (!target) return channel.reload();
      builder.want(folder === 'src' && CONTRACT.test(name) ? ['contract', target] : [target]);
    },
  );
  const close = () => {
    watcher.close();
    channel.close();
    server.close();
  };
  return { url, close };
}

/** One build at a time; what changes meanwhile is built after it. */
class Builder {
  #make;
  #channel;
  #log;
  #wanted = new Set();
  #busy = false;

  constructor(make, channel, log) {
    this.#make = make;
    this.#channel = channel;
    this.#log = log;
  }

  /** @param {string[]} targets */
  want(targets) {
    for (const target of targets) this.#wanted.add(target);
    if (!this.#busy) this.#work();
  }

  async #work() {
    this.#busy = true;
    while (this.#wanted.size > 0) {
      const targets = ['contract', 'programs', 'dist'].filter((target) => this.#wanted.has(target));
      this.#wanted.clear();
      const begin = performance.now();
      const made = await this.#all(targets);
      const took = `${((performance.now() - begin) / 1000).toFixed(1)} s`;
      if (made.ok) {
        this.#log(`Built in ${took}; the page loads anew.`);
        this.#channel.reload();
      } else {
        this.#log(`The build failed after ${took}; the page stays as it was.`);
        this.#channel.fail(made.output);
      }
    }
    this.#busy = false;
  }

  async #all(targets) {
    for (const target of targets) {
      const made = await this.#make(target);
      if (!made.ok) return made;
    }
    return { ok: true, output: '' };
  }
}

/** @param {string} target @returns {Promise<{ok: boolean, output: string}>} */
function make(target) {
  const [command, ...of] =
    target === 'contract'
      ? ['node', 'scripts/generate_contract.mjs']
      : ['cmake', '--build', '--preset', 'web-debug', '--target', target];
  return new Promise((done) => {
    const child = spawn(command, of, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (chunk) => {
      output += chunk;
      process.stderr.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => done({ ok: false, output: `${command} does not start: ${error.message}` }));
    child.on('close', (code) => done({ ok: code === 0, output }));
  });
}

async function main() {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '8080' }, prefix: { type: 'string', default: '/' } },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`--port ${values.port}: a number from 0 to 65535 is expected`);
  }
  const { url } = await startDev({
    root: ROOT,
    build: join(ROOT, 'build/web-debug'),
    make,
    port,
    prefix: values.prefix,
  });
  console.log(`Emoscope is at ${url}, as the sources have it. Changes are seen; Ctrl-C ends.`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  main().catch((error) => {
    console.error(`error: ${error.message}`);
    process.exitCode = 2;
  });
}
