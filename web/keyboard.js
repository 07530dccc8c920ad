// GLFW listens on the whole window and swallows Tab and Backspace, which would lock keyboard users in. All keyboard work
// is done by real DOM controls (mirror.js), so GLFW gets no keys at all: this must be installed before it loads.

/** @typedef {{key: string, repeat: boolean}} PageKey  repeat: it is being held */

/** @param {(key: PageKey) => boolean} onKey  the page's own keys, with true for those it has used */
export function keepKeysFromGlfw(onKey) {
  const used = new Set();
  for (const type of ['keydown', 'keyup', 'keypress']) {
    window.addEventListener(
      type,
      (event) => {
        event.stopImmediatePropagation();
        const { key, repeat, ctrlKey, altKey, metaKey, target } = /** @type {KeyboardEvent} */ (event);
        if (type === 'keyup' && used.delete(key)) event.preventDefault(); // a button is pressed when Space is let go
        if (type !== 'keydown' || ctrlKey || altKey || metaKey) return;
        if (key.length === 1 && takesText(target)) return;
        if (key === ' ' && isPressedBySpace(target)) return;
        if (!onKey({ key, repeat })) return;
        used.add(key);
        event.preventDefault();
      },
      true,
    );
  }
}

const WITHOUT_TEXT = ['range', 'checkbox', 'radio', 'button', 'file'];

/** In a list, letters choose its entries. @param {EventTarget | null} target */
const takesText = (target) =>
  target instanceof HTMLSelectElement ||
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !WITHOUT_TEXT.includes(target.type));

/** Not after a mere click on it: then Space plays. @param {EventTarget | null} target */
const isPressedBySpace = (target) =>
  (target instanceof HTMLButtonElement || (target instanceof HTMLInputElement && target.type === 'checkbox')) &&
  target.matches(':focus-visible');
