// Real, transparent DOM controls over the drawn ones: they take the click, the touch, the key and the focus, and give
// screen readers and tests their roles and names. The list comes from C++ (emo_ui_controls); a control keeps its DOM node
// as long as it keeps its id, so focus is not lost when the picture changes.

/**
 * @typedef {object} Control
 * @property {number} id
 * @property {string} name
 * @property {'button' | 'checkbox' | 'select' | 'slider' | 'tab' | 'text' | 'row'} role
 * @property {number} x  CSS pixels
 * @property {number} y
 * @property {number} w
 * @property {number} h
 * @property {boolean} [disabled]
 * @property {boolean} [pressed]
 * @property {number} [value]
 * @property {number} [min]
 * @property {number} [max]
 * @property {number} [step]
 * @property {string[]} [options]
 * @property {string} [valuetext]
 * @property {string} [text]  what a search field holds
 * @property {boolean} [current]  of the rows the one that keys move: it has the focus if one of them has
 * @property {'picture'} [pointer]  mouse and touch belong to the picture there; the control takes keys only
 */

// Who takes the focus when a control goes away: what undoes it or goes on with it.
/** @type {[RegExp, string[]][]} */
const SUCCESSORS = [
  [/^Start listening$/, ['Stop']],
  [/^Stop$/, ['Start listening']],
  [/^Sample: /, ['Pause', 'Play']],
  [/^Play$/, ['Pause']],
  [/^Pause$/, ['Play']],
  [/^Close clip$/, ['Start listening']],
  [/^(Open…|Compute features|Kept data|More actions)$/, ['Cancel: what is done stays']], // a job has begun
  [/^Cancel: what is done stays$/, ['Open…', 'More actions']],
];

/** @typedef {{title: string, sections: {title: string, lines: string[]}[]}} Overlay  a dialog's words */
/** @typedef {HTMLButtonElement | HTMLInputElement | HTMLSelectElement} ControlNode */
/** @typedef {{press: (id: number, value: number) => void, pressText: (id: number, text: string) => void, hover: (id: number) => void, focus: (id: number) => void}} MirrorTarget */

export class Mirror {
  #layer;
  #target;
  /** @type {Map<number, {node: ControlNode, control: Control}>} */ #shown = new Map();
  #dragged = -1;
  #pressed = -1; // last
  #opener = -1; // of the overlay

  /** @param {HTMLElement} layer @param {MirrorTarget} target */
  constructor(layer, target) {
    this.#layer = layer;
    this.#target = target;
  }

  /** @returns {Control[]} */
  get controls() {
    return [...this.#shown.values()].map(({ control }) => control);
  }

  /** @param {string} json  "" : unchanged */
  update(json) {
    if (json === '') return;
    const controls = /** @type {Control[]} */ (JSON.parse(json));
    const focused = this.#focusedControl();
    const kept = new Set(controls.map((control) => control.id));
    for (const [id, { node }] of this.#shown) {
      if (!kept.has(id)) this.#remove(id, node);
    }
    /** @type {Element | null} */
    let place = this.#layer.firstElementChild;
    for (const control of controls) {
      const node = this.#nodeFor(control);
      if (node === place) place = place.nextElementSibling;
      else this.#layer.insertBefore(node, place);
      dress(node, control, this.#dragged === control.id);
      this.#shown.set(control.id, { node, control });
    }
    if (focused) this.#refocus(focused);
    if (focused?.control.role === 'row') this.#followRow();
  }

  /**
   * The words of what lies over everything else; when it closes, the focus goes back to what opened it.
   * @param {Overlay | null} overlay
   * @param {HTMLElement} words
   */
  describe(overlay, words) {
    const key = JSON.stringify(overlay);
    if (words.dataset.shown === key) return;
    const wasOpen = (words.dataset.shown ?? 'null') !== 'null';
    words.dataset.shown = key;
    if (overlay && !wasOpen) this.#opener = this.#pressed;
    if (!overlay && wasOpen) this.#shown.get(this.#opener)?.node.focus({ preventScroll: true });
    const sections = overlay?.sections ?? [];
    words.replaceChildren(
      ...sections.flatMap(({ title, lines }) => [line('h2', title), ...lines.map((l) => line('p', l))]),
    );
    setAttribute(this.#layer, 'role', overlay ? 'dialog' : 'group');
    setAttribute(this.#layer, 'aria-modal', overlay ? 'true' : undefined);
    setAttribute(this.#layer, 'aria-label', overlay?.title ?? 'Emoscope');
    setAttribute(this.#layer, 'aria-describedby', overlay ? words.id : undefined);
  }

  /** @param {string} name @returns {boolean} whether one was found */
  focusByName(name) {
    const found = [...this.#shown.values()].find(({ control }) => control.name === name);
    found?.node.focus();
    return found !== undefined;
  }

  /** @param {Control} control @returns {ControlNode} */
  #nodeFor(control) {
    const shown = this.#shown.get(control.id);
    if (shown && shown.control.role === control.role) return shown.node;
    if (shown) this.#remove(control.id, shown.node);
    const node = make(control.role);
    this.#listen(node, control.id, control.role);
    return node;
  }

  /** @param {ControlNode} node @param {number} id @param {Control['role']} role */
  #listen(node, id, role) {
    const { hover, focus } = this.#target;
    const press = (/** @type {number} */ pressedId, /** @type {number} */ value) => {
      this.#pressed = pressedId;
      this.#target.press(pressedId, value);
    };
    node.addEventListener('pointerenter', () => hover(id));
    node.addEventListener('pointerleave', () => hover(-1));
    // Only a keyboard's focus shows a ring: after a click one knows where one is.
    node.addEventListener('focus', () => node.matches(':focus-visible') && focus(id));
    node.addEventListener('blur', () => focus(-1));
    if (node instanceof HTMLSelectElement) {
      node.addEventListener('change', () => press(id, node.selectedIndex));
    } else if (node instanceof HTMLButtonElement) {
      node.addEventListener('click', () => node.ariaDisabled === 'true' || press(id, 0));
    } else if (role === 'text') {
      node.addEventListener('input', () => {
        this.#pressed = id;
        this.#target.pressText(id, node.value);
      });
    } else if (role === 'checkbox') {
      node.addEventListener('change', () => press(id, node.checked ? 1 : 0));
    } else {
      node.addEventListener('pointerdown', () => (this.#dragged = id));
      for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) {
        node.addEventListener(end, () => (this.#dragged = -1));
      }
      node.addEventListener('input', () => press(id, Number(node.value)));
    }
  }

  /** @param {number} id @param {ControlNode} node */
  #remove(id, node) {
    this.#shown.delete(id);
    node.remove();
  }

  #focusedControl() {
    for (const { node, control } of this.#shown.values()) {
      if (node === document.activeElement) return { control, visible: node.matches(':focus-visible') };
    }
    return null;
  }

  /** Keys moved the current row: the focus goes with it. */
  #followRow() {
    const current = [...this.#shown.values()].find(({ control }) => control.role === 'row' && control.current);
    if (!current || current.node === document.activeElement) return;
    current.node.focus({ preventScroll: true });
    this.#target.focus(current.control.id);
  }

  /**
   * A control that went away under the focus ("Start listening" becomes "Stop") hands it to its heir.
   * @param {{control: Control, visible: boolean}} before
   */
  #refocus({ control: before, visible }) {
    const same = this.#shown.get(before.id);
    const next = same ?? heir(before, [...this.#shown.values()]);
    if (!next || next.node === document.activeElement) return;
    next.node.focus({ preventScroll: true });
    if (visible) this.#target.focus(next.control.id);
  }
}

/** @type {Partial<Record<Control['role'], string>>} */
const INPUT_TYPES = { slider: 'range', checkbox: 'checkbox', text: 'search' };

/** @param {Control['role']} role @returns {ControlNode} */
function make(role) {
  if (role === 'select') return document.createElement('select');
  const type = INPUT_TYPES[role];
  if (type) {
    const input = document.createElement('input');
    input.type = type;
    return input;
  }
  const button = document.createElement('button');
  button.type = 'button';
  return button;
}

/** @param {ControlNode} node @param {Control} control @param {boolean} dragged  the person holds its value */
function dress(node, control, dragged) {
  Object.assign(node.style, {
    left: `${control.x}px`,
    top: `${control.y}px`,
    width: `${control.w}px`,
    height: `${control.h}px`,
    pointerEvents: control.pointer === 'picture' ? 'none' : '',
  });
  setAttribute(node, 'aria-label', control.name);
  setAttribute(node, 'aria-valuetext', control.valuetext);
  if (node instanceof HTMLButtonElement) {
    // Not `disabled`: a button that waits for a moment (the browser asks…) would lose the focus.
    setAttribute(node, 'aria-disabled', control.disabled ? 'true' : undefined);
    if (control.role === 'tab') setAttribute(node, 'aria-current', control.pressed ? 'page' : undefined);
    else if (control.role === 'row') setAttribute(node, 'aria-current', control.pressed ? 'true' : undefined);
    else setAttribute(node, 'aria-pressed', control.pressed === undefined ? undefined : String(control.pressed));
  } else if (node instanceof HTMLSelectElement) {
    setOptions(node, control.options ?? []);
    if (node.selectedIndex !== control.value) node.selectedIndex = control.value ?? -1;
  } else if (control.role === 'text') {
    node.placeholder = control.name;
    // What is being typed is ahead of what C++ has heard of it.
    if (node !== document.activeElement && node.value !== control.text) node.value = control.text ?? '';
  } else if (control.role === 'checkbox') {
    node.checked = Boolean(control.pressed ?? control.value);
  } else if (!dragged) {
    node.min = String(control.min ?? 0);
    node.max = String(control.max ?? 1);
    node.step = String(control.step ?? 'any');
    node.value = String(control.value ?? 0);
  }
}

/** @param {string} tag @param {string} text */
function line(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/** @param {Element} node @param {string} name @param {string | undefined} value */
function setAttribute(node, name, value) {
  if (value === undefined) node.removeAttribute(name);
  else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/** @param {HTMLSelectElement} select @param {string[]} options */
function setOptions(select, options) {
  const same = options.length === select.options.length && options.every((text, i) => select.options[i].text === text);
  if (!same) select.replaceChildren(...options.map((text) => new Option(text)));
}

/**
 * Its successor by name, else the nearest that can take the focus.
 * @template {{control: Control}} T
 * @param {Control} from
 * @param {T[]} candidates
 * @returns {T | undefined}
 */
export function heir(from, candidates) {
  const names = SUCCESSORS.find(([name]) => name.test(from.name))?.[1] ?? [];
  for (const name of names) {
    const found = candidates.find(({ control }) => control.name === name);
    if (found) return found;
  }
  return nearest(from, candidates);
}

/**
 * @template {{control: Control}} T
 * @param {Control} from
 * @param {T[]} candidates
 * @returns {T | undefined}
 */
export function nearest(from, candidates) {
  const distance = (/** @type {Control} */ to) =>
    Math.hypot(to.x + to.w / 2 - from.x - from.w / 2, to.y + to.h / 2 - from.y - from.h / 2);
  const free = candidates.filter(({ control }) => !control.disabled);
  return free.sort((a, b) => distance(a.control) - distance(b.control))[0];
}
