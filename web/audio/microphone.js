// The microphone's life: idle → asking → starting → listening, or denied / no_device / failed, each with a sentence.
// No DOM; the browser's parts are handed in, so that tests can play them.
import { INSECURE_PAGE, SOUND_HELD_BACK, UNPLUGGED, microphoneProblem } from '../shell/sentences.js';

const BATCH_S = 0.01;
const QUANTUM_FRAMES = 128;
const RESUME_PATIENCE_MS = 2000;

// Each of the browser's improvements alters the sound that the model and the picture are about.
const PLAIN_SOUND = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/**
 * @typedef {object} MicrophoneParts
 * @property {MediaDevices | undefined} mediaDevices  undefined on an insecure page
 * @property {() => AudioContext} createContext  at the device's own rate: 16 kHz fails in Firefox and Safari
 * @property {(context: AudioContext, batchFrames: number) => Promise<AudioWorkletNode>} createCaptureNode
 * @property {(state: import('../generated/contract.js').CaptureState, message: string) => void} onState
 * @property {(port: MessagePort, sampleRateHz: number) => void} onSound  where the engine hears from now on
 * @property {(devices: {id: string, label: string}[], chosenId: string) => void} onDevices
 */

/** @param {number} sampleRateHz */
export function batchFrames(sampleRateHz) {
  return Math.max(1, Math.round((BATCH_S * sampleRateHz) / QUANTUM_FRAMES)) * QUANTUM_FRAMES;
}

export class Microphone {
  /** @type {MicrophoneParts} */ #parts;
  /** @type {import('../generated/contract.js').CaptureState} */ #state = 'idle';
  /** @type {MediaStream | null} */ #stream = null;
  /** @type {AudioContext | null} */ #context = null;
  /** @type {AudioWorkletNode | null} */ #node = null;
  /** @type {string} */ #wantedId = '';
  #attempt = 0;

  /** @param {MicrophoneParts} parts */
  constructor(parts) {
    this.#parts = parts;
    parts.mediaDevices?.addEventListener?.('devicechange', () => this.listDevices());
  }

  get state() {
    return this.#state;
  }

  /** What the browser really did about the effects. @returns {MediaTrackSettings | null} */
  get settings() {
    return this.#stream?.getAudioTracks()[0]?.getSettings() ?? null;
  }

  /** Seconds since the device was opened, counted in sound; null while it is off. @returns {number | null} */
  get soundS() {
    return this.#context?.currentTime ?? null;
  }

  /** @param {string} [deviceId]  '' or absent: the one chosen before, else the browser's choice */
  async start(deviceId = this.#wantedId) {
    this.#release();
    const attempt = ++this.#attempt;
    this.#wantedId = deviceId;
    if (!this.#parts.mediaDevices?.getUserMedia) return this.#enter('failed', INSECURE_PAGE);
    this.#enter('asking');
    // Made inside the click: later, some browsers would keep it suspended.
    const context = this.#parts.createContext();
    let stream = null;
    try {
      stream = await this.#ask(deviceId);
      if (attempt !== this.#attempt) throw new Superseded();
      this.#enter('starting');
      this.#watchForUnplugging(stream);
      const node = await this.#parts.createCaptureNode(context, batchFrames(context.sampleRate));
      if (attempt !== this.#attempt) throw new Superseded();
      context.createMediaStreamSource(stream).connect(node);
      // The node writes nothing: connected only so that every browser keeps pulling sound through it.
      node.connect(context.destination);
      await resumed(context);
      if (attempt !== this.#attempt) throw new Superseded();
      [this.#stream, this.#context, this.#node] = [stream, context, node];
      this.#watchForInterruption(context);
      this.connectEngine();
      this.#enter('listening');
      await this.listDevices();
    } catch (error) {
      stream?.getTracks().forEach((track) => track.stop());
      context.close().catch(() => {});
      if (attempt !== this.#attempt || error instanceof Superseded) return;
      const problem =
        error instanceof HeldBack
          ? { state: /** @type {const} */ ('failed'), message: SOUND_HELD_BACK }
          : microphoneProblem(/** @type {Error} */ (error));
      this.#enter(problem.state, problem.message);
    }
  }

  /** Lets go of the device, so that the browser's recording sign goes out. */
  stop() {
    this.#attempt += 1;
    this.#release();
    this.#enter('idle');
  }

  /** @param {string} deviceId */
  choose(deviceId) {
    this.#wantedId = deviceId;
    if (this.#state === 'listening') return this.start(deviceId);
    return this.listDevices();
  }

  /** A fresh line from the audio thread to the engine; also after the engine was started again. */
  connectEngine() {
    if (!this.#node || !this.#context) return;
    const { port1, port2 } = new MessageChannel();
    this.#node.port.postMessage(port1, [port1]);
    this.#parts.onSound(port2, this.#context.sampleRate);
  }

  async listDevices() {
    const all = (await this.#parts.mediaDevices?.enumerateDevices?.()) ?? [];
    const inputs = all.filter((device) => device.kind === 'audioinput' && device.deviceId !== '');
    const devices = inputs.map((device, index) => ({
      id: device.deviceId,
      label: device.label || `Microphone ${index + 1}`,
    }));
    this.#parts.onDevices(devices, this.settings?.deviceId ?? this.#wantedId);
  }

  /** @param {string} deviceId @returns {Promise<MediaStream>} */
  async #ask(deviceId) {
    const devices = /** @type {MediaDevices} */ (this.#parts.mediaDevices);
    if (!deviceId) return devices.getUserMedia({ audio: PLAIN_SOUND });
    try {
      return await devices.getUserMedia({ audio: { ...PLAIN_SOUND, deviceId: { exact: deviceId } } });
    } catch (error) {
      // The chosen one is gone: another microphone is better than none, and the chooser shows which.
      if (/** @type {Error} */ (error).name !== 'OverconstrainedError') throw error;
      this.#wantedId = '';
      return devices.getUserMedia({ audio: PLAIN_SOUND });
    }
  }

  /** @param {MediaStream} stream */
  #watchForUnplugging(stream) {
    const attempt = this.#attempt;
    stream.getAudioTracks()[0]?.addEventListener('ended', () => {
      if (attempt !== this.#attempt) return;
      this.#attempt += 1;
      this.#release();
      this.#enter('no_device', UNPLUGGED);
      this.listDevices();
    });
  }

  /** @param {AudioContext} context  phones interrupt it for a call, laptops for sleep */
  #watchForInterruption(context) {
    context.addEventListener('statechange', () => {
      if (context !== this.#context || context.state === 'running' || context.state === 'closed') return;
      resumed(context).catch(() => {
        if (context !== this.#context) return;
        this.stop();
        this.#enter('failed', SOUND_HELD_BACK);
      });
    });
  }

  #release() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#node?.disconnect();
    this.#context?.close().catch(() => {});
    this.#stream = this.#context = this.#node = null;
  }

  /** @param {import('../generated/contract.js').CaptureState} state @param {string} [message] */
  #enter(state, message = '') {
    this.#state = state;
    this.#parts.onState(state, message);
  }
}

class Superseded extends Error {}
class HeldBack extends Error {}

/** @param {AudioContext} context */
async function resumed(context) {
  if (context.state === 'running') return;
  const patience = new Promise((_, reject) => {
    setTimeout(() => reject(new HeldBack()), RESUME_PATIENCE_MS);
  });
  await Promise.race([context.resume(), patience]);
}
