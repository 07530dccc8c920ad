// Plays a clip or a part of it with a playhead, once or again and again, or a short moment once. Its AudioContext is made
// at the first play, inside the click.

/**
 * What is played of a buffer, in seconds of it.
 * @typedef {{startS: number, endS: number, loop: boolean}} Part
 */

/**
 * On whole samples and inside the sound, at least one sample long.
 * @param {number} startS @param {number} endS @param {{sampleRate: number, length: number}} sound
 */
export function wholeSamples(startS, endS, { sampleRate, length }) {
  const first = Math.min(length - 1, Math.max(0, Math.round(startS * sampleRate)));
  const last = Math.min(length, Math.max(first + 1, Math.round(endS * sampleRate)));
  return { startS: first / sampleRate, endS: last / sampleRate };
}

/** Where the playhead is. @param {Part} part @param {number} fromS  where playing began @param {number} heardS  since */
export function placeIn({ startS, endS, loop }, fromS, heardS) {
  const placeS = fromS + Math.max(0, heardS);
  if (placeS < endS) return placeS;
  return loop ? startS + ((placeS - startS) % (endS - startS)) : endS;
}

export class Player {
  #createContext;
  #onChange;
  /** @type {AudioContext | null} */ #context = null;
  /** @type {AudioBuffer | null} */ #buffer = null; // the clip
  /** @type {{source: AudioBufferSourceNode, part: Part, beginS: number} | null} */ #playing = null;
  /** @type {AudioBufferSourceNode | null} */ #moment = null;
  #offsetS = 0; // playhead when playing began, or while paused
  #startedS = 0; // the context's clock then

  /** @param {() => AudioContext} createContext @param {() => void} onChange  playing began, paused, ended or moved */
  constructor(createContext, onChange) {
    this.#createContext = createContext;
    this.#onChange = onChange;
  }

  get playing() {
    return this.#playing !== null;
  }

  get buffer() {
    return this.#buffer;
  }

  /** Seconds into the clip, or into the live sound that a part is played of; −1 without either. */
  get playheadS() {
    if (!this.#playing || !this.#context) return this.#buffer ? this.#offsetS : -1;
    const heardS = this.#context.currentTime - this.#startedS - (this.#context.outputLatency || 0);
    return this.#playing.beginS + placeIn(this.#playing.part, this.#offsetS, heardS);
  }

  /** @param {AudioBuffer | null} buffer */
  load(buffer) {
    this.#silence();
    this.#buffer = buffer;
    this.#offsetS = 0;
    this.#onChange();
  }

  play() {
    if (!this.#buffer || this.#playing) return;
    if (this.#offsetS >= this.#buffer.duration) this.#offsetS = 0;
    this.#begin(this.#buffer, { startS: 0, endS: this.#buffer.duration, loop: false }, this.#offsetS);
  }

  /** A part of the clip from its beginning. @param {Part} part */
  playPart({ startS, endS, loop }) {
    if (!this.#buffer) return;
    const exact = wholeSamples(startS, endS, this.#buffer);
    this.#begin(this.#buffer, { ...exact, loop }, exact.startS);
  }

  /** A piece of live sound. @param {AudioBuffer} buffer @param {number} beginS  its place there @param {boolean} loop */
  playPiece(buffer, beginS, loop) {
    this.#begin(buffer, { startS: 0, endS: buffer.duration, loop }, 0, beginS);
  }

  pause() {
    if (!this.#playing) return;
    const at = this.playheadS;
    this.#silence();
    this.#offsetS = at;
    this.#onChange();
  }

  /** A part that is played goes on inside of it. @param {number} seconds */
  seek(seconds) {
    if (!this.#buffer) return;
    const part = this.#playing?.part;
    this.#silence();
    this.#offsetS = Math.min(this.#buffer.duration, Math.max(0, seconds));
    const inside = part && this.#offsetS >= part.startS && this.#offsetS < part.endS;
    if (inside) this.#begin(this.#buffer, part, this.#offsetS);
    else if (part) this.play();
    else this.#onChange();
  }

  /** Plays a moment of live sound once. @param {AudioBuffer} buffer */
  playOnce(buffer) {
    this.#moment?.stop();
    this.#moment = this.#connect(this.#openContext(), buffer);
    this.#moment.start();
  }

  /** @param {AudioBuffer} buffer @param {Part} part @param {number} fromS @param {number} [beginS]  of the buffer */
  #begin(buffer, part, fromS, beginS = 0) {
    this.#silence();
    const context = this.#openContext();
    const source = this.#connect(context, buffer);
    // The browser's own loop: no gap, no sample twice.
    Object.assign(source, { loop: part.loop, loopStart: part.startS, loopEnd: part.endS });
    source.onended = () => {
      if (source !== this.#playing?.source) return;
      const isWhole = part.endS === buffer.duration && part.startS === 0;
      this.#playing = null;
      this.#offsetS = isWhole ? part.endS : part.startS; // from where it can be heard again
      this.#onChange();
    };
    if (part.loop) source.start(0, fromS);
    else source.start(0, fromS, part.endS - fromS);
    this.#offsetS = fromS;
    this.#startedS = context.currentTime;
    this.#playing = { source, part, beginS };
    this.#onChange();
  }

  #openContext() {
    this.#context ??= this.#createContext();
    if (this.#context.state !== 'running') this.#context.resume().catch(() => {});
    return this.#context;
  }

  /** @param {AudioContext} context @param {AudioBuffer} buffer */
  #connect(context, buffer) {
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    return source;
  }

  #silence() {
    const source = this.#playing?.source;
    this.#playing = null;
    source?.stop();
  }
}
