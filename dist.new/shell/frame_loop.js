// Frames on demand: an idle page draws nothing.

export class FrameLoop {
  #draw;
  #requestFrame;
  #scheduled = false;

  /**
   * @param {(nowMs: number) => boolean} draw  true: another frame at once
   * @param {(callback: FrameRequestCallback) => unknown} [requestFrame]
   */
  constructor(draw, requestFrame = (callback) => requestAnimationFrame(callback)) {
    this.#draw = draw;
    this.#requestFrame = requestFrame;
  }

  /** Something changed. */
  request() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#requestFrame((nowMs) => {
      this.#scheduled = false;
      if (this.#draw(nowMs)) this.request();
    });
  }
}
