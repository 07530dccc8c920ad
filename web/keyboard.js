// GLFW listens on the whole window and swallows Tab and Backspace, which would lock keyboard users in. All keyboard work
// is done by real DOM controls (mirror.js), so the drawn page gets no keys at all: this must be installed before it loads.

/** @param {(number: number) => void} onRoom  keys 1 … 5 */
export function keepKeysFromThePicture(onRoom) {
  for (const type of ['keydown', 'keyup', 'keypress']) {
    window.addEventListener(
      type,
      (event) => {
        event.stopImmediatePropagation();
        const { key, ctrlKey, altKey, metaKey, target } = /** @type {KeyboardEvent} */ (event);
        if (type !== 'keydown' || ctrlKey || altKey || metaKey || !/^[1-5]$/.test(key)) return;
        if (!(target instanceof HTMLSelectElement)) onRoom(Number(key));
      },
      true,
    );
  }
}
