import { damaged, zip } from '../support/dataset_places.mjs';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listSource } from '../../../web/sources/listing.js';
import { zipSource } from '../../../web/sources/open.js';
import { ENCODINGS, guessEncoding, readName, titleOf } from '../../../web/sources/zip_names.js';

const CENTRAL = Buffer.from('PK\x01\x02', 'latin1');

/** Node decodes these and does not encode them: a table of every character, the other way round. */
function encoder(encoding) {
  const table = new Map();
  for (let first = 0x80; first <= 0xff; first += 1) {
    const one = readName(Uint8Array.of(first), encoding);
    if (one.length === 1 && one !== '\ufffd' && !table.has(one)) table.set(one, [first]);
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const pair = readName(Uint8Array.of(first, second), encoding);
      if (pair.length === 1 && pair !== '\ufffd' && !table.has(pair)) table.set(pair, [first, second]);
    }
  }
  return (text) =>
    Uint8Array.from(
      [...text].flatMap((letter) => {
        if (letter < '\x80') return [letter.charCodeAt(0)];
        assert.ok(table.has(letter), `${letter} is in ${encoding}`);
        return table.get(letter);
      }),
    );
}

const NAMES = {
  shift_jis: [
    ['感情音声/怒り/話者1_0.wav', '感情音声/悲しみ/話者1_1.wav', '感情音声/喜び/話者2_0.wav'],
    ['ウェブ/ソース_01.wav'],
    ['こえ/あ.wav', 'こえ/い.wav'],
  ],
  gbk: [
    ['情感语音/生气/说话人1_0.wav', '情感语音/高兴/说话人1_1.wav', '情感语音/悲伤/说话人2_0.wav'],
    ['中性/惊讶.wav'],
  ],
  big5: [['情緒語音/生氣/說話者1.wav', '情緒語音/快樂/說話者2.wav', '情緒語音/悲傷/說話者3.wav']],
  'euc-kr': [['감정음성/분노/화자1.wav', '감정음성/기쁨/화자2.wav', '감정음성/슬픔/화자3.wav'], ['한국어/중립.wav']],
  ibm866: [['Эмоции/злость/диктор1.wav', 'Эмоции/радость/диктор2.wav']],
  'windows-1251': [['Эмоции/злость/диктор1.wav', 'ГОЛОС/радость/диктор2.wav']],
  'windows-1252': [['émotion/colère/André_1.wav', 'émotion/gaîté/Zoë.wav'], ['Schön/Bäßler.wav']],
  cp437: [['émotion/colère/André_1.wav', 'émotion/joie/Zoë.wav'], ['Schön/Gefühle/müde.wav'], ['niño/señal.wav']],
};

test('which encoding names are in is told from their bytes', () => {
  for (const [encoding, groups] of Object.entries(NAMES)) {
    const encode = encoder(encoding);
    for (const names of groups) {
      const bytes = names.map(encode);
      assert.equal(guessEncoding(bytes), encoding, names.join(' '));
      assert.deepEqual(
        bytes.map((each) => readName(each, encoding)),
        names,
      );
    }
  }
});

test('a name that fits nowhere is read byte by byte, and each encoding has its name for people', () => {
  assert.equal(guessEncoding([Uint8Array.of(0xb3, 0x2e, 0xb3)]), 'cp437');
  assert.equal(guessEncoding([]), 'cp437');
  assert.equal(readName(Uint8Array.of(0x41, 0x81, 0x84, 0xff), 'cp437'), 'Aüä\u00a0');
  for (const [encoding, title] of ENCODINGS) assert.equal(titleOf(encoding), title);
});

test('names that do not say how they are written are read as all of them together tell, or as one says', async () => {
  const japanese = {
    怒: [0x93, 0x7b],
    り: [0x82, 0xe8],
    悲: [0x94, 0xdf],
    し: [0x82, 0xb5],
  };
  const names = ['plain.wav', '怒り/0.wav', '悲し/1.wav', 'other.wav'];
  const marks = names.map((name, i) => (i % 3 === 0 ? name : `${i}${'x'.repeat(4)}/${i - 1}.wav`));
  const raw = (name) => Buffer.from([...name].flatMap((letter) => japanese[letter] ?? [letter.charCodeAt(0)]));
  // The same names of ASCII letters, exchanged for the other bytes of the same length less one.
  const archive = await damaged(await zip(marks.map((name) => [name.replace(/^\dxxxx/, 'xxxx'), name])), (bytes) => {
    for (const name of names.slice(1, 3)) {
      const mark = Buffer.from(`xxxx/${name.at(-5)}.wav`);
      for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at)) raw(name).copy(bytes, at);
    }
    for (const mark of [Buffer.from('PK\x03\x04', 'latin1'), CENTRAL])
      for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 4)) {
        const flags = at + (mark === CENTRAL ? 8 : 6);
        bytes.writeUInt16LE(bytes.readUInt16LE(flags) & ~0x800, flags);
      }
  });
  const listing = await listSource(zipSource(archive));
  assert.deepEqual(
    listing.entries.map(({ path }) => path),
    names,
  );
  assert.deepEqual(listing.zipNames, { encoding: 'shift_jis', example: '怒り/0.wav' });
  const other = await listSource(listing.reread('cp437'));
  assert.equal(other.zipNames.encoding, 'cp437');
  assert.notEqual(other.entries[1].path, names[1]);
  assert.equal(other.entries[1].path.endsWith('/0.wav'), true);
  assert.equal((await listSource(zipSource(await zip([['ä/ü.wav', 'x']])))).zipNames, null, 'which say UTF-8');
});
