import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Microphone, batchFrames } from '../../../web/audio/microphone.js';

class FakeTrack extends EventTarget {
  stopped = false;
  stop() {
    this.stopped = true;
  }
  getSettings() {
    return { deviceId: 'built-in', echoCancellation: false };
  }
}

class FakeContext extends EventTarget {
  sampleRate = 44100;
  state = 'running';
  destination = {};
  createMediaStreamSource() {
    return { connect() {} };
  }
  async resume() {
    this.state = 'running';
  }
  async close() {
    this.state = 'closed';
  }
}

function fake({ ask = async () => {}, mediaDevices } = {}) {
  const log = [];
  const track = new FakeTrack();
  const context = new FakeContext();
  const asked = [];
  const stream = { getTracks: () => [track], getAudioTracks: () => [track] };
  const devices = mediaDevices ?? {
    addEventListener() {},
    getUserMedia: async (options) => {
      asked.push(options.audio);
      return (await ask(options.audio)) ?? stream;
    },
    enumerateDevices: async () => [
      { kind: 'audioinput', deviceId: 'built-in', label: 'Built-in' },
      { kind: 'audioinput', deviceId: 'usb', label: '' },
      { kind: 'videoinput', deviceId: 'camera', label: 'Camera' },
    ],
  };
  const sent = [];
  const parts = {
    mediaDevices: mediaDevices === null ? undefined : devices,
    createContext: () => context,
    createCaptureNode: async () => ({
      port: { postMessage: (port) => sent.push(port) },
      connect() {},
      disconnect() {},
    }),
    onState: (state, message) => log.push(message ? `${state}: ${message}` : state),
    onSound: (port, rate) => log.push(`sound at ${rate}`) && port.close(),
    onDevices: (list, chosen) => log.push(`${list.map(({ label }) => label).join(', ')}; ${chosen}`),
  };
  const microphone = new Microphone(parts);
  return { microphone, log, track, context, asked, close: () => sent.forEach((port) => port.close()) };
}

const refusal = (name, message = '') => Object.assign(new Error(message), { name });

test('starting asks for unaltered sound, then listens at the device’s own rate', async () => {
  const { microphone, log, asked, close } = fake();
  await microphone.start();
  assert.deepEqual(asked, [{ echoCancellation: false, noiseSuppression: false, autoGainControl: false }]);
  assert.deepEqual(log, ['asking', 'starting', 'sound at 44100', 'listening', 'Built-in, Microphone 2; built-in']);
  assert.equal(microphone.settings.echoCancellation, false);
  close();
});

test('stopping lets go of the device, so that the recording sign goes out', async () => {
  const { microphone, track, context, log, close } = fake();
  await microphone.start();
  microphone.stop();
  assert.equal(track.stopped, true);
  assert.equal(context.state, 'closed');
  assert.equal(log.at(-1), 'idle');
  close();
});

test('stopping while the browser still asks releases the late answer', async () => {
  let allow;
  const { microphone, track, log } = fake({ ask: () => new Promise((resolve) => (allow = resolve)) });
  const started = microphone.start();
  microphone.stop();
  allow();
  await started;
  assert.equal(track.stopped, true);
  assert.deepEqual(log, ['asking', 'idle']);
});

test('an unplugged device is said so and can be started again', async () => {
  const { microphone, track, log, close } = fake();
  await microphone.start();
  track.dispatchEvent(new Event('ended'));
  assert.equal(microphone.state, 'no_device');
  assert.match(
    log.find((line) => line.startsWith('no_device')),
    /unplugged.*press Start listening/,
  );
  await microphone.start();
  assert.equal(microphone.state, 'listening');
  close();
});

for (const [name, detail, state, words] of [
  ['NotAllowedError', '', 'denied', /blocked.*address bar/],
  ['NotAllowedError', 'Permission denied by system', 'denied', /system’s privacy settings/],
  ['NotAllowedError', 'Permission dismissed', 'denied', /choose Allow/],
  ['NotFoundError', '', 'no_device', /No microphone was found/],
  ['NotReadableError', '', 'failed', /another program/],
  ['WeirdError', 'xyz', 'failed', /xyz/],
]) {
  test(`${name} “${detail}” becomes ${state} with a way out`, async () => {
    const { microphone, log, context } = fake({ ask: () => Promise.reject(refusal(name, detail)) });
    await microphone.start();
    assert.equal(microphone.state, state);
    assert.match(log.at(-1), words);
    assert.equal(context.state, 'closed');
  });
}

test('a page from plain http says why there is no microphone', async () => {
  const { microphone, log } = fake({ mediaDevices: null });
  await microphone.start();
  assert.match(log.at(-1), /^failed: .*https/);
});

test('a chosen device that is gone gives way to another one', async () => {
  const { microphone, asked, close } = fake({
    ask: async (options) => {
      if (options.deviceId) throw refusal('OverconstrainedError');
    },
  });
  await microphone.start('gone');
  assert.equal(microphone.state, 'listening');
  assert.equal(asked.length, 2);
  close();
});

test('a batch is about ten milliseconds of whole render quanta at any rate', () => {
  for (const rate of [8000, 16000, 44100, 48000, 96000, 192000]) {
    const frames = batchFrames(rate);
    assert.equal(frames % 128, 0);
    assert.ok(frames / rate >= 0.005 && frames / rate <= 0.017, `${rate} Hz: ${frames}`);
  }
});
