// The page with the room of tests/ui/rooms/tally: dist/ with another ui program over it, and with what one line in C++ and
// one in JavaScript change.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generate } from '../../../scripts/generate_contract.mjs';
import { serve } from '../../../scripts/serve.mjs';
import { dist } from './site.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const program = `${root}build/web-release/programs/one_more_room`;
const LIST = 'web/rooms/index.js';
const CONTRACT = 'web/generated/contract.js';

/** @returns {Promise<{url: string, close: () => void}>} */
export async function startSiteWithOneMoreRoom() {
  for (const [folder, target] of [
    [dist, 'dist'],
    [program, 'emoscope_ui_one_more_room'],
  ]) {
    if (!existsSync(folder)) throw new Error(`${folder} is missing: build the target ${target} first`);
  }
  const scripts = new Map([
    ['rooms/tally/index.js', read('tests/ui/rooms/tally/index.js')],
    ['rooms/index.js', registered(read(LIST))],
    ['generated/contract.js', (await generate('#define EMO_ONE_MORE_ROOM EMO_ROOM(tally)\n'))[CONTRACT]],
  ]);
  const { server, url } = await serve({
    dir: dist,
    over: [program],
    prefix: '/emoscope/',
    before: (path, _, response) => {
      const script = scripts.get(path);
      if (script !== undefined) response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script);
      return script !== undefined;
    },
  });
  return { url, close: () => (server.closeAllConnections(), server.close()) };
}

const read = (path) => readFileSync(root + path, 'utf8');

/** The list of rooms with the room registered in it. @param {string} list @returns {string} */
function registered(list) {
  const longer = list.replace(/\]\);\s*$/, ', tally]);\n');
  assert.notEqual(longer, list, `${LIST} ends with the list of rooms`);
  return `import { tally } from './tally/index.js';\n${longer}`;
}

/** Lines of code that the room takes. @returns {number} */
export function linesOfTheRoom() {
  const files = ['room.cpp', 'draw/picture.cpp', 'index.js'].map((name) => read(`tests/ui/rooms/tally/${name}`));
  return files.map((text) => text.trimEnd().split('\n').length).reduce((sum, lines) => sum + lines, 0);
}
