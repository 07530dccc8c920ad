// The drawn page: loads ui.wasm, keeps its size, and steps back to the plain view whenever there is nothing to draw on.
import * as say from './sentences.js';

/**
 * @typedef {object} PictureParts
 * @property {HTMLElement} wrap
 * @property {HTMLCanvasElement} canvas
 * @property {import('./ui_bridge.js').UiBridge} bridge
 * @property {() => Promise<import('./ui_bridge.js').UiModule>} loadModule
 * @property {() => void} requestFrame
 * @property {(visible: boolean) => void} onVisible
 * @property {(message: string, kind?: 'info' | 'error') => void} notify
 */

export class Picture {
  #parts;
  #visible = false;
  #loading = true;

  /** @param {PictureParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  get isVisible() {
    return this.#visible;
  }

  get isLoading() {
    return this.#loading;
  }

  async load() {
    await this.#load();
    this.#loading = false;
    this.#parts.requestFrame();
  }

  async #load() {
    const { bridge, loadModule, notify } = this.#parts;
    try {
      bridge.attach(await loadModule());
    } catch (error) {
      console.error(error);
      return notify(say.pictureFailed(/** @type {Error} */ (error).message), 'error');
    }
    if (!hasWebGl2() || !bridge.startGraphics()) return notify(say.NO_WEBGL2, 'info');
    shareFonts(bridge.fonts());
    this.#watchContext();
    this.#watchSize();
    this.#watchPointer();
    this.#show(true);
  }

  /** @param {boolean} visible */
  #show(visible) {
    this.#visible = visible;
    this.#parts.onVisible(visible);
    this.#parts.requestFrame();
  }

  #watchContext() {
    const { canvas, bridge, notify } = this.#parts;
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault(); // else the browser never gives it back
      bridge.loseGraphics();
      this.#show(false);
      notify(say.PICTURE_LOST, 'info');
    });
    canvas.addEventListener('webglcontextrestored', () => {
      if (!bridge.restoreGraphics()) return notify(say.NO_WEBGL2, 'info');
      this.#measure();
      this.#show(true);
      return notify('');
    });
  }

  #watchSize() {
    new ResizeObserver(() => this.#measure()).observe(this.#parts.wrap);
    const watchRatio = () => {
      const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
      query.addEventListener('change', () => (this.#measure(), watchRatio()), { once: true });
    };
    watchRatio();
    this.#measure();
  }

  #measure() {
    const { wrap, bridge, requestFrame } = this.#parts;
    const { width, height } = wrap.getBoundingClientRect();
    bridge.resize(width, height, devicePixelRatio);
    requestFrame();
  }

  /** The cursor's read-out lives in the picture, so a moving pointer is news. */
  #watchPointer() {
    const { wrap, requestFrame } = this.#parts;
    // Of the stage: wheel and finger also move what lies under the DOM controls beside the canvas.
    const stage = wrap.parentElement ?? wrap;
    for (const type of ['pointermove', 'pointerdown', 'pointerup', 'pointerleave', 'wheel', 'touchmove']) {
      stage.addEventListener(type, requestFrame, { passive: true });
    }
  }
}

/**
 * What the DOM shows beside the picture (dialogs, text fields) uses the picture's fonts, which are loaded already.
 * A glyph that they lack comes from the system.
 * @param {ReturnType<import('./ui_bridge.js').UiBridge['fonts']>} fonts
 */
function shareFonts(fonts) {
  for (const { family, weight, file } of fonts) document.fonts.add(new FontFace(family, file, { weight }));
}

function hasWebGl2() {
  return document.createElement('canvas').getContext('webgl2') !== null;
}
