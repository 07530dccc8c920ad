// The order of ARCHITECTURE.md, checked: which module may include which, which file may know which third party, and that
// tests stand where their sources stand.
//   node scripts/checks/layers.mjs              checks src/, web/ and tests/
//   node scripts/checks/layers.mjs --self-test  proves on made-up sources that each rule catches its violation
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Each module may include itself and those to its left. */
const ORDER = [
  'contract',
  'signal',
  'features',
  'emotion',
  'dataset',
  'learning',
  'session',
  'explorer',
  'ui',
  'native',
  'web',
  'main',
];

/** Each belongs to a program of its own, so neither may include the other. */
const APART = ['native', 'web'];

/** The application without a screen: knows no clock, thread, file or log. */
const PURE = ORDER.slice(0, ORDER.indexOf('explorer') + 1);

/** What a header may be included by; `where` gets a path under src/ and its module. */
const RESTRICTED = [
  {
    header: /^kiss_fft/,
    where: (file) => ['signal/fft.cpp', 'signal/fft4.cpp', 'signal/fft_exact.cpp'].includes(file),
    only: 'src/signal/fft.cpp, fft4.cpp and fft_exact.cpp, each for one of its builds',
  },
  {
    header: /^(imgui|imconfig|imstb_|backends\/imgui_)/,
    where: (_, module) => module === 'ui' || module === 'web',
    only: 'src/ui and src/web',
  },
  {
    header: /^emscripten/,
    where: (_, module) => module === 'web',
    only: 'src/web',
  },
  {
    header: /^onnxruntime/,
    where: (_, module) => module === 'native',
    only: 'src/native',
  },
  {
    header: /^(GLFW|GL|GLES2|GLES3|EGL)\//,
    where: (_, module) => !PURE.includes(module),
    only: 'the modules with a screen',
  },
  {
    header:
      /^(thread|mutex|shared_mutex|condition_variable|future|atomic|chrono|ctime|time\.h|fstream|iostream|filesystem|cstdio|stdio\.h)$/,
    where: (_, module) => !PURE.includes(module),
    only: `the modules right of ${PURE.at(-1)}: ${PURE.join(', ')} know no thread, clock, file or log`,
  },
];

/** src/main_engine.cpp is module "main"; src/ui/panel.cpp is module "ui". */
const moduleOf = (file) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : 'main');

/**
 * @param {Map<string, string>} sources  path under src/ → text
 * @returns {string[]} one sentence a violation
 */
export function checkIncludes(sources) {
  const violations = [];
  for (const [file, text] of sources) {
    const module = moduleOf(file);
    if (!ORDER.includes(module)) {
      violations.push(`src/${file}: no module is named "${module}"; the modules are ${ORDER.join(' ← ')}`);
      continue;
    }
    for (const { header, line } of includesOf(text)) {
      const complain = (why) => violations.push(`src/${file}:${line} includes ${header}: ${why}`);
      const target = header.replace(/^(\.\.?\/)+/, '');
      if (target !== header) complain('paths start at src/, without ..');
      const targetModule = target.includes('/') ? moduleOf(target) : null;
      if (targetModule && ORDER.includes(targetModule) && ORDER.indexOf(targetModule) > ORDER.indexOf(module)) {
        complain(`"${module}" may use only ${ORDER.slice(0, ORDER.indexOf(module)).join(', ') || 'itself'}`);
      }
      if (APART.includes(module) && APART.includes(targetModule) && module !== targetModule) {
        complain(`"${module}" and "${targetModule}" are different programs: what both need belongs further left`);
      }
      for (const rule of RESTRICTED) {
        if (rule.header.test(header) && !rule.where(file, module)) complain(`only for ${rule.only}`);
      }
    }
  }
  return violations;
}

function* includesOf(text) {
  for (const [index, line] of text.split('\n').entries()) {
    const match = /^\s*#\s*include\s*[<"]([^>"]+)[>"]/.exec(line);
    if (match) yield { header: match[1], line: index + 1 };
  }
}

/** What the page program is made of: everything but the rooms knows only that there are rooms. */
const PAGE_PROGRAM = /^(ui\/|main_ui\.cpp$|web\/(ui|ui_keys|page_program|window|bridge)\.)/;

/**
 * A room stands in src/ui/rooms/NAME. Nothing outside that folder names it or includes it, no other room either.
 * @param {Map<string, string>} sources  path under src/ → text
 * @returns {string[]} one sentence a violation
 */
export function checkRooms(sources) {
  const names = [...sources.keys()].map((file) => /^ui\/rooms\/(\w+)\//.exec(file)?.[1]);
  const rooms = new Set(names.filter((name) => name && name !== 'draw'));
  const violations = [];
  for (const [file, text] of sources) {
    if (!PAGE_PROGRAM.test(file)) continue;
    const lines = text.replace(/\/\*[\s\S]*?\*\//g, '').split('\n');
    for (const room of [...rooms].filter((name) => !file.startsWith(`ui/rooms/${name}/`))) {
      const word = room[0].toUpperCase() + room.slice(1);
      const named = new RegExp(
        `"ui/rooms/${room}/|"${room}"|\\b${room}::|\\b${word}(Room|RoomState|State|Control|Boxes|Scene)\\b`,
      );
      for (const [index, line] of lines.entries()) {
        if (!named.test(line.replace(/\/\/.*$/, ''))) continue;
        violations.push(`src/${file}:${index + 1} names the room "${room}": only src/ui/rooms/${room} may`);
      }
    }
  }
  return violations;
}

/**
 * ONNX Runtime lives behind one file of the page.
 * @param {Map<string, string>} sources  path under web/ → text
 */
export function checkOrtImports(sources) {
  const importers = [...sources].filter(([, text]) => importsOrt(text)).map(([file]) => file);
  if (importers.length <= 1) return [];
  return [`ONNX Runtime is imported in ${importers.map((file) => `web/${file}`).join(' and ')}: only one file may`];
}

/**
 * The page's shell knows the rooms by their list, web/rooms/index.js, alone.
 * @param {Map<string, string>} sources  path under web/ → text
 */
export function checkShellNamesNoRoom(sources) {
  const rooms = [...sources.keys()].map((file) => /^rooms\/([a-z]+)\/index\.js$/.exec(file)?.[1]).filter(Boolean);
  if (rooms.length === 0) return ['no room found under web/rooms/: nothing was checked'];
  const names = new RegExp(`['"\`]#?(${rooms.join('|')})(/[^'"\`]*)?['"\`]|rooms/(${rooms.join('|')})/`);
  return [...sources]
    .filter(([file]) => file === 'page.js' || file.startsWith('shell/'))
    .flatMap(([file, text]) => {
      const found = names.exec(withoutComments(text));
      return found ? [`web/${file} names a room (${found[0]}): what only one room needs belongs into web/rooms/`] : [];
    });
}

/** Where the source of a test is looked for: the test's folder, its ending, and the source's folder and endings. */
const TESTS = [
  { tests: 'tests/', name: /_test\.cpp$/, sources: 'src/', endings: ['.cpp', '.h'] },
  { tests: 'tests/web/', name: /\.test\.mjs$/, sources: 'web/', endings: ['.js'] },
  { tests: 'tests/scripts/', name: /\.test\.mjs$/, sources: 'scripts/', endings: ['.mjs', '.sh', '.py'] },
];
/** JavaScript tests of more than one module: what a person does in the page, and what the benchmark says. */
const TESTS_OF_A_WHOLE = /^tests\/(e2e|bench)\//;

/**
 * A test stands where its source stands and is named after it.
 * @param {Iterable<string>} files  paths under the root, of tests and sources
 * @returns {string[]} one sentence a violation
 */
export function checkTestsMirrorSources(files) {
  const all = new Set(files);
  const violations = [];
  for (const file of all) {
    if (!/^tests\/.*(_test\.cpp|\.test\.mjs)$/.test(file) || TESTS_OF_A_WHOLE.test(file)) continue;
    const kind = TESTS.findLast(({ tests, name }) => file.startsWith(tests) && name.test(file));
    const stem = kind && kind.sources + file.slice(kind.tests.length).replace(kind.name, '');
    if (!kind) violations.push(`${file}: tests of JavaScript stand in tests/web or tests/scripts, as their sources do`);
    else if (!kind.endings.some((ending) => all.has(stem + ending)))
      violations.push(`${file} tests nothing of that name: there is no ${stem}{${kind.endings.join(',')}}`);
  }
  return violations;
}

const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

function importsOrt(text) {
  const code = withoutComments(text);
  return /(\bfrom|\bimport)\s*\(?\s*['"`][^'"`]*(onnxruntime|\bort(\.[\w.]*min|-wasm[\w.-]*)\.m?js)[^'"`]*['"`]/.test(
    code,
  );
}

/** @returns {Map<string, string>} */
function read(folder, extension) {
  const sources = new Map();
  const walk = (dir) => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const path = join(dir, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (extension.test(entry.name)) sources.set(relative(join(ROOT, folder), path), readFileSync(path, 'utf8'));
    }
  };
  if (existsSync(join(ROOT, folder))) walk(join(ROOT, folder));
  return sources;
}

/** Each case is one file that must be refused (the word must be in the message) or accepted (no word). */
const SELF_TEST = [
  ['signal/fft.cpp', '#include <kiss_fftr.h>', null],
  ['signal/fft4.cpp', '#include <kiss_fftr.h>', null],
  ['signal/stft.h', '#include "kiss_fft.h"', 'signal/fft.cpp'],
  ['signal/fft.cpp', '#include "features/mel.h"', 'may use only contract'],
  ['features/mel.h', '#include "signal/fft.h"', null],
  ['contract/states.h', '#include "signal/fft.h"', 'may use only itself'],
  ['session/session.cpp', '#include "ui/panel.h"', 'may use only'],
  ['session/session.cpp', '#include "../ui/panel.h"', 'without ..'],
  ['ui/panel.cpp', '#include "web/bridge.h"', 'may use only'],
  ['web/bridge.cpp', '#include "ui/panel.h"', null],
  ['web/bridge.cpp', '#include "native/files.h"', 'different programs'],
  ['explorer/opening.cpp', '#include "session/session.h"', null],
  ['session/session.cpp', '#include "explorer/opening.h"', 'may use only'],
  ['explorer/opening.cpp', '#include <fstream>', 'file or log'],
  ['main_ui.cpp', '#include "web/bridge.h"', null],
  ['main_ui.cpp', '  #  include <imgui.h>', 'src/ui and src/web'],
  ['ui/panel.cpp', '#include <imgui.h>', null],
  ['session/session.cpp', '#include "imgui.h"', 'src/ui and src/web'],
  ['ui/panel.cpp', '#include <emscripten.h>', 'only for src/web'],
  ['web/bridge.cpp', '#include <emscripten/html5.h>', null],
  ['ui/panel.cpp', '#include <onnxruntime_cxx_api.h>', 'only for src/native'],
  ['signal/decode.cpp', '#include <fstream>', 'file or log'],
  ['features/mel.cpp', '#include <cstdio>', 'file or log'],
  ['session/session.cpp', '#include <chrono>', 'clock'],
  ['learning/mlp.cpp', '#include <thread>', 'thread'],
  ['dataset/split.cpp', '#include <GLES3/gl3.h>', 'with a screen'],
  ['signal/fft.cpp', '// #include "ui/panel.h"', null],
  ['helpers/a.cpp', '', 'no module'],
];

const ROOMS_OF_SELF_TEST = [
  ['ui/rooms/attic/room.h', 'class AtticRoom : public Room {};'],
  ['ui/rooms/cellar/room.h', ''],
];
/** A file beside these two rooms, its text, and whether it must be refused. */
const ROOMS_SELF_TEST = [
  ['ui/shell/page_model.cpp', '#include "ui/rooms/attic/room.h"', true],
  ['ui/shell/page_model.cpp', '#include "ui/rooms/room.h"', false],
  ['ui/shell/page_model.cpp', 'if (room.name == "attic") return;', true],
  ['ui/charts/axis.h', 'float of(const AtticRoom& room);', true],
  ['ui/rooms/registry.cpp', 'rooms.push_back(attic::make_room());', true],
  ['web/ui_keys.cpp', 'page.show(cellar::make_room());', true],
  ['ui/rooms/cellar/room.cpp', '#include "ui/rooms/attic/room.h"', true],
  ['ui/rooms/attic/room.cpp', '#include "ui/rooms/attic/room.h"', false],
  ['ui/shell/layout.h', '// the attic has its own "attic"', false],
  ['explorer/a.cpp', 'write("attic");', false],
];

const SOURCES_OF_SELF_TEST = ['src/ui/shell/layout.cpp', 'src/signal/level.h', 'web/shell/store.js', 'scripts/dev.mjs'];
/** A test beside these sources, and whether it must be refused. */
const TESTS_SELF_TEST = [
  ['tests/ui/shell/layout_test.cpp', false],
  ['tests/signal/level_test.cpp', false],
  ['tests/ui/layout_test.cpp', true],
  ['tests/signal/signal_test.cpp', true],
  ['tests/signal/sounds.h', false],
  ['tests/web/shell/store.test.mjs', false],
  ['tests/web/store.test.mjs', true],
  ['tests/scripts/dev.test.mjs', false],
  ['tests/web/dev.test.mjs', true],
  ['tests/store.test.mjs', true],
  ['tests/web/support/clock.mjs', false],
  ['tests/e2e/page.test.mjs', false],
];

function selfTest() {
  const failures = [];
  for (const [file, text, expected] of SELF_TEST) {
    const found = checkIncludes(new Map([[file, text]]));
    const right = expected === null ? found.length === 0 : found.length > 0 && found.join('\n').includes(expected);
    if (!right) failures.push(`self-test: ${file} with ${text || 'nothing'} gave ${JSON.stringify(found)}`);
  }
  for (const [file, text, refused] of ROOMS_SELF_TEST) {
    const found = checkRooms(new Map([...ROOMS_OF_SELF_TEST, [file, text]]));
    if (found.length > 0 !== refused) failures.push(`self-test: ${file} with ${text} gave ${JSON.stringify(found)}`);
  }
  for (const [file, refused] of TESTS_SELF_TEST) {
    if (checkTestsMirrorSources([...SOURCES_OF_SELF_TEST, file]).length > 0 !== refused)
      failures.push(`self-test: the test ${file} was ${refused ? 'accepted' : 'refused'}`);
  }
  const one = ['ort.js', "import * as ort from './vendor/ort.wasm.min.mjs';"];
  const two = ['engine/x.js', "const ort = await import('onnxruntime-web/wasm');"];
  if (checkOrtImports(new Map([one, ['a.js', "// import 'onnxruntime-web'\nimport './ort.js'"]])).length !== 0) {
    failures.push('self-test: one ORT import was refused');
  }
  if (checkOrtImports(new Map([one, two])).length === 0) failures.push('self-test: two ORT imports were accepted');
  const room = ['rooms/example/index.js', "export const example = { name: 'example' };"];
  for (const [file, text, refused] of [
    ['page.js', "import { ROOMS } from './rooms/index.js';", false],
    ['page.js', "import { Example } from './rooms/example/controller.js';", true],
    ['shell/view.js', "if (store.state.room === 'example') show();", true],
    ['shell/view.js', "link.href = '#example/inside';", true],
    ['shell/view.js', "// as in 'example'", false],
    ['audio/clip.js', "const what = 'example';", false],
  ]) {
    if (checkShellNamesNoRoom(new Map([room, [file, text]])).length > 0 !== refused)
      failures.push(`self-test: ${file} with ${text} was ${refused ? 'accepted' : 'refused'}`);
  }
  return failures;
}

function main() {
  const checks = [selfTest()];
  if (!process.argv.includes('--self-test')) {
    const cpp = read('src', /\.(h|hpp|c|cpp)$/);
    checks.push(cpp.size === 0 ? ['no source found under src/: nothing was checked'] : checkIncludes(cpp));
    checks.push(checkRooms(cpp));
    const page = read('web', /\.m?js$/);
    checks.push(checkOrtImports(page), checkShellNamesNoRoom(page));
    const files = ['src', 'web', 'scripts', 'tests'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    );
    checks.push(checkTestsMirrorSources(files));
  }
  for (const violation of checks.flat()) console.error(violation);
  const failed = checks.filter((violations) => violations.length > 0).length;
  console.log(`${checks.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main();
