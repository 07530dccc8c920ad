// GLFW listens on the whole window and swallows Tab and Backspace, which would lock keyboard users in. All keyboard work
// is done by real DOM controls (mirror.js), so GLFW gets no keys at all: this must be installed before it loads.

/** @param {(key: string) => boolean} onKey  the page's own keys, with true for those it has used */
export function keepKeysFromGlfw(onKey) {
  for (const type of ['keydown', 'keyup', 'keypress']) {
    window.addEventListener(
      type,
      (event) => {
        event.stopImmediatePropagation();
        const { key, ctrlKey, altKey, metaKey, target } = /** @type {KeyboardEvent} */ (event);
        if (type !== 'keydown' || ctrlKey || altKey || metaKey) return;
        // In a list, letters choose its entries.
        if (target instanceof HTMLSelectElement && key.length === 1) return;
        if (onKey(key)) event.preventDefault();
      },
      true,
    );
  }
}
