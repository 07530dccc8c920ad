import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readHeader } from './support/headers.mjs';

const web = new URL('../../web/', import.meta.url);

for (const [program, header, ...callers] of [
  ['engine', 'src/platform/engine_api.h', 'engine/engine_wasm.js'],
  ['ui', 'src/platform/ui_api.h', 'ui_bridge.js'],
  ['data', 'src/platform/data_api.h', 'data/data_wasm.js', 'data/analysis_wasm.js'],
]) {
  test(`the ${program} program's exports and their callers agree`, () => {
    const code = readHeader(header).replace(/\/\/.*$/gm, '');
    const exported = [...code.matchAll(/\b(emo_\w+)\(/g)].map(([, name]) => name).sort();
    const text = callers.map((caller) => readFileSync(new URL(caller, web), 'utf8')).join('\n');
    const declared = new Set([...text.matchAll(/^ \* @property \{.*\} _(emo_\w+)$/gm)].map(([, name]) => name));
    assert.deepEqual([...declared].sort(), exported);
    const unused = exported.filter((name) => !text.includes(`._${name}(`));
    assert.deepEqual(unused, []);
  });
}
