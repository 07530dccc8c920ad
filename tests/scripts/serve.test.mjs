// scripts/serve.mjs: what is as it was need not be sent again; what was rebuilt never comes from a cache.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { serve } from '../../scripts/serve.mjs';

test('a file is asked for again each time, and sent only if it has changed', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'emoscope-serve-'));
  const file = join(dir, 'engine.wasm');
  writeFileSync(file, 'one');
  const { server, url } = await serve({ dir });
  t.after(() => (server.close(), rmSync(dir, { recursive: true, force: true })));
  const ask = (headers = {}) => fetch(`${url}engine.wasm`, { headers });

  const first = await ask();
  assert.equal(first.headers.get('Cache-Control'), 'no-cache');
  assert.equal(await first.text(), 'one');
  const known = { 'If-None-Match': first.headers.get('ETag') };
  const again = await ask(known);
  assert.deepEqual([again.status, await again.text()], [304, '']);

  writeFileSync(file, 'two'); // as long as before
  const changed = await ask(known);
  assert.deepEqual([changed.status, await changed.text()], [200, 'two']);
});
