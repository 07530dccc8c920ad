import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Jobs, lineOf } from '../../web/workers/jobs.js';
import { rowsOf } from '../../web/rooms/data/matching.js';
import { nextRate, playerKey } from '../../web/rooms/data/player_keys.js';
import { Store } from '../../web/shell/store.js';

const files = { verb: 'Reading', noun: 'files' };

test('a job says how many, how fast and how long still', () => {
  const progress = { done: 312, total: 1440, rate: 40.2, left_s: 28.05, name: 'a.wav' };
  assert.deepEqual(lineOf(files, progress), {
    words: 'Reading 312 of 1440 files, 40 a second, 29 s left',
    progress: 312 / 1440,
  });
  const words = (more) => lineOf(files, { ...progress, ...more }).words;
  assert.equal(words({ total: null, left_s: null }), 'Reading 312 files, 40 a second');
  assert.equal(words({ rate: 2.34, left_s: 400 }), 'Reading 312 of 1440 files, 2.3 a second, 7 minutes left');
  assert.equal(words({ rate: 0, left_s: null }), 'Reading 312 of 1440 files');
});

test('one job at a time: the second is refused in a sentence, and the first goes on', async () => {
  const store = new Store();
  const jobs = new Jobs(store);
  let finish;
  const first = jobs.run(files, ({ onProgress }) => {
    onProgress({ done: 1, total: 2, rate: 1, left_s: 1, name: '' });
    return new Promise((resolve) => (finish = resolve));
  });
  assert.deepEqual([store.state.data_busy, store.state.data_progress], [true, 0.5]);
  await assert.rejects(
    jobs.run(files, async () => {}),
    /One thing at a time: “Reading 1 of 2 files, 1.0 a second, 1 s left” is still running/,
  );
  finish('done');
  assert.equal(await first, 'done');
  assert.deepEqual([store.state.data_busy, store.state.data_job, store.state.data_progress], [false, '', 0]);
});

test('a cancelled job hears it, frees its place at once and says nothing any more', async () => {
  const store = new Store();
  const jobs = new Jobs(store);
  let parts;
  const cancelled = jobs.run(files, (given) => {
    parts = given;
    return new Promise((resolve) => given.signal.addEventListener('abort', () => resolve('what was done')));
  });
  jobs.cancel();
  assert.ok(parts.signal.aborted);
  assert.equal(store.state.data_busy, false);
  const other = jobs.begin();
  jobs.speak({ words: 'Computing', progress: 0.25 });
  parts.onProgress({ done: 9, total: 10, rate: 1, left_s: 1, name: '' });
  assert.equal(await cancelled, 'what was done');
  assert.deepEqual([store.state.data_job, store.state.data_progress], ['Computing', 0.25]);
  jobs.speak(null);
  assert.deepEqual([store.state.data_busy, other.aborted], [false, false]);
});

test('a job that fails frees its place', async () => {
  const jobs = new Jobs(new Store());
  await assert.rejects(
    jobs.run(files, async () => {
      throw new Error('The disk is gone.');
    }),
    /The disk is gone/,
  );
  assert.equal(await jobs.run(files, async () => 3), 3);
});

test('sounds find the rows of a catalogue that came without them, by path or by a name that is unique', () => {
  const paths = ['Actor_01/03-01.wav', 'Actor_02/03-02.wav', 'x/same.wav', 'y/same.wav'];
  const entry = (path) => ({ path });
  const match = (...opened) => {
    const found = rowsOf(paths, opened.map(entry));
    return found && [...found].map(([row, { path }]) => `${row} ${path}`);
  };
  assert.deepEqual(match('Actor_02/03-02.wav'), ['1 Actor_02/03-02.wav']);
  assert.deepEqual(match('audio/a1/03-01.FLAC', 'audio/03-02.mp3'), ['0 audio/a1/03-01.FLAC', '1 audio/03-02.mp3']);
  assert.deepEqual(match('y/same.wav'), ['3 y/same.wav']);
  assert.equal(match('z/same.wav'), null, 'two rows have that name');
  assert.equal(match('Actor_01/03-01.wav', 'song.wav'), null, 'one is a sound of no row');
  assert.deepEqual(match('a/03-01.wav', 'b/03-01.wav'), ['0 a/03-01.wav'], 'an archive that holds everything twice');
  assert.equal(match(), null);
});

test('the player’s keys', () => {
  const pressed = (key, state = {}, { previous = -1, next = -1 } = {}) => {
    const acts = [];
    const used = playerKey(key, {
      state: { playing: false, source: 'clip', playhead_s: 2, player_rate: 1, ...state },
      act: (...options) => acts.push(options.join(' ')),
      previous: () => previous,
      next: () => next,
    });
    return used ? acts.join() : acts.length === 0 ? 'unused' : 'half used';
  };
  assert.equal(pressed(' '), 'play_clip');
  assert.equal(pressed('k', { playing: true }), 'pause_clip');
  assert.equal(pressed('K', { source: 'live' }), 'unused');
  assert.equal(pressed('j'), 'player_rate 0.75');
  assert.equal(pressed('L'), 'player_rate 1.25');
  assert.equal(pressed('ArrowLeft'), 'seek_clip 1');
  assert.equal(pressed('ArrowRight'), 'seek_clip 3');
  assert.equal(pressed('ArrowRight', { source: 'live' }), 'unused');
  assert.equal(pressed('ArrowDown', {}, { next: 7 }), 'data_open_row 7');
  assert.equal(pressed('ArrowUp', {}, { next: 7 }), 'unused');
  assert.equal(pressed('x'), 'unused');
});

test('speeds go step by step and stay at their ends', () => {
  assert.deepEqual(
    [nextRate(1, 1), nextRate(1, -1), nextRate(2, 1), nextRate(0.5, -1), nextRate(1.1, 1), nextRate(1.1, -1)],
    [1.25, 0.75, 2, 0.5, 1.25, 1],
  );
});
