import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepKeysFromGlfw } from '../../../web/shell/keyboard.js';

class Select {}
class TextArea {}
class Button {}
class Input {
  constructor(type) {
    this.type = type;
  }
}

/** A window whose keys a test presses; `seen` are those that the page was asked about. */
function setUp(isUsed = () => true) {
  const heard = {};
  const seen = [];
  Object.assign(globalThis, {
    HTMLSelectElement: Select,
    HTMLTextAreaElement: TextArea,
    HTMLButtonElement: Button,
    HTMLInputElement: Input,
    window: { addEventListener: (type, fn) => (heard[type] = fn) },
  });
  keepKeysFromGlfw((key) => (seen.push(key.key), isUsed(key)));
  const send = (type, key, target = {}, more = {}) => {
    const event = { key, target, prevented: false, stopped: false, ...more };
    event.preventDefault = () => (event.prevented = true);
    event.stopImmediatePropagation = () => (event.stopped = true);
    heard[type](event);
    return event;
  };
  return { send, seen };
}

test('GLFW hears no key at all, and what the page has used does nothing else', () => {
  const { send, seen } = setUp(({ key }) => key === '2');
  assert.deepEqual([send('keydown', '2').prevented, send('keydown', 'Tab').prevented], [true, false]);
  for (const type of ['keydown', 'keypress', 'keyup']) assert.ok(send(type, 'Tab').stopped, type);
  assert.deepEqual(seen, ['2', 'Tab', 'Tab']);
});

test('while one types or chooses from a list, letters and digits are not the page’s', () => {
  const { send, seen } = setUp();
  for (const target of [new Select(), new TextArea(), new Input('text'), new Input('search')]) {
    assert.equal(send('keydown', '1', target).prevented, false);
    assert.equal(send('keydown', ' ', target).prevented, false);
  }
  send('keydown', '1', new Input('range'));
  assert.deepEqual(seen, ['1']);
  for (const held of ['ctrlKey', 'altKey', 'metaKey']) send('keydown', '1', {}, { [held]: true });
  assert.deepEqual(seen, ['1']);
});

test('who is in a field, a list or on a slider moves in it; on a button only Enter is its own', () => {
  const { send, seen } = setUp();
  for (const target of [new Select(), new Input('search'), new Input('range')]) {
    for (const key of ['ArrowDown', 'End', 'PageUp']) send('keydown', key, target);
  }
  for (const target of [new Button(), new Input('search')]) send('keydown', 'Enter', target);
  assert.deepEqual(seen, []);
  send('keydown', 'ArrowDown', new Button());
  send('keydown', 'Enter');
  send('keydown', 'Escape', new Input('search'));
  assert.deepEqual(seen, ['ArrowDown', 'Enter', 'Escape']);
});

test('Space is a button’s own for who works with keys, but not after a mere click on it', () => {
  const { send, seen } = setUp();
  const button = new Button();
  send('keydown', ' ', button);
  send('keydown', ' ', new Input('checkbox'));
  assert.deepEqual(seen, []);
  send('pointerdown', '', button);
  assert.ok(send('keydown', ' ', button).prevented);
  assert.ok(send('keyup', ' ', button).prevented, 'it is let go that a button is pressed by');
  assert.ok(!send('keyup', ' ', button).prevented);
  send('keydown', 'Tab', button);
  send('keydown', ' ', button);
  assert.deepEqual(seen, [' ', 'Tab']);
});

test('while a dialog is open, every key is the browser’s, and GLFW still hears none', () => {
  const { send, seen } = setUp();
  let open = true;
  const target = { ownerDocument: { querySelector: (what) => (what === 'dialog[open]' && open ? {} : null) } };
  for (const key of ['Escape', '2', ' ']) {
    const { prevented, stopped } = send('keydown', key, target);
    assert.deepEqual([prevented, stopped], [false, true], key);
  }
  assert.deepEqual(seen, []);
  open = false;
  send('keydown', 'Escape', target);
  assert.deepEqual(seen, ['Escape']);
});
