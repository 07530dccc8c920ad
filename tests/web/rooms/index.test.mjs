import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROOM_NAMES } from '../../../web/generated/contract.js';
import { ROOMS } from '../../../web/rooms/index.js';

test('the rooms are those of the contract, in its order', () => {
  assert.deepEqual(
    ROOMS.map(({ name }) => name),
    [...ROOM_NAMES],
  );
});
