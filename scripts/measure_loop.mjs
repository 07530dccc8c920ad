// Measures what a person who changes something waits for, with edits of its own that it takes back. Needs Chromium, and
// a checkout in which nobody else edits meanwhile.
//   node scripts/measure_loop.mjs [script] [drawing] [tests]       all of them, or those named
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, openPage, viewReady } from '../tests/e2e/lib/browser.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TIMES = 3;
const LABEL = 'Start listening'; // a button of the drawn page

/** A program of the checkout; line() waits for one that it prints. */
function start(command, of) {
  const child = spawn(command, of, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  const ended = new Promise((done) => child.on('close', done));
  const line = async (pattern) => {
    for (;;) {
      const match = printed.match(pattern);
      if (match) return match;
      if (child.exitCode !== null) throw new Error(`${command} ended with status ${child.exitCode}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  return { line, ended, stop: () => child.kill() };
}

/** Changes a file some times, waits each time, and puts the file back. @returns {Promise<string>} the times */
async function edited(file, change, wait) {
  const before = readFileSync(file, 'utf8');
  const seconds = [];
  try {
    for (let i = 1; i <= TIMES; i += 1) {
      const begin = performance.now();
      writeFileSync(file, change(before, i));
      await wait(i);
      seconds.push(((performance.now() - begin) / 1000).toFixed(1));
    }
  } finally {
    writeFileSync(file, before);
  }
  return `${seconds.join(', ')} s  (${file.slice(ROOT.length)})`;
}

const say = (what, words) => console.log(`${what}: ${words}; load ${loadavg()[0].toFixed(1)}`);

/** The one file below a folder of src/ that holds a text. */
function fileWith(folder, text) {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  const found = names.find(
    (name) => name.endsWith('.cpp') && readFileSync(join(ROOT, folder, name), 'utf8').includes(text),
  );
  if (!found) throw new Error(`No file below ${folder} holds ${text}.`);
  return join(ROOT, folder, found);
}

async function measurePage(wanted) {
  const server = start('scripts/dev.sh', ['--port', '0']);
  const [, url] = await server.line(/Emoscope is at (\S+),/);
  const browser = await launch();
  try {
    const { page } = await openPage(browser, url);
    await viewReady(page);
    /** Until the page has drawn with this. The policy of the page forbids it to take conditions as text. */
    const drawn = (of) =>
      page.waitForFunction(
        ({ mark, label }) =>
          document.body?.dataset.view === 'picture' &&
          (mark === undefined || globalThis.loopMark === mark) &&
          (label === undefined || document.querySelector(`[aria-label="${label}"]`) !== null),
        of,
        { timeout: 300000, polling: 20 },
      );
    if (wanted('script')) {
      const entry = readFileSync(join(ROOT, 'web/index.html'), 'utf8').match(/<script type="module" src="([^"]+)"/)[1];
      const mark = (text, i) => `${text}\nglobalThis.loopMark = ${i};\n`;
      say(
        'A script is changed, until it has drawn',
        await edited(join(ROOT, 'web', entry), mark, (i) => drawn({ mark: i })),
      );
    }
    if (wanted('drawing')) {
      const relabel = (text, i) => text.replace(`"${LABEL}"`, `"${LABEL} ${i}"`);
      const shown = (i) => drawn({ label: `${LABEL} ${i}` });
      say(
        'A source of src/ui is changed, until it is drawn',
        await edited(fileWith('src/ui', `"${LABEL}"`), relabel, shown),
      );
    }
  } finally {
    await browser.close();
    server.stop();
  }
}

async function measureTests() {
  for (const [layer, text] of [
    ['signal', 'std::vector<float> '],
    ['dataset', 'namespace emo {'],
    ['ui', 'namespace emo::ui {'],
  ]) {
    const ctest = () => start('ctest', ['--preset', 'native-release', '-R', `^${layer}$`]).ended;
    const pass = async () => {
      if ((await ctest()) !== 0) throw new Error(`The tests of ${layer} fail.`);
    };
    await pass(); // builds what else had changed
    const change = (before, i) => `${before}\nstatic_assert(${i} > 0);\n`;
    say(
      `A source of src/${layer} is changed, until its tests have passed`,
      await edited(fileWith(`src/${layer}`, text), change, pass),
    );
  }
}

const asked = process.argv.slice(2);
const wanted = (what) => asked.length === 0 || asked.includes(what);
if (wanted('script') || wanted('drawing')) await measurePage(wanted);
if (wanted('tests')) await measureTests();
