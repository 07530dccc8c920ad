import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { generate } from '../../../scripts/generate_contract.mjs';
import { javascriptOf } from '../../../scripts/contract/javascript.mjs';
import { UI_NUMBERS, UI_TEXTS } from '../../../web/generated/contract.js';
import { DATA_CALLS } from '../../../web/generated/data_calls.js';
import { ENGINE_CALLS } from '../../../web/generated/engine_calls.js';
import { UI_CALLS } from '../../../web/generated/ui_calls.js';
import { initialState } from '../../../web/shell/store.js';
import { ROOM_KEYS } from '../../../web/rooms/room_bridge.js';

const root = new URL('../../../', import.meta.url);
const committed = (path) => readFileSync(new URL(path, root), 'utf8');

const NOTHING = { enumerations: [], constants: [], records: [], programs: [] };

test('the JavaScript side of the contract is what the headers declare', async () => {
  for (const [path, text] of Object.entries(await generate())) {
    const hint = `${path} does not agree with the headers: run \`node scripts/generate_contract.mjs\` and commit it.`;
    assert.equal(committed(path), text, hint);
  }
});

test('every function that a program exports is called', () => {
  const modules = readdirSync(new URL('web', root), { recursive: true }).filter((path) => path.endsWith('.js'));
  const code = modules
    .filter((path) => !path.startsWith('generated'))
    .map((path) => committed(`web/${path}`))
    .join('\n');
  const names = [UI_CALLS, ENGINE_CALLS, DATA_CALLS].flatMap(Object.keys);
  assert.deepEqual(
    names.filter((name) => !code.includes(`.${name}(`)),
    [],
  );
});

test('an enumeration whose numbers are not places in a list is refused', () => {
  const enumerations = [{ name: 'Gap', words: ['first', 'second'], values: [0, 2] }];
  assert.throws(() => javascriptOf({ ...NOTHING, enumerations }), /Gap has numbers of its own/);
});

test('what an exported function takes and gives decides how it crosses', () => {
  const bytes = { name: 'bytes', type: 'const std::uint8_t *' };
  const size = { name: 'size', type: 'std::size_t' };
  const functions = [
    { name: 'emo_read', gives: 'EmoStatus', takes: [bytes, size] },
    { name: 'emo_word', gives: 'const char *', takes: [{ name: 'id', type: 'int' }] },
    { name: 'emo_block', gives: 'const float *', takes: [] },
    { name: 'emo_block_count', gives: 'std::size_t', takes: [] },
  ];
  const written = javascriptOf({ ...NOTHING, programs: [{ name: 'test', header: 'test_api.h', functions, keys: [] }] });
  const code = written['web/generated/test_calls.js'];
  for (const line of ["read: 'b>!'", "word: 'n>t'", "block: '>fc'", '@property {(id: number) => string} word'])
    assert.ok(code.includes(line), `${line} in ${code}`);
});

test('the store holds just the keys that are told to the drawn page and its rooms', () => {
  assert.deepEqual(Object.keys(initialState()).sort(), [...UI_NUMBERS, ...UI_TEXTS, ...ROOM_KEYS].sort());
});
