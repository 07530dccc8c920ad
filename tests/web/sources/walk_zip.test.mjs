import { cpuTime, damaged, zip } from '../support/dataset_places.mjs';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runJob } from '../../../web/workers/job.js';
import { listSource } from '../../../web/sources/listing.js';
import { filesSource, zipSource } from '../../../web/sources/open.js';

const noise = (length, seed = 1) => {
  let state = seed;
  return Uint8Array.from({ length }, () => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) >> 16);
};
const whyOf = (skipped) => Object.fromEntries(skipped.map(({ path, why }) => [path, why]));
const END = Buffer.from('PK\x05\x06', 'latin1');
const CENTRAL = Buffer.from('PK\x01\x02', 'latin1');

test('a zip’s sounds come out as they went in, packed or stored', async () => {
  const first = noise(70_000);
  const second = new Uint8Array(50_000).fill(7);
  const archive = await zip([
    ['Actor_01/', null],
    ['Actor_01/a.wav', first, { level: 0, lastModDate: new Date(2018, 3, 5) }],
    ['Actor_02/b.wav', second, { level: 9 }],
    ['train.csv', 'path,classname\nActor_01/a.wav,calm'],
  ]);
  const { entries, skipped, tables, state } = await listSource(zipSource(archive));
  assert.equal(state, 'finished');
  assert.deepEqual(
    entries.map(({ path, bytes }) => [path, bytes]),
    [
      ['Actor_01/a.wav', 70_000],
      ['Actor_02/b.wav', 50_000],
    ],
  );
  assert.equal(new Date(entries[0].modified).getFullYear(), 2018);
  assert.deepEqual(new Uint8Array(await entries[0].open()), first);
  assert.deepEqual(new Uint8Array(await entries[1].open()), second);
  assert.deepEqual(new Uint8Array(await entries[0].open()), first, 'and a second time');
  assert.match(whyOf(skipped)['Actor_01/'], /a folder/);
  assert.match(Buffer.from(await tables[0].open()).toString(), /calm/);
});

test('a zip is read by parts: its table of contents, then each member when it is asked for', async () => {
  const members = Array.from({ length: 20 }, (_, i) => [`${i}.wav`, noise(100_000, i + 1), { level: 0 }]);
  const archive = await zip(members);
  let read = 0;
  const slice = archive.slice.bind(archive);
  archive.slice = (start, end) => {
    read += end - start;
    return slice(start, end);
  };
  archive.arrayBuffer = archive.stream = () => assert.fail('the whole archive was read');
  const { entries } = await listSource(zipSource(archive));
  assert.equal(entries.length, 20);
  assert.ok(read < 300_000, `${read} bytes for the list`);
  read = 0;
  await entries[7].open();
  assert.ok(read < 110_000, `${read} bytes for one member`);
});

test('what must not be taken from a zip is skipped, each with its reason', async () => {
  const unix = (type) => ({ versionMadeBy: 0x314, externalFileAttributes: (type << 16) >>> 0 });
  const archive = await zip([
    ['good.wav', 'good'],
    ['../up.wav', 'x'],
    ['a/../../up.wav', 'x'],
    ['/etc/absolute.wav', 'x'],
    ['C:\\disk.wav', 'x'],
    ['..\\windows.wav', 'x'],
    ['link.wav', '/etc/passwd', unix(0o120777)],
    ['__MACOSX/._good.wav', 'x'],
    ['secret.wav', 'x', { password: 'secret' }],
    ['aes.wav', 'x', { password: 'secret', encryptionStrength: 3 }],
    ['notes.txt', 'x'],
    ['empty.wav', ''],
    ['inner.zip', 'x'],
    ['bell\x07.wav', 'x'],
  ]);
  const { entries, skipped, state } = await listSource(zipSource(archive));
  assert.equal(state, 'finished');
  assert.deepEqual(
    entries.map(({ path }) => path),
    ['good.wav'],
  );
  const why = whyOf(skipped);
  for (const path of ['../up.wav', 'a/../../up.wav', '/etc/absolute.wav', 'C:/disk.wav', '../windows.wav']) {
    assert.match(why[path], /leads out of the archive/, path);
  }
  assert.match(why['link.wav'], /symbolic link/);
  assert.match(why['__MACOSX/._good.wav'], /operating system/);
  assert.match(why['secret.wav'], /encrypted/);
  assert.match(why['aes.wav'], /encrypted/);
  assert.match(why['notes.txt'], /not a sound file/);
  assert.match(why['empty.wav'], /empty/);
  assert.match(why['inner.zip'], /open it by itself/);
  assert.match(why['bell\x07.wav'], /no name/);
  assert.equal(skipped.length, 13);
});

test('names with Windows’ separators, other alphabets and dots in them are right names', async () => {
  const names = ['Actor_01\\a.wav', 'Schauspieler_ö/ü.wav', '俳優/怒り.wav', 'v1..2/b...wav'];
  const { entries, skipped } = await listSource(zipSource(await zip(names.map((name) => [name, 'x']))));
  assert.deepEqual(
    entries.map(({ path }) => path),
    ['Actor_01/a.wav', ...names.slice(1)],
  );
  assert.deepEqual(skipped, []);
});

test('a name whose bytes are no text is not taken', async () => {
  const archive = await damaged(
    await zip([
      ['äa.wav', 'x'],
      ['b.wav', 'x'],
    ]),
    (bytes) => {
      const name = Buffer.from('äa.wav');
      for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at)) bytes[at] = 0xff;
    },
  );
  const { entries, skipped } = await listSource(zipSource(archive));
  assert.deepEqual(
    entries.map(({ path }) => path),
    ['b.wav'],
  );
  assert.match(skipped[0].why, /no name/);
});

test('a name that occurs twice is taken once', async () => {
  const archive = await damaged(
    await zip([
      ['a1.wav', 'first'],
      ['a2.wav', 'second'],
    ]),
    (bytes) => {
      for (let at = bytes.indexOf('a2.wav'); at >= 0; at = bytes.indexOf('a2.wav', at))
        bytes[at + 1] = '1'.charCodeAt(0);
    },
  );
  const { entries, skipped } = await listSource(zipSource(archive));
  assert.equal(entries.length, 1);
  assert.equal(Buffer.from(await entries[0].open()).toString(), 'first');
  assert.match(skipped[0].why, /twice/);
});

test('a member packed by a method that is not known is skipped', async () => {
  const archive = await damaged(
    await zip([
      ['a.wav', 'aaaaaaaaaaaaaaaa'],
      ['b.wav', 'b'],
    ]),
    (bytes) => {
      bytes.writeUInt16LE(12, bytes.indexOf(CENTRAL) + 10);
    },
  );
  const { entries, skipped } = await listSource(zipSource(archive));
  assert.deepEqual(
    entries.map(({ path }) => path),
    ['b.wav'],
  );
  assert.match(skipped[0].why, /packed by bzip2, which is not read here/);
});

test('archives of another program’s methods say which it is', async () => {
  for (const [method, name] of [
    [9, 'Deflate64'],
    [14, 'LZMA'],
    [93, 'Zstandard'],
    [77, 'method 77'],
  ]) {
    const archive = await damaged(await zip([['a.wav', 'a']]), (bytes) => {
      bytes.writeUInt16LE(method, bytes.indexOf(CENTRAL) + 10);
    });
    const { skipped } = await listSource(zipSource(archive));
    assert.match(skipped[0].why, new RegExp(`^packed by ${name}, `));
  }
});

test('members beyond 4 GiB are found where the places in the table of contents begin again at 0', async () => {
  const contents = Array.from({ length: 6 }, (_, i) => noise(1000 + i, i + 1));
  const archive = await zip(contents.map((content, i) => [`${i}.wav`, content, { level: i % 2 ? 9 : 0 }]));
  const bytes = Buffer.from(await archive.arrayBuffer());
  const WRAP = 2 ** 32;
  for (const holes of [[3], [1, 4], [1, 1]]) {
    // Holes of 4 GiB before some members, in a file that is not there.
    const starts = contents.map((_, i) => bytes.indexOf(`${i}.wav`) - 30);
    const parts = [];
    let from = 0;
    for (const member of holes) {
      parts.push(bytes.subarray(from, starts[member]));
      from = starts[member];
    }
    parts.push(bytes.subarray(from));
    const large = {
      name: 'large.zip',
      size: bytes.length + holes.length * WRAP,
      slice(begin, end) {
        const wanted = Buffer.alloc(Math.max(0, Math.min(end, this.size) - begin));
        let at = 0;
        for (const part of parts) {
          const first = Math.max(begin, at);
          const last = Math.min(end, at + part.length);
          if (first < last) part.copy(wanted, first - begin, first - at, last - at);
          at += part.length + WRAP;
        }
        return new Blob([wanted]);
      },
    };
    const { entries, skipped, problem } = await listSource(zipSource(large));
    assert.deepEqual([entries.length, skipped, problem], [6, [], '']);
    for (const [i, { open, bytes: size }] of entries.entries()) {
      assert.equal(size, contents[i].length);
      assert.deepEqual(new Uint8Array(await open()), contents[i], `${i} of holes ${holes}`);
    }
  }
});

test('a member that claims to be huge is skipped before anything is unpacked', async () => {
  const archive = await damaged(
    await zip([
      ['bomb.wav', new Uint8Array(1000)],
      ['b.wav', 'b'],
    ]),
    (bytes) => {
      bytes.writeUInt32LE(4_000_000_000, bytes.indexOf(CENTRAL) + 24);
    },
  );
  const { entries, skipped } = await listSource(zipSource(archive));
  assert.deepEqual(
    entries.map(({ path }) => path),
    ['b.wav'],
  );
  assert.match(skipped[0].why, /too large \(4000 MB; up to 400 MB/);
});

test('a member that is larger than it claims is not unpacked beyond that', async () => {
  const archive = await damaged(await zip([['bomb.wav', new Uint8Array(2_000_000), { level: 9 }]]), (bytes) => {
    bytes.writeUInt32LE(1000, bytes.indexOf(CENTRAL) + 24);
  });
  const { entries } = await listSource(zipSource(archive));
  await assert.rejects(entries[0].open(), /damaged in the archive/);
});

for (const [what, level] of [
  ['stored', 0],
  ['packed', 6],
]) {
  test(`a bad checksum of a ${what} member costs this member only`, async () => {
    const archive = await damaged(
      await zip([
        ['a.wav', noise(5000), { level }],
        ['b.wav', noise(5000, 2), { level }],
        ['c.wav', noise(5000, 3), { level }],
      ]),
      (bytes) => {
        const second = bytes.indexOf(Buffer.from('PK\x03\x04b'.slice(0, 4), 'latin1'), 100);
        bytes[second + 2000] ^= 0x10;
      },
    );
    const { entries } = await listSource(zipSource(archive));
    const { state, done, failed } = await runJob({
      items: entries,
      work: async (entry) => ({ path: entry.path, size: (await entry.open()).byteLength }),
      nameOf: ({ path }) => path,
    });
    assert.equal(state, 'finished');
    assert.deepEqual(done, [
      { path: 'a.wav', size: 5000 },
      { path: 'c.wav', size: 5000 },
    ]);
    assert.equal(failed[0].path, 'b.wav');
    assert.match(failed[0].why, /^damaged in the archive \(its .*\); download or pack it again$/);
  });
}

test('a member whose content is elsewhere is said so', async () => {
  const archive = await damaged(
    await zip([
      ['a.wav', noise(500)],
      ['b.wav', noise(500, 2)],
    ]),
    (bytes) => {
      bytes.writeUInt32LE(77, bytes.lastIndexOf(CENTRAL) + 42);
    },
  );
  const { entries } = await listSource(zipSource(archive));
  await assert.rejects(entries[1].open(), /not where the table of contents says/);
});

test('a zip that was cut off is said to be incomplete, and what to do', async () => {
  const whole = await zip(Array.from({ length: 50 }, (_, i) => [`${i}.wav`, noise(500, i + 1)]));
  const cut = await damaged(whole, (bytes) => bytes.subarray(0, bytes.length * 0.6));
  const { state, problem, entries } = await listSource(zipSource(cut));
  assert.equal(state, 'stopped');
  assert.deepEqual(entries, []);
  assert.match(problem, /^“speech\.zip” is damaged or incomplete: .*cut off\. Download it again\.$/);
});

test('a table of contents that breaks off gives what it had', async () => {
  const whole = await zip(Array.from({ length: 50 }, (_, i) => [`${i}.wav`, noise(50, i + 1)]));
  const broken = await damaged(whole, (bytes) => {
    let at = -1;
    for (let i = 0; i <= 30; i++) at = bytes.indexOf(CENTRAL, at + 1);
    bytes.fill(0, at, at + 4);
  });
  const { state, problem, entries } = await listSource(zipSource(broken));
  assert.equal(state, 'stopped');
  assert.equal(entries.length, 30);
  assert.match(problem, /breaks off after 30 files, which are kept/);
  assert.equal((await entries[29].open()).byteLength, 50);
});

test('a table of contents cut in its middle, with its end mark still there, is said to be damaged', async () => {
  const whole = await zip(Array.from({ length: 50 }, (_, i) => [`${i}.wav`, noise(50, i + 1)]));
  const broken = await damaged(whole, (bytes) => {
    const end = bytes.lastIndexOf(END);
    return Buffer.concat([bytes.subarray(0, end - 700), bytes.subarray(end)]);
  });
  const { state, problem } = await listSource(zipSource(broken));
  assert.equal(state, 'stopped');
  assert.match(problem, /^“speech\.zip” (is damaged|could not be read).*Download it again/);
});

test('a file that is no zip is said to be none', async () => {
  const { problem } = await listSource(zipSource(new File(['RIFF'], 'a.zip')));
  assert.match(problem, /“a\.zip” is not a zip archive/);
  const { problem: longer } = await listSource(zipSource(new File([noise(5000)], 'a.zip')));
  assert.match(longer, /damaged or incomplete/);
  const { problem: empty } = await listSource(filesSource([new File([''], 'a.zip')]));
  assert.match(empty, /not a zip archive/);
});

test('an empty zip is empty', async () => {
  const { state, entries, skipped } = await listSource(zipSource(await zip([])));
  assert.deepEqual([state, entries.length, skipped.length], ['finished', 0, 0]);
});

test('reading a member can be cancelled', async () => {
  const { entries } = await listSource(zipSource(await zip([['a.wav', noise(1_000_000)]])));
  await assert.rejects(entries[0].open(AbortSignal.abort()), { name: 'AbortError' });
  const stop = new AbortController();
  const reading = entries[0].open(stop.signal);
  stop.abort();
  await assert.rejects(reading, { name: 'AbortError' });
});

test('a zip of many members is listed in time that grows with their number, and can be cancelled', async () => {
  const template = await zip([['00000.wav', 'x', { level: 0 }]]);
  const bytes = Buffer.from(await template.arrayBuffer());
  const local = bytes.subarray(0, bytes.indexOf(CENTRAL));
  const central = bytes.subarray(local.length, bytes.lastIndexOf(END));
  const archiveOf = (count) => {
    const all = Buffer.alloc((local.length + central.length) * count);
    for (let i = 0; i < count; i++) {
      const name = String(i).padStart(5, '0');
      local.copy(all, i * local.length);
      all.write(name, i * local.length + 30, 'latin1');
      const at = local.length * count + i * central.length;
      central.copy(all, at);
      all.write(name, at + 46, 'latin1');
      all.writeUInt32LE(i * local.length, at + 42);
    }
    const end = Buffer.from(bytes.subarray(bytes.lastIndexOf(END)));
    end.writeUInt16LE(count, 8);
    end.writeUInt16LE(count, 10);
    end.writeUInt32LE(central.length * count, 12);
    end.writeUInt32LE(local.length * count, 16);
    return new File([all, end], 'many.zip');
  };
  const timed = (count) => {
    const archive = archiveOf(count);
    return cpuTime(async () => {
      const { entries, problem } = await listSource(zipSource(archive));
      assert.deepEqual([entries.length, problem], [count, '']);
    });
  };
  await timed(1000);
  const few = await timed(4000);
  const many = await timed(40_000);
  assert.ok(many < 40 * few, `${few.toFixed()} ms, then ${many.toFixed()} ms`);

  const stop = new AbortController();
  const { state, entries } = await listSource(zipSource(archiveOf(6000)), {
    signal: stop.signal,
    onEntry: ({ path }) => path === '00100.wav' && stop.abort(),
  });
  assert.equal(state, 'cancelled');
  assert.ok(entries.length >= 101 && entries.length < 6000);
});
