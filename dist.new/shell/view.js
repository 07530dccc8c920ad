// What is seen: the drawn page with its DOM mirror, or the page in words, frame by frame on demand.
import { FrameLoop } from './frame_loop.js';
import { keepKeysFromGlfw } from './keyboard.js';
import { startProgram } from '../wasm/load_program.js';
import { Mirror } from './mirror.js';
import { Picture } from './picture.js';
import { PlainView } from './plain_view.js';

/**
 * @typedef {object} ViewParts
 * @property {URL} base  the page's folder
 * @property {readonly import('./room_set.js').Room[]} rooms
 * @property {import('./store.js').Store} store
 * @property {import('./ui_bridge.js').UiBridge} bridge
 * @property {ReturnType<typeof import('./actions.js').createDispatcher>} act
 * @property {(message: string, kind?: 'info' | 'error') => void} notify
 * @property {() => import('./public_api.js').EmoscopeSnapshot} snapshot
 * @property {() => void} beforeFrame
 * @property {(columnS: number) => void} afterFrame  captured seconds of the newest column on its way to the screen
 * @property {() => void} onFrame  a frame was made
 * @property {() => void} onPress  the person pressed something: a control or a key
 * @property {() => void} onSettings  the person may have chosen something
 * @property {(key: import('./keyboard.js').PageKey) => boolean} onKey  what the drawn page has no use for
 */

/** @param {ViewParts} parts */
export function createView({ base, rooms, store, bridge, act, notify, snapshot, beforeFrame, afterFrame, ...on }) {
  const changed = () => {
    on.onSettings();
    loop.request();
  };
  const pressed = () => {
    on.onPress();
    changed();
  };
  const mirror = new Mirror(byId('mirror'), {
    press: (id, value) => (bridge.press(id, value), pressed()),
    pressText: (id, text) => (bridge.pressText(id, text), changed()),
    hover: (id) => (bridge.hover(id), loop.request()),
    focus: (id) => (bridge.focus(id), loop.request()),
  });
  const plain = new PlainView({ root: byId('plain'), rooms, store, act });
  keepKeysFromGlfw((key) => {
    if (key.repeat && key.key.length === 1) return key.key === ' '; // held: it has done its work
    const used = picture.isVisible && bridge.key(key.key);
    if (used) pressed();
    return used || (bridge.overlay() === null && on.onKey(key));
  });

  const picture = new Picture({
    wrap: byId('wrap'),
    canvas: /** @type {HTMLCanvasElement} */ (byId('canvas')),
    bridge,
    loadModule: () => startProgram(base, 'ui', { canvas: byId('canvas'), emoAction: act }),
    requestFrame: () => loop.request(),
    onVisible: show,
    notify,
  });

  /** @param {boolean} visible */
  function show(visible) {
    const focusedName = document.activeElement?.textContent ?? '';
    document.body.dataset.view = visible ? 'picture' : 'plain';
    byId('plain').hidden = visible;
    byId('stage').inert = !visible;
    if (!visible || !focusedName) return;
    draw(performance.now());
    mirror.focusByName(focusedName);
  }

  /** @param {number} nowMs @returns {boolean} whether an animation wants another frame at once */
  function draw(nowMs) {
    const animates = bridge.frame(nowMs);
    const controls = bridge.controls();
    mirror.update(controls);
    if (controls !== '') mirror.describe(bridge.overlay(), byId('overlay-words'));
    const newestS = bridge.newestColumnS();
    setTimeout(() => afterFrame(newestS)); // runs when this frame has been handed to the screen
    return animates;
  }

  const loop = new FrameLoop((nowMs) => {
    beforeFrame();
    const animates = picture.isVisible ? draw(nowMs) : (plain.update(snapshot(), picture.isLoading), false);
    on.onFrame();
    setText(byId('live'), bridge.spokenLine());
    setText(byId('alert'), picture.isVisible ? store.state.notice : '');
    return animates || store.state.playing;
  });
  store.subscribe(() => loop.request());

  return {
    requestFrame: () => loop.request(),
    load: () => picture.load(),
    /** Draws at once. @returns {HTMLCanvasElement | null}  good until this task ends; null where nothing is drawn */
    drawNow() {
      if (!picture.isVisible) return null;
      draw(performance.now());
      return /** @type {HTMLCanvasElement} */ (byId('canvas'));
    },
  };
}

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html lacks #${id}`);
  return element;
}

/** @param {HTMLElement} element @param {string} text */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
