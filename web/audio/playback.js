// Plays a clip or a part of it with a playhead, once or again and again, or a short moment once. Its AudioContext is made
// at the first play, inside the click, with the sound's own rate: what brings a context to the rate of the loudspeaker
// filters, what brings a buffer to the rate of its context only draws lines between samples (in Chromium), and of sound
// at 16 kHz leaves a mirror image 12 dB below it.
// Slower or faster, speech keeps its pitch: what is played then is a copy that was stretched (time_stretch.js, fetched at
// the first such request), whose times are the clip's divided by the rate. Clips too long for a copy change pitch, as a tape.

import { OutputLatency } from './output_latency.js';

export const SLOWEST = 0.5;
export const FASTEST = 2;
const MOST_STRETCHED_S = 120; // of a clip: at half speed and 48 kHz its copy holds 46 MB

/** @typedef {(buffer: AudioBuffer, rate: number) => Promise<AudioBuffer>} Stretch */

/** @type {Stretch} */
const stretchInBrowser = async (buffer, rate) => (await import('./time_stretch.js')).stretchBuffer(buffer, rate);

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
  #onEnd;
  #stretch;
  #latency;
  /** @type {AudioContext | null} */ #context = null;
  #contextRateHz = 0; // that it was made for
  /** @type {GainNode | null} */ #gain = null; // only once another volume was chosen
  /** @type {AudioBuffer | null} */ #buffer = null; // the clip
  /** @type {{of: AudioBuffer, rate: number, copy: AudioBuffer} | null} */ #stretched = null;
  /** @type {{source: AudioBufferSourceNode, part: Part, beginS: number, of: AudioBuffer, pace: Pace} | null} */
  #playing = null;
  /** @type {Part | null} */ #waiting = null; // plays as soon as its copy is made
  #turn = 0;
  /** @type {AudioBufferSourceNode | null} */ #moment = null;
  #offsetS = 0; // playhead when playing began, or while paused
  #startedS = 0; // the context's clock then
  #rate = 1;
  #volume = 1;
  #loop = false;

  /**
   * @param {(sampleRateHz: number) => AudioContext} createContext
   * @param {() => void} onChange  playing began, paused, ended or moved
   * @param {{onEnd?: () => void, stretch?: Stretch, latency?: Pick<OutputLatency, 'seconds' | 'began' | 'ended'>}} [more]
   *   onEnd: the whole clip was heard to its end
   */
  constructor(
    createContext,
    onChange,
    { onEnd = () => {}, stretch = stretchInBrowser, latency = new OutputLatency() } = {},
  ) {
    this.#createContext = createContext;
    this.#onChange = onChange;
    this.#onEnd = onEnd;
    this.#stretch = stretch;
    this.#latency = latency;
  }

  /** Also while the copy that is to be heard is being made. */
  get playing() {
    return this.#playing !== null || this.#waiting !== null;
  }

  get buffer() {
    return this.#buffer;
  }

  /** Seconds into the clip, or into the live sound that a part is played of; −1 without either. */
  get playheadS() {
    if (!this.#playing || !this.#context) return this.#buffer ? this.#offsetS : -1;
    const heardS = this.#context.currentTime - this.#startedS - this.#latency.seconds;
    const { part, pace, beginS } = this.#playing;
    return beginS + pace.times * placeIn(shortened(part, pace.times), this.#offsetS / pace.times, heardS * pace.speed);
  }

  get rate() {
    return this.#rate;
  }

  /** 0.5 … 2; what plays goes on from where it is. */
  set rate(rate) {
    const wanted = Math.min(FASTEST, Math.max(SLOWEST, rate));
    if (!Number.isFinite(wanted) || wanted === this.#rate) return;
    this.#rate = wanted;
    this.#goOn();
  }

  get volume() {
    return this.#volume;
  }

  /** 0 … 1. Loudness goes with its square: half of it sounds about half as loud. */
  set volume(volume) {
    this.#volume = Math.min(1, Math.max(0, Number(volume) || 0));
    if (this.#gain) this.#gain.gain.value = this.#volume ** 2;
    else if (this.#playing) this.#goOn();
  }

  get loop() {
    return this.#loop;
  }

  /** Of the whole clip; a part has a loop of its own. */
  set loop(loop) {
    this.#loop = loop;
    const part = this.#playing?.part ?? this.#waiting;
    if (part && this.#isWhole(part)) this.#goOn({ ...part, loop });
  }

  /** @param {AudioBuffer | null} buffer */
  load(buffer) {
    this.#silence();
    this.#buffer = buffer;
    this.#stretched = null;
    this.#offsetS = 0;
    this.#onChange();
  }

  play() {
    if (!this.#buffer || this.playing) return;
    if (this.#offsetS >= this.#buffer.duration) this.#offsetS = 0;
    this.#begin(this.#buffer, { startS: 0, endS: this.#buffer.duration, loop: this.#loop }, this.#offsetS);
  }

  /** A part of the clip from its beginning. @param {Part} part */
  playPart({ startS, endS, loop }) {
    if (!this.#buffer) return;
    const exact = wholeSamples(startS, endS, this.#buffer);
    this.#begin(this.#buffer, { ...exact, loop }, exact.startS);
  }

  /** A piece of live sound, at its own speed. @param {AudioBuffer} buffer @param {number} beginS  its place there @param {boolean} loop */
  playPiece(buffer, beginS, loop) {
    this.#silence();
    this.#sound(buffer, buffer, AS_IT_IS, { startS: 0, endS: buffer.duration, loop }, 0, beginS);
  }

  pause() {
    if (!this.playing) return;
    const at = this.playheadS;
    this.#silence();
    this.#offsetS = at;
    this.#onChange();
  }

  /** And back to the beginning. */
  stop() {
    this.#silence();
    this.#offsetS = 0;
    this.#onChange();
  }

  /** A part that is played goes on inside of it. @param {number} seconds */
  seek(seconds) {
    if (!this.#buffer) return;
    const part = this.#playing?.part ?? this.#waiting;
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
    this.#moment = this.#connect(this.#openContext(buffer), buffer);
    this.#moment.start();
  }

  /** @param {Part} part */
  #isWhole(part) {
    return part.startS === 0 && part.endS === this.#buffer?.duration;
  }

  /** What plays is begun anew from where it is, with what was chosen meanwhile. @param {Part} [part] */
  #goOn(part) {
    const playing = this.#playing;
    const now = part ?? playing?.part ?? this.#waiting;
    if (!now || (playing && playing.of !== this.#buffer)) return; // a piece of live sound goes on as it is
    const at = this.playheadS;
    if (this.#buffer) this.#begin(this.#buffer, now, Math.min(at, now.endS));
  }

  /** @param {AudioBuffer} buffer @param {Part} part @param {number} fromS */
  #begin(buffer, part, fromS) {
    this.#silence();
    const rate = this.#rate;
    if (rate === 1) return this.#sound(buffer, buffer, AS_IT_IS, part, fromS);
    if (buffer.duration > MOST_STRETCHED_S) return this.#sound(buffer, buffer, { times: 1, speed: rate }, part, fromS);
    if (this.#stretched?.of === buffer && this.#stretched.rate === rate) {
      return this.#sound(buffer, this.#stretched.copy, { times: rate, speed: 1 }, part, fromS);
    }
    return this.#soundStretched(buffer, part, fromS);
  }

  /** @param {AudioBuffer} buffer @param {Part} part @param {number} fromS */
  #soundStretched(buffer, part, fromS) {
    const rate = this.#rate;
    const turn = this.#turn;
    this.#openContext(buffer); // inside the click
    this.#waiting = part;
    this.#offsetS = fromS;
    this.#onChange();
    this.#stretch(buffer, rate).then(
      (copy) => {
        if (turn !== this.#turn) return;
        this.#stretched = { of: buffer, rate, copy };
        this.#waiting = null;
        this.#sound(buffer, copy, { times: rate, speed: 1 }, part, fromS);
      },
      (error) => {
        if (turn !== this.#turn) return;
        console.error(error); // the stretching could not be fetched: better as a tape than not at all
        this.#waiting = null;
        this.#sound(buffer, buffer, { times: 1, speed: rate }, part, fromS);
      },
    );
  }

  /**
   * @param {AudioBuffer} of @param {AudioBuffer} buffer  the same or its stretched copy @param {Pace} pace
   * @param {Part} part @param {number} fromS @param {number} [beginS]  of the buffer
   */
  #sound(of, buffer, pace, part, fromS, beginS = 0) {
    const context = this.#openContext(buffer);
    const source = this.#connect(context, buffer);
    const heard = shortened(part, pace.times);
    // The browser's own loop: no gap, no sample twice.
    Object.assign(source, { loop: part.loop, loopStart: heard.startS, loopEnd: heard.endS });
    if (pace.speed !== 1) source.playbackRate.value = pace.speed;
    source.onended = () => {
      if (source !== this.#playing?.source) return;
      const isWhole = part.endS === of.duration && part.startS === 0;
      this.#playing = null;
      this.#latency.ended();
      this.#offsetS = isWhole ? part.endS : part.startS; // from where it can be heard again
      this.#onChange();
      if (isWhole && of === this.#buffer) this.#onEnd();
    };
    if (part.loop) source.start(0, fromS / pace.times);
    else source.start(0, fromS / pace.times, (part.endS - fromS) / pace.times);
    this.#offsetS = fromS;
    this.#startedS = context.currentTime;
    this.#playing = { source, part, beginS, of, pace };
    this.#latency.began(context);
    this.#onChange();
  }

  /** @param {AudioBuffer} buffer  that is going to be played, instead of what plays now */
  #openContext({ sampleRate }) {
    if (this.#context && this.#contextRateHz !== sampleRate) {
      this.pause();
      this.#context.close().catch(() => {});
      this.#context = this.#gain = this.#moment = null;
    }
    this.#contextRateHz = sampleRate;
    this.#context ??= this.#createContext(sampleRate);
    if (this.#context.state !== 'running') this.#context.resume().catch(() => {});
    return this.#context;
  }

  /** @param {AudioContext} context @param {AudioBuffer} buffer */
  #connect(context, buffer) {
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.#output(context));
    return source;
  }

  /** @param {AudioContext} context @returns {AudioNode} */
  #output(context) {
    if (this.#volume === 1 && !this.#gain) return context.destination;
    if (!this.#gain) {
      this.#gain = context.createGain();
      this.#gain.gain.value = this.#volume ** 2;
      this.#gain.connect(context.destination);
    }
    return this.#gain;
  }

  #silence() {
    const source = this.#playing?.source;
    this.#turn += 1;
    this.#waiting = null;
    this.#playing = null;
    this.#latency.ended();
    source?.stop();
  }
}

/**
 * How what sounds goes with the clip. times: its times are the clip's divided by this; speed: at which it sounds.
 * @typedef {{times: number, speed: number}} Pace
 */
/** @type {Pace} */
const AS_IT_IS = { times: 1, speed: 1 };

/** @param {Part} part @param {number} times @returns {Part} */
const shortened = ({ startS, endS, loop }, times) => ({ startS: startS / times, endS: endS / times, loop });
