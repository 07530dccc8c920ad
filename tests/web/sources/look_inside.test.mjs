import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookInside } from '../../../web/sources/look_inside.js';
import { Findings } from '../../../web/sources/shape.js';

const entry = (path, content, bytes = new Blob([content]).size) => ({
  path,
  bytes,
  open: async () => new Blob([content]),
});

async function look(entries) {
  const findings = new Findings();
  const kept = [];
  for await (const { path } of lookInside(entries, findings)) kept.push(path);
  return { kept, skipped: findings.skipped };
}

test('what stands in for sound is left out with the way to get the sound', async () => {
  const { kept, skipped } = await look([
    entry('a.wav', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1000\n'),
    entry('b.mp3', '\n<!DOCTYPE html><html><body>404</body></html>'),
    entry('c.wav', '<HTML lang="en">'),
    entry('d.wav', Uint8Array.of(0, 5, 0x16, 7, 0, 2)),
    entry('e.wav', 'RIFF....WAVEfmt '),
    entry('f.wav', 'a text that nobody expected'),
    entry('g.wav', ''),
  ]);
  assert.deepEqual(kept, ['e.wav', 'f.wav', 'g.wav']);
  assert.deepEqual(
    skipped.map(({ path }) => path),
    ['a.wav', 'b.mp3', 'c.wav', 'd.wav'],
  );
  assert.match(skipped[0].why, /Git-LFS pointer.*git lfs pull/);
  assert.match(skipped[1].why, /web page.*download it again/);
  assert.match(skipped[3].why, /operating system/);
});

test('large files, files of unknown size and files that cannot be read are not looked into', async () => {
  const never = () => assert.fail('opened');
  const { kept, skipped } = await look([
    { path: 'large.wav', bytes: 1e6, open: never },
    { path: 'far.wav', bytes: null, open: never },
    { path: 'gone.wav', bytes: 100, open: () => Promise.reject(new Error('gone')) },
  ]);
  assert.deepEqual(kept, ['large.wav', 'far.wav', 'gone.wav']);
  assert.deepEqual(skipped, []);
});

test('where one has to wait for a file, the rest is listed without being read', async () => {
  let opened = 0;
  const stuck = (path) => ({ path, bytes: 100, open: () => ((opened += 1), new Promise(() => {})) });
  const findings = new Findings();
  const kept = [];
  for await (const { path } of lookInside([stuck('a.wav'), stuck('b.wav')], findings, 5)) kept.push(path);
  assert.deepEqual([kept, opened, findings.skipped], [['a.wav', 'b.wav'], 1, []]);
});
