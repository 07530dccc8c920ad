// The frame of the Data room's dialogs: a real <dialog>, so that the browser keeps the focus inside, closes it on Esc and
// gives the focus back to what had it.

/**
 * @typedef {object} Frame
 * @property {HTMLDialogElement} dialog
 * @property {HTMLElement} body
 * @property {HTMLElement} actions  buttons at the foot, after “Close”
 * @property {() => void} close
 */
/** @typedef {string | Node | null | false} Child */

/** @type {Promise<void> | null} */ let style = null;

/**
 * @param {{title: string, wide?: boolean, closeWord?: string, onClose?: () => void}} desc
 * @returns {Promise<Frame>}  shown
 */
export async function openFrame({ title, wide = false, closeWord = 'Close', onClose }) {
  style ??= loadStyle();
  await style;
  const heading = element('h2', { id: 'dialog-title', tabIndex: -1 }, title);
  const body = element('div', { className: 'dialog-body' });
  const actions = element('div', { className: 'dialog-actions' });
  const dialog = element('dialog', { className: wide ? 'dialog wide' : 'dialog' }, heading, body, actions);
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  actions.append(button(closeWord, () => dialog.close()));
  dialog.addEventListener('close', () => {
    dialog.remove();
    onClose?.();
  });
  for (const other of document.querySelectorAll('dialog.dialog')) /** @type {HTMLDialogElement} */ (other).close();
  document.body.append(dialog);
  dialog.showModal();
  heading.focus(); // read first, and no button is pressed by a key that is still held
  return { dialog, body, actions, close: () => dialog.close() };
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} [properties]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null && child !== false));
  return made;
}

/** @param {string} label @param {() => void} onClick @param {{primary?: boolean, disabled?: boolean}} [options] */
export function button(label, onClick, { primary = false, disabled = false } = {}) {
  const made = element('button', { type: 'button', className: primary ? 'primary' : '', disabled }, label);
  made.addEventListener('click', onClick);
  return made;
}

/** @param {string} text @param {'' | 'quiet' | 'notice' | 'promise'} [kind] */
export const paragraph = (text, kind = '') => element('p', { className: kind }, text);

/** A control under its name. @param {string} label @param {HTMLElement} control */
export function labelled(label, control) {
  control.setAttribute('aria-label', label); // a list's entries would count as its name, too
  return element('label', {}, element('span', {}, label), control);
}

/** @param {[value: string, text: string][]} entries @param {string} chosen @param {(value: string) => void} onChange */
export function choice(entries, chosen, onChange) {
  const options = entries.map(([value, text]) => element('option', { value, selected: value === chosen }, text));
  const select = element('select', {}, ...options);
  select.addEventListener('change', () => onChange(select.value));
  return select;
}

/** Wide tables scroll by themselves, by keys too. @param {string} name @param {HTMLElement} table */
export function scrolling(name, table) {
  const box = element('div', { className: 'scroll', tabIndex: 0 }, table);
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', name);
  return box;
}

/** @returns {Promise<void>} */
function loadStyle() {
  const link = element('link', { rel: 'stylesheet', href: new URL('dialogs.css', import.meta.url).href });
  return new Promise((resolve) => {
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => resolve()); // readable without it
    document.head.append(link);
  });
}
