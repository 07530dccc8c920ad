// A player over an audio context whose clock the test moves.
import assert from 'node:assert/strict';
import { Player } from '../../../web/audio/playback.js';

export const RATE = 48000;

export const sound = (seconds, sampleRate = RATE) => ({
  sampleRate,
  length: Math.round(seconds * sampleRate),
  duration: Math.round(seconds * sampleRate) / sampleRate,
});

/** As if it had been asked for long ago. */
export const KNOWN_LATENCY = { seconds: 0.02, began() {}, ended() {} };

/** A context whose clock the test moves. */
export function setUp(clip = sound(2)) {
  const started = [];
  const context = {
    currentTime: 10,
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
    { latency: KNOWN_LATENCY },
  );
  player.load(clip);
  return { player, context, started, changes };
}

export const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);
