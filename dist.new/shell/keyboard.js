// GLFW listens on the whole window and swallows Tab and Backspace, which would lock keyboard users in. All keyboard work
// is done by real DOM controls (mirror.js), so GLFW gets no keys at all: this must be installed before it loads.

/** @typedef {{key: string, repeat: boolean}} PageKey  repeat: it is being held */

/** @param {(key: PageKey) => boolean} onKey  the page's own keys, with true for those it has used */
export function keepKeysFromGlfw(onKey) {
  const used = new Set();
  /** @type {EventTarget | null} */
  let clicked = null; // after a mere click on a button, Space does not press it but plays
  window.addEventListener('pointerdown', ({ target }) => (clicked = target), true);
  for (const type of ['keydown', 'keyup', 'keypress']) {
    window.addEventListener(
      type,
      (event) => {
        event.stopImmediatePropagation();
        const { key, repeat, ctrlKey, altKey, metaKey, target } = /** @type {KeyboardEvent} */ (event);
        if (type === 'keyup' && used.delete(key)) event.preventDefault(); // a button is pressed when Space is let go
        if (type === 'keydown' && key !== ' ') clicked = null; // from now on it is worked with keys
        if (type !== 'keydown' || ctrlKey || altKey || metaKey || inDialog(target)) return;
        if (isItsOwn(key, target)) return;
        if (key === ' ' && target !== clicked && isPressedBySpace(target)) return;
        if (!onKey({ key, repeat })) return;
        used.add(key);
        event.preventDefault();
      },
      true,
    );
  }
}

const MOVING = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'];

/** What the control that has the focus does with the key. @param {string} key @param {EventTarget | null} target */
const isItsOwn = (key, target) =>
  (key.length === 1 && takesText(target)) ||
  (MOVING.includes(key) && (takesText(target) || (target instanceof HTMLInputElement && target.type === 'range'))) ||
  (key === 'Enter' && (takesText(target) || target instanceof HTMLButtonElement));

const WITHOUT_TEXT = ['range', 'checkbox', 'radio', 'button', 'file'];

/** In a list, letters choose its entries. @param {EventTarget | null} target */
const takesText = (target) =>
  target instanceof HTMLSelectElement ||
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !WITHOUT_TEXT.includes(target.type));

/** The browser's own keys work there, Esc above all. @param {EventTarget | null} target */
const inDialog = (target) =>
  Boolean(/** @type {Partial<Node> | null} */ (target)?.ownerDocument?.querySelector('dialog[open]'));

/** @param {EventTarget | null} target */
const isPressedBySpace = (target) =>
  target instanceof HTMLButtonElement || (target instanceof HTMLInputElement && target.type === 'checkbox');
