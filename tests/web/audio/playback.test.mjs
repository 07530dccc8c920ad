import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Player, placeIn, wholeSamples } from '../../../web/audio/playback.js';
import { RATE, sound, KNOWN_LATENCY, setUp, near } from '../support/player.mjs';

/** A player whose stretched copies the test hands over. */
function setUpRates(clip = sound(2)) {
  const asked = [];
  const ended = [];
  const { context, started } = setUp();
  Object.assign(context, { createGain: () => (context.gain = { gain: { value: 1 }, connect() {} }) });
  context.createBufferSource = () => {
    const source = {
      playbackRate: { value: 1 },
      connect: (to) => (source.to = to),
      start: (...args) => started.push(Object.assign(source, { args })),
      stop: () => (source.stopped = true),
    };
    return source;
  };
  const player = new Player(
    () => context,
    () => {},
    {
      latency: KNOWN_LATENCY,
      onEnd: () => ended.push(player.playheadS),
      stretch: (buffer, rate) => new Promise((resolve, reject) => asked.push({ buffer, rate, resolve, reject })),
    },
  );
  player.load(clip);
  return { player, context, started, asked, ended };
}
const settled = () => new Promise(setImmediate);

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

test('slower, a stretched copy is heard, made once, with the playhead in the clip’s own time', async () => {
  const { player, context, started, asked } = setUpRates();
  player.rate = 0.5;
  assert.equal(asked.length, 0, 'nothing plays yet');
  player.seek(0.5);
  player.play();
  assert.ok(player.playing, 'also while the copy is made');
  assert.equal(started.length, 0);
  const copy = sound(4);
  asked[0].resolve(copy);
  await settled();
  assert.equal(started[0].buffer, copy);
  assert.deepEqual(started[0].args, [0, 1, 3]);
  context.currentTime = 10.02 + 1;
  near(player.playheadS, 1);
  player.pause();
  near(player.playheadS, 1);
  player.play();
  assert.deepEqual([asked.length, started.length], [1, 2]);
  near(started[1].args[1], 2);
});

test('another speed goes on from where the clip is; the copy that comes too late is not heard', async () => {
  const { player, context, started, asked } = setUpRates();
  player.play();
  context.currentTime = 10.02 + 1;
  player.rate = 2;
  assert.ok(started[0].stopped);
  player.rate = 1;
  asked[0].resolve(sound(1));
  await settled();
  assert.equal(started.length, 2);
  assert.equal(started[1].buffer.duration, 2);
  near(started[1].args[1], 1);
  player.rate = 9;
  assert.equal(player.rate, 2);
  player.rate = NaN;
  assert.equal(player.rate, 2);
});

test('a loop of a part is a loop in the copy, and its playhead comes round in the clip’s time', async () => {
  const { player, context, started, asked } = setUpRates();
  player.rate = 2;
  player.playPart({ startS: 0.5, endS: 1, loop: true });
  asked[0].resolve(sound(1));
  await settled();
  assert.deepEqual([started[0].loopStart, started[0].loopEnd, ...started[0].args], [0.25, 0.5, 0, 0.25]);
  context.currentTime = 10.02 + 0.3; // 0.6 s of the clip, of which 0.5 s are one round
  near(player.playheadS, 0.6);
});

test('pausing while the copy is made makes no sound later', async () => {
  const { player, started, asked } = setUpRates();
  player.rate = 1.5;
  player.play();
  player.pause();
  asked[0].resolve(sound(2 / 1.5));
  await settled();
  assert.deepEqual([player.playing, started.length], [false, 0]);
});

test('a clip too long for a copy, or whose copy could not be made, plays as a tape at that speed', async () => {
  const long = setUpRates(sound(1000));
  long.player.rate = 1.5;
  long.player.play();
  assert.equal(long.asked.length, 0);
  assert.equal(long.started[0].playbackRate.value, 1.5);
  long.context.currentTime = 10.02 + 2;
  near(long.player.playheadS, 3);

  const { player, started, asked } = setUpRates();
  const { error } = console;
  console.error = () => {};
  player.rate = 1.5;
  player.play();
  asked[0].reject(new Error('no connection'));
  await settled();
  console.error = error;
  assert.equal(started[0].playbackRate.value, 1.5);
});

test('volume goes through a gain, made when it is first asked for, with the square of the slider', () => {
  const { player, context, started } = setUpRates();
  player.play();
  assert.equal(started[0].to, context.destination);
  player.volume = 0.5;
  assert.equal(context.gain.gain.value, 0.25);
  assert.equal(started.at(-1).to, context.gain, 'what plays goes on through it');
  player.volume = 7;
  assert.deepEqual([player.volume, context.gain.gain.value], [1, 1]);
});

test('the whole clip again and again; to its end it is told once it was heard', () => {
  const { player, context, started, ended } = setUpRates();
  player.play();
  context.currentTime = 10.02 + 0.5;
  player.loop = true;
  assert.deepEqual([started[1].loop, started[1].loopEnd], [true, 2]);
  near(started[1].args[1], 0.5);
  player.loop = false;
  started[2].onended();
  assert.deepEqual(ended, [2]);
  player.playPart({ startS: 0.5, endS: 1, loop: false });
  player.loop = true;
  assert.equal(started.at(-1).loop, false, 'a part has a loop of its own');
  started.at(-1).onended();
  assert.equal(ended.length, 1, 'the end of a part is not the end of the clip');
});

test('stop goes back to the beginning', () => {
  const { player, context, started } = setUpRates();
  player.play();
  context.currentTime = 11;
  player.stop();
  assert.deepEqual([player.playing, player.playheadS, started[0].stopped], [false, 0, true]);
});

test('sound is played by a context of its own rate, which is opened once', () => {
  const contexts = [];
  const player = new Player(
    (sampleRateHz) => {
      const { context, started } = setUp();
      const made = { ...context, started, sampleRateHz, isOpen: true, close: async () => (made.isOpen = false) };
      contexts.push(made);
      return made;
    },
    () => {},
    { latency: KNOWN_LATENCY },
  );
  const open = () => contexts.map(({ sampleRateHz, isOpen }) => [sampleRateHz, isOpen]);
  player.load(sound(2, 44100));
  player.play();
  player.seek(1);
  assert.deepEqual(open(), [[44100, true]]);
  player.playOnce(sound(1, 44100));
  assert.equal(player.playing, true, 'both are heard');

  player.playOnce(sound(1, 16000));
  assert.deepEqual(open(), [
    [44100, false],
    [16000, true],
  ]);
  assert.equal(player.playing, false);
  near(player.playheadS, 1);

  player.playPiece(sound(3, 16000), 20, false);
  assert.equal(contexts.length, 2);
  assert.equal(contexts[1].started.length, 2);
  player.load(sound(2, 44100));
  player.play();
  assert.deepEqual(
    open().map(([, isOpen]) => isOpen),
    [false, false, true],
  );
  assert.equal(contexts[2].started.length, 1);
});
