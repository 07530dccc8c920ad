// [audio thread] Copies sound into batches of about 10 ms and hands them to the engine. Nothing else: no logging, no
// maths; the engine sends the buffers back, so only the first few are allocated.
class Capture extends AudioWorkletProcessor {
  /** @param {{processorOptions: {batchFrames: number}}} options */
  constructor({ processorOptions }) {
    super();
    this.batchFrames = processorOptions.batchFrames;
    this.free = /** @type {Float32Array<ArrayBuffer>[]} */ ([]);
    this.batch = new Float32Array(this.batchFrames);
    this.filled = 0;
    this.nextFrame = -1;
    this.droppedBlocks = 0;
    this.engine = /** @type {MessagePort | null} */ (null);
    this.port.onmessage = ({ data }) => {
      this.engine = data;
      data.onmessage = (/** @type {MessageEvent<Float32Array<ArrayBuffer>>} */ event) => this.free.push(event.data);
    };
  }

  /** @param {Float32Array[][]} inputs */
  process(inputs) {
    if (!this.engine) return true;
    const sound = inputs[0][0]; // undefined while the track gives nothing: silence keeps the clock going
    const frames = sound ? sound.length : 128;
    if (this.nextFrame >= 0 && currentFrame > this.nextFrame) this.droppedBlocks += 1;
    this.nextFrame = currentFrame + frames;
    if (this.filled + frames > this.batchFrames) this.flush(currentFrame);
    if (sound) this.batch.set(sound, this.filled);
    else this.batch.fill(0, this.filled, this.filled + frames);
    this.filled += frames;
    if (this.filled === this.batchFrames) this.flush(this.nextFrame);
    return true;
  }

  /** @param {number} endFrame */
  flush(endFrame) {
    const { batch, filled, droppedBlocks } = this;
    // Date.now(): the one clock that this thread, the engine and the page share.
    const message = { batch, filled, endFrame, droppedBlocks, wallMs: Date.now() };
    this.engine?.postMessage(message, [batch.buffer]);
    this.batch = this.free.pop() ?? new Float32Array(this.batchFrames);
    this.filled = 0;
  }
}

registerProcessor('emoscope-capture', Capture);
