// A sound file from the drop to its predictions: decoded, then shown, heard and analysed. While it cannot be decoded,
// what was there before stays.
import * as say from '../shell/sentences.js';
import { kindOf } from '../workers/failure.js';

const LARGEST_BYTES = 400e6;
const SHORTEST_S = 1;

/**
 * channels, trimmed_s, hints: as in web/engine/messages.js, of the browser's decoder only the first; codec: of the browser's decoder,
 * as WebCodecs calls it, "" if it is not known
 * @typedef {{channels: number, trimmed_s: number[], hints: string[], decoder: 'own' | 'browser', codec: string}} SoundFacts
 */
/** buffer: mono @typedef {{buffer: AudioBuffer, facts: SoundFacts}} Sound */
/**
 * @typedef {object} ClipParts
 * @property {import('../shell/store.js').Store} store
 * @property {import('../engine/client.js').EngineClient} engine
 * @property {import('./playback.js').Player} player
 * @property {() => void} stopListening
 * @property {typeof import('./media.js').decodeMedia} decodeInBrowser  for what the engine cannot read
 * @property {(message: string, kind?: 'info' | 'error') => void} notify
 * @property {() => void} onClip  opened or closed
 */

export class ClipController {
  #parts;
  #opening = 0;
  #number = 0; // of the open clip
  /** @type {(SoundFacts & {sample_rate_hz: number}) | null} */ #facts = null;

  /** @param {ClipParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  get isOpen() {
    return this.#parts.player.buffer !== null;
  }

  /** Of the clip that is open; snapshots of an earlier one may still be on their way. */
  get number() {
    return this.#number;
  }

  /** Of the open clip's file. */
  get facts() {
    return this.#facts;
  }

  /** @param {File} file */
  async openFile(file) {
    if (file.size === 0) return this.#parts.notify(say.emptyFile(file.name), 'error');
    if (file.size > LARGEST_BYTES) {
      return this.#parts.notify(say.hugeFile(file.name, file.size, LARGEST_BYTES), 'error');
    }
    return this.#open(
      file.name,
      () => file.arrayBuffer(),
      () => say.unreadableFile(file.name),
    );
  }

  /** @param {string} title @param {URL} url */
  async openAddress(title, url) {
    const load = async () => {
      const response = await fetch(url);
      if (!response.ok) throw new Error(String(response.status));
      return response.arrayBuffer();
    };
    return this.#open(title, load, () => say.missingSample(title));
  }

  /**
   * A sound from a dataset. Not opened: something newer was, or a sentence was shown.
   * @param {string} name @param {() => Promise<Blob | ArrayBuffer>} load  rejects with a sentence or half of one
   * @returns {Promise<boolean>}  whether it was opened
   */
  async openEntry(name, load) {
    const bytes = async () => {
      const content = await load();
      if (content instanceof Blob && content.size > LARGEST_BYTES) {
        throw new Error(say.hugeFile(name, content.size, LARGEST_BYTES));
      }
      return content instanceof Blob ? content.arrayBuffer() : content;
    };
    return this.#open(name, bytes, (error) =>
      /[.!]$/.test(error.message) ? error.message : say.unopened(name, error.message),
    );
  }

  close() {
    const { store, engine, player, onClip } = this.#parts;
    this.#opening += 1;
    if (this.isOpen) engine.stopClip();
    player.load(null);
    store.set({ source: 'live', clip_name: '', clip_busy: false });
    onClip();
  }

  /** Hands the sound to an engine that was started again. */
  resume() {
    const { engine, player } = this.#parts;
    if (player.buffer) engine.startClip(this.#number, samplesOf(player.buffer), player.buffer.sampleRate);
  }

  /**
   * @param {string} name @param {() => Promise<ArrayBuffer>} load
   * @param {(error: Error) => string} loadProblem  the sentence
   * @returns {Promise<boolean>}  whether it was opened
   */
  async #open(name, load, loadProblem) {
    const { store, notify } = this.#parts;
    const opening = ++this.#opening;
    store.set({ clip_busy: true });
    let sentence = loadProblem;
    try {
      const bytes = await load();
      sentence = ({ message }) => message;
      const decoded = await this.#decode(name, bytes);
      if (opening === this.#opening) this.#show(name, decoded);
      return opening === this.#opening;
    } catch (error) {
      if (opening === this.#opening) notify(sentence(/** @type {Error} */ (error)), 'error');
      return false;
    } finally {
      if (opening === this.#opening) store.set({ clip_busy: false });
    }
  }

  /** @param {string} name @param {ArrayBuffer} bytes @returns {Promise<Sound>} */
  async #decode(name, bytes) {
    const { engine, decodeInBrowser } = this.#parts;
    const copy = bytes.slice(0); // decode() takes the bytes along
    try {
      const { samples, sample_rate_hz, ...facts } = await engine.decode(bytes);
      const buffer = monoBuffer(/** @type {Float32Array<ArrayBuffer>} */ (samples), sample_rate_hz);
      return { buffer, facts: { ...facts, codec: '', decoder: 'own' } };
    } catch (error) {
      if (kindOf(error) === 'stop') throw error;
      try {
        const { buffer, codec } = await decodeInBrowser(copy);
        const facts = { channels: buffer.numberOfChannels, codec, trimmed_s: [0, 0], hints: [], decoder: 'browser' };
        return { buffer: mono(buffer), facts: /** @type {SoundFacts} */ (facts) };
      } catch (other) {
        if (kindOf(other) === 'stop') throw other;
        throw new Error(say.undecodableFile(name, /** @type {Error} */ (error).message));
      }
    }
  }

  /** @param {string} name @param {Sound} sound */
  #show(name, { buffer, facts }) {
    const { store, engine, player, notify, onClip, stopListening } = this.#parts;
    stopListening();
    store.set({ source: 'clip', clip_name: name });
    player.load(buffer);
    this.#facts = { ...facts, sample_rate_hz: buffer.sampleRate };
    this.#number += 1;
    engine.startClip(this.#number, samplesOf(buffer), buffer.sampleRate);
    if (buffer.duration < SHORTEST_S) notify(say.shortFile(name, buffer.length, buffer.duration), 'info');
    else if (facts.hints.length > 0) notify(say.unusualFile(name, facts.hints), 'info');
    else notify('');
    onClip();
  }
}

/** @param {Float32Array<ArrayBuffer>} samples @param {number} sampleRateHz */
export function monoBuffer(samples, sampleRateHz) {
  const buffer = new AudioBuffer({ length: samples.length, numberOfChannels: 1, sampleRate: sampleRateHz });
  buffer.copyToChannel(samples, 0);
  return buffer;
}

/** @param {AudioBuffer} buffer */
function mono(buffer) {
  if (buffer.numberOfChannels === 1) return buffer;
  const mean = new Float32Array(buffer.length);
  for (let channel = 0; channel < buffer.numberOfChannels; channel += 1) {
    const samples = buffer.getChannelData(channel);
    for (let i = 0; i < mean.length; i += 1) mean[i] += samples[i] / buffer.numberOfChannels;
  }
  return monoBuffer(mean, buffer.sampleRate);
}

/** @param {AudioBuffer} buffer */
const samplesOf = (buffer) => buffer.getChannelData(0).slice();
