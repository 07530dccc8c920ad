import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDispatcher } from '../../../web/shell/actions.js';
import { ACTIONS } from '../../../web/generated/contract.js';

test('an action reaches its function with its argument', () => {
  const seen = [];
  const act = createDispatcher({ seek_clip: (s) => seen.push(s) }, assert.fail);
  act(ACTIONS.indexOf('seek_clip'), 1.5);
  act('seek_clip', 2);
  act(0, 3);
  assert.deepEqual(seen, [1.5, 2]);
});

test('an action that fails, at once, later or unknown, is reported once', async () => {
  const problems = [];
  const act = createDispatcher(
    {
      play_clip: () => {
        throw new Error('at once');
      },
      open_file: () => Promise.reject(new Error('later')),
    },
    (error) => problems.push(error.message),
  );
  act('play_clip');
  act('open_file');
  act(99);
  await new Promise(setImmediate);
  assert.deepEqual(problems.toSorted(), ['The page was asked for an unknown action (99).', 'at once', 'later']);
});
