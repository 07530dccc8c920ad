import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heir, nearest } from '../../../web/shell/mirror.js';

test('focus goes to the nearest control that can take it', () => {
  const at = (name, x, disabled = false) => ({ control: { name, x, y: 0, w: 10, h: 10, disabled } });
  const controls = [at('far', 300), at('near but disabled', 102, true), at('near', 110)];
  assert.equal(nearest({ x: 100, y: 0, w: 10, h: 10 }, controls).control.name, 'near');
  assert.equal(nearest({ x: 0, y: 0, w: 1, h: 1 }, []), undefined);
});

test('focus goes to what undoes the control that went away, however far, else to the nearest', () => {
  const at = (name, x, disabled = false) => ({ control: { name, x, y: 0, w: 10, h: 10, disabled } });
  const controls = [at('Timeline: hear a moment', 105), at('Stop', 900)];
  assert.equal(heir({ name: 'Start listening', x: 100, y: 0, w: 10, h: 10 }, controls).control.name, 'Stop');
  assert.equal(
    heir({ name: 'Sample: Cheerful', x: 100, y: 0, w: 10, h: 10 }, controls).control.name,
    controls[0].control.name,
  );
  assert.equal(heir({ name: 'Sample: Cheerful', x: 0, y: 0, w: 1, h: 1 }, [at('Play', 9)]).control.name, 'Play');
});
