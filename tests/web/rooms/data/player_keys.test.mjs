import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextRate, playerKey } from '../../../../web/rooms/data/player_keys.js';

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
