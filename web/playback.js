// Plays a clip with a playhead, or a short moment once. Its AudioContext is made at the first play, inside the click.

export class Player {
  #createContext;
  #onChange;
  /** @type {AudioContext | null} */ #context = null;
  /** @type {AudioBuffer | null} */ #buffer = null;
  /** @type {AudioBufferSourceNode | null} */ #source = null;
  /** @type {AudioBufferSourceNode | null} */ #moment = null;
  #offsetS = 0; // playhead when playing began, or while paused
  #startedS = 0; // the context's clock then

  /** @param {() => AudioContext} createContext @param {() => void} onChange  playing began, paused, ended or moved */
  constructor(createContext, onChange) {
    this.#createContext = createContext;
    this.#onChange = onChange;
  }

  get playing() {
    return this.#source !== null;
  }

  get buffer() {
    return this.#buffer;
  }

  /** Seconds into the clip; −1 without one. */
  get playheadS() {
    if (!this.#buffer) return -1;
    if (!this.#source || !this.#context) return this.#offsetS;
    const heardS = this.#context.currentTime - this.#startedS - (this.#context.outputLatency || 0);
    return Math.min(this.#buffer.duration, this.#offsetS + Math.max(0, heardS));
  }

  /** @param {AudioBuffer | null} buffer */
  load(buffer) {
    this.#silence();
    this.#buffer = buffer;
    this.#offsetS = 0;
    this.#onChange();
  }

  play() {
    if (!this.#buffer || this.#source) return;
    if (this.#offsetS >= this.#buffer.duration) this.#offsetS = 0;
    const context = this.#openContext();
    const source = this.#connect(context, this.#buffer);
    source.onended = () => {
      if (source !== this.#source) return;
      this.#source = null;
      this.#offsetS = this.#buffer?.duration ?? 0;
      this.#onChange();
    };
    source.start(0, this.#offsetS);
    this.#startedS = context.currentTime;
    this.#source = source;
    this.#onChange();
  }

  pause() {
    if (!this.#source) return;
    const at = this.playheadS;
    this.#silence();
    this.#offsetS = at;
    this.#onChange();
  }

  /** @param {number} seconds */
  seek(seconds) {
    if (!this.#buffer) return;
    const wasPlaying = this.playing;
    this.#silence();
    this.#offsetS = Math.min(this.#buffer.duration, Math.max(0, seconds));
    if (wasPlaying) this.play();
    else this.#onChange();
  }

  /** Plays a moment of live sound once. @param {AudioBuffer} buffer */
  playOnce(buffer) {
    this.#moment?.stop();
    this.#moment = this.#connect(this.#openContext(), buffer);
    this.#moment.start();
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
    const source = this.#source;
    this.#source = null;
    source?.stop();
  }
}
