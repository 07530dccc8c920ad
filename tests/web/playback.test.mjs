import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Player, placeIn, wholeSamples } from '../../web/playback.js';

const RATE = 48000;
const sound = (seconds, sampleRate = RATE) => ({
  sampleRate,
  length: Math.round(seconds * sampleRate),
  duration: Math.round(seconds * sampleRate) / sampleRate,
});

/** A context whose clock the test moves. */
function setUp(clip = sound(2)) {
  const started = [];
  const context = {
    currentTime: 10,
    outputLatency: 0.02,
    state: 'running',
    destination: {},
    createBufferSource() {
      const source = {
        connect() {},
        start: (...args) => started.push(Object.assign(source, { args })),
        stop: () => (source.stopped = true),
      };
      return source;
    },
  };
  const changes = [];
  const player = new Player(
    () => context,
    () => changes.push([player.playing, player.playheadS]),
  );
  player.load(clip);
  return { player, context, started, changes };
}
const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

test('a part is made of whole samples inside the sound, at least one', () => {
  assert.deepEqual(wholeSamples(0.50001, 1, sound(2)), { startS: 24000 / RATE, endS: 1 });
  assert.deepEqual(wholeSamples(-1, 99, sound(2)), { startS: 0, endS: 2 });
  assert.deepEqual(wholeSamples(1, 1, sound(2)), { startS: 1, endS: 48001 / RATE });
  assert.deepEqual(wholeSamples(5, 6, sound(2)), { startS: (2 * RATE - 1) / RATE, endS: 2 });
  const odd = wholeSamples(0.1, 0.2, sound(1, 44100));
  assert.equal(Math.round(odd.startS * 44100), 4410);
  assert.equal(Math.round(odd.endS * 44100), 8820);
});

test('the place in a loop comes round exactly; in a part played once it stays at the end', () => {
  const part = { startS: 0.5, endS: 0.75, loop: true };
  near(placeIn(part, 0.5, 0.1), 0.6);
  near(placeIn(part, 0.5, 0.25), 0.5);
  near(placeIn(part, 0.6, 100.2), 0.5 + ((0.1 + 100.2) % 0.25));
  near(placeIn(part, 0.5, -0.01), 0.5);
  near(placeIn({ ...part, loop: false }, 0.5, 3), 0.75);
});

test('a region plays again and again by the browser’s own loop, with its playhead', () => {
  const { player, context, started } = setUp();
  player.playPart({ startS: 0.5, endS: 0.75, loop: true });
  const [source] = started;
  assert.deepEqual(
    [source.loop, source.loopStart, source.loopEnd, ...source.args],
    [true, 0.5, 0.75, 0, 0.5],
    'without a duration: it would end the loop',
  );
  context.currentTime = 10.02 + 0.35;
  near(player.playheadS, 0.6);
  player.pause();
  assert.ok(source.stopped);
  near(player.playheadS, 0.6);
});

test('a region played once ends at its end and waits at its start', () => {
  const { player, context, started } = setUp();
  player.playPart({ startS: 0.5, endS: 0.75, loop: false });
  assert.equal(started[0].loop, false);
  assert.deepEqual(started[0].args, [0, 0.5, 0.25]);
  context.currentTime = 11;
  near(player.playheadS, 0.75);
  started[0].onended();
  assert.equal(player.playing, false);
  assert.equal(player.playheadS, 0.5);
});

test('another region takes the place of the one that plays, whose end is no news then', () => {
  const { player, started } = setUp();
  player.playPart({ startS: 0, endS: 1, loop: true });
  player.playPart({ startS: 1, endS: 2, loop: true });
  assert.ok(started[0].stopped);
  started[0].onended();
  assert.equal(player.playing, true);
});

test('seeking inside a looped region keeps the loop, outside of it the clip plays on', () => {
  const { player, started } = setUp();
  player.playPart({ startS: 0.5, endS: 1, loop: true });
  player.seek(0.7);
  assert.deepEqual([started[1].loop, started[1].loopStart, started[1].args], [true, 0.5, [0, 0.7]]);
  player.seek(1.5);
  assert.deepEqual([started[2].loop, started[2].args], [false, [0, 1.5, 0.5]]);
});

test('the whole clip plays from the playhead, and from the start after its end', () => {
  const { player, started, changes } = setUp();
  player.seek(1.25);
  player.play();
  player.play();
  assert.equal(started.length, 1);
  assert.deepEqual(started[0].args, [0, 1.25, 0.75]);
  started[0].onended();
  assert.deepEqual(changes.at(-1), [false, 2]);
  player.play();
  assert.deepEqual(started[1].args, [0, 0, 2]);
});

test('a piece of live sound plays with its own place in the session, and leaves no playhead', () => {
  const { player, context, started } = setUp(null);
  assert.equal(player.playheadS, -1);
  player.playPiece(sound(2, 16000), 40, true);
  context.currentTime = 10.02 + 2.5;
  near(player.playheadS, 40.5);
  assert.deepEqual([started[0].loopStart, started[0].loopEnd], [0, 2]);
  player.pause();
  assert.deepEqual([player.playing, player.playheadS], [false, -1]);
});
