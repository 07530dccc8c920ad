import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookInside } from '../../../web/sources/look_inside.js';
import { Findings } from '../../../web/sources/shape.js';

const entry = (path, content, bytes = new Blob([content]).size) => ({
  path,
  bytes,
  open: async () => new Blob([content]),
});

async function* walk(entries) {
  yield* entries;
}

/** A chunk's name, its size, what it is, and some sound. */
function header(name, size, kind, bytes = 100, littleEndian = true) {
  const content = new Uint8Array(bytes);
  content.set(new TextEncoder().encode(name));
  new DataView(content.buffer).setUint32(4, size, littleEndian);
  content.set(new TextEncoder().encode(kind), 8);
  return content;
}

async function look(entries) {
  const findings = new Findings();
  const kept = [];
  for await (const { path } of lookInside(walk(entries), findings)) kept.push(path);
  return { kept, skipped: findings.skipped, noted: findings.noted };
}

test('what stands in for sound is left out with the way to get the sound', async () => {
  const { kept, skipped } = await look([
    entry('a.wav', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1000\n'),
    entry('b.mp3', '\n<!DOCTYPE html><html><body>404</body></html>'),
    entry('c.wav', '<HTML lang="en">'),
    entry('d.wav', Uint8Array.of(0, 5, 0x16, 7, 0, 2)),
    entry('e.wav', header('RIFF', 100, 'WAVE')),
    entry('f.wav', 'Entry not found'),
    entry('g.wav', ''),
    entry('h.flac', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'),
    entry('i.ogg', '{"message": "Not Found"}'),
    entry('j.mp3', Uint8Array.of(0xff, 0xfb, 0x90, 0x64)),
    entry('k.wav', `<!DOCTYPE html>${' '.repeat(300000)}`),
    entry('l.wav', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1000\n', 1e6),
  ]);
  assert.deepEqual(kept, ['e.wav', 'g.wav', 'j.mp3']);
  assert.deepEqual(
    skipped.map(({ path }) => path),
    ['a.wav', 'b.mp3', 'c.wav', 'd.wav', 'f.wav', 'h.flac', 'i.ogg', 'k.wav', 'l.wav'],
  );
  const why = Object.fromEntries(skipped.map((each) => [each.path, each.why]));
  assert.match(why['f.wav'], /^text, not sound/);
  for (const path of ['h.flac', 'i.ogg']) assert.match(why[path], /report of an error.*download it again/);
  assert.equal(why['k.wav'], why['b.mp3']);
  assert.match(skipped[0].why, /Git-LFS pointer.*git lfs pull/);
  assert.match(skipped[1].why, /web page.*download it again/);
  assert.match(skipped[3].why, /operating system/);
});

test('what ends before its header says is kept and noted', async () => {
  const mp4 = (size, second) => {
    const bytes = new Uint8Array(size);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, 24);
    bytes.set(new TextEncoder().encode('ftypisom'), 4);
    view.setUint32(24, second);
    bytes.set(new TextEncoder().encode('mdat'), 28);
    return bytes;
  };
  const sounds = {
    'whole.wav': header('RIFF', 92, 'WAVE'),
    'cut.wav': header('RIFF', 30000, 'WAVE'),
    'cut_large.wav': header('RIFF', 300000, 'WAVE', 200000),
    'counts_its_header.wav': header('RIFF', 100, 'WAVE'),
    'crashed.wav': header('RIFF', 0, 'WAVE'),
    'piped.wav': header('RIFF', 0xffffffff, 'WAVE'),
    'piped_by_sox.wav': header('RIFF', 0x7ffff024, 'WAVE'),
    'cut.aiff': header('FORM', 30000, 'AIFF', 100, false),
    'whole.aifc': header('FORM', 92, 'AIFC', 100, false),
    'other.wav': header('RIFF', 30000, 'AVI '),
    'whole.m4a': mp4(1000, 900),
    'cut.m4a': mp4(1000, 90000),
    'to_its_end.mp4': mp4(1000, 0),
    'long.mp4': mp4(1000, 1), // the size follows in 64 bits
    'tiny.wav': Uint8Array.of(0x52, 0x49, 0x46, 0x46, 0xff),
  };
  const { kept, skipped, noted } = await look(Object.entries(sounds).map(([path, bytes]) => entry(path, bytes)));
  assert.deepEqual([kept, skipped], [Object.keys(sounds), []]);
  assert.deepEqual(
    noted.map(({ path }) => path),
    ['cut.wav', 'cut_large.wav', 'cut.aiff', 'cut.m4a'],
  );
  for (const { why } of noted) assert.match(why, /^incomplete: .*download it again$/);
});

test('of larger files only those that lie here are looked at, and not for longer than a moment', async () => {
  const never = () => assert.fail('opened');
  let now = 0;
  const opened = [];
  const large = (path) => ({
    ...entry(path, '<html>', 1e6),
    open: async () => (opened.push(path), (now += 1500), new Blob(['<html>'])),
  });
  const findings = new Findings();
  const kept = [];
  const entries = [
    { path: 'packed.wav', bytes: 1e6, packed: {}, open: never },
    { path: 'far.wav', bytes: null, open: never },
    ...Array.from({ length: 40 }, (_, i) => large(`${i}.wav`)),
    entry('small.wav', '<html>'),
  ];
  for await (const { path } of lookInside(walk(entries), findings, { now: () => now })) kept.push(path);
  assert.deepEqual(opened, ['0.wav', '1.wav', '2.wav'], 'what began within four seconds');
  assert.equal(kept.length, 2 + 37);
  assert.deepEqual(
    findings.skipped.map(({ path }) => path),
    [...opened, 'small.wav'],
  );
});

test('a file that cannot be read is kept: what opens it says why', async () => {
  const { kept, skipped } = await look([
    { path: 'gone.wav', bytes: 100, open: () => Promise.reject(new Error('gone')) },
  ]);
  assert.deepEqual([kept, skipped], [['gone.wav'], []]);
});

test('where one has to wait for a file, the rest is listed without being read', async () => {
  let opened = 0;
  const stuck = (path) => ({ path, bytes: 100, open: () => ((opened += 1), new Promise(() => {})) });
  const findings = new Findings();
  const kept = [];
  const entries = Array.from({ length: 100 }, (_, i) => stuck(`${i}.wav`));
  for await (const { path } of lookInside(walk(entries), findings, { file_ms: 5 })) kept.push(path);
  assert.equal(kept.length, 100);
  assert.ok(opened <= 16, `${opened} were opened`);
  assert.deepEqual(findings.skipped, []);
});

test('what was found before a place breaks off still comes; who stops asking stops the walk', async () => {
  const findings = new Findings();
  const kept = [];
  async function* breaking() {
    for (let i = 0; i < 5; i += 1) yield entry(`${i}.wav`, 'x');
    throw new Error('unplugged');
  }
  await assert.rejects(async () => {
    for await (const { path } of lookInside(breaking(), findings)) kept.push(path);
  }, /unplugged/);
  assert.equal(kept.length, 5);

  let isOver = false;
  async function* endless() {
    try {
      for (let i = 0; ; i += 1) yield entry(`${i}.wav`, 'x');
    } finally {
      isOver = true;
    }
  }
  for await (const each of lookInside(endless(), findings)) if (each) break;
  assert.equal(isOver, true);
});

test('of an archive a thousand members in a row that are sound vouch for the others', async () => {
  let opened = 0;
  const member = (i) => ({
    ...entry(`${i}.wav`, i % 5000 < 1500 ? '<html>' : Uint8Array.of(1, 2, 3)),
    packed: {},
  });
  const entries = Array.from({ length: 5000 }, (_, i) => {
    const made = member(i);
    return { ...made, open: () => ((opened += 1), made.open()) };
  });
  const { kept, skipped } = await look(entries);
  assert.deepEqual([kept.length, skipped.length], [3500, 1500], 'pointers and pages, however many');
  assert.ok(opened >= 2500 && opened <= 2500 + 16, `${opened} were unpacked`);
});
