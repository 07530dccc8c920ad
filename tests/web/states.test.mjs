import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACTION_NAMES } from '../../web/actions.js';
import * as states from '../../web/states.js';
import { NUMBER_KEYS, SETTING_KEYS, TEXT_KEYS } from '../../web/ui_bridge.js';
import { initialState } from '../../web/store.js';
import { enumNames, readHeader, stringArray } from './support/headers.mjs';

const header = readHeader('src/contract/states.h');

for (const [list, names, enumeration] of [
  [states.CAPTURE_STATES, 'kCaptureStateNames', 'CaptureState'],
  [states.MODEL_STATES, 'kModelStateNames', 'ModelState'],
  [states.VERDICTS, 'kVerdictNames', 'Verdict'],
  [states.LEVEL_HINTS, 'kLevelHintNames', 'LevelHint'],
]) {
  test(`${enumeration} has the same words in the page and in C++`, () => {
    assert.deepEqual([...list], stringArray(header, names));
    assert.deepEqual([...list], enumNames(header, enumeration));
  });
}

test('the expressions have the same words, in the same order, in the page and in C++', () => {
  assert.deepEqual([...states.EMOTIONS], enumNames(readHeader('src/contract/emotions.h'), 'Emotion'));
});

test('Source has the same words in the page and in C++', () => {
  assert.deepEqual([...states.SOURCES], enumNames(header, 'Source'));
});

test('rooms have the same names, in the same order, in the page and in C++, and links in the page in words', () => {
  assert.deepEqual([...states.ROOMS], stringArray(header, 'kRoomNames'));
  assert.deepEqual([...states.ROOMS], enumNames(header, 'RoomName'));
  const html = readHeader('web/index.html');
  for (const room of states.ROOMS) assert.ok(html.includes(`<a href="#${room}" data-part="room-${room}">`), room);
});

test('actions have the same names and numbers in the page and in C++', () => {
  const actions = readHeader('src/contract/actions.h');
  assert.deepEqual([...ACTION_NAMES], stringArray(actions, 'kActionNames'));
  assert.deepEqual([...ACTION_NAMES], enumNames(actions, 'Action'));
});

test('the keys told to the drawn page are those of ui_api.h, in its order, and the store holds just them', () => {
  const api = readHeader('src/platform/ui_api.h');
  const keys = (name, prefix) =>
    enumNames(api, name)
      .map((word) => word.replace(prefix, ''))
      .filter((word) => word !== 'count');
  assert.deepEqual([...NUMBER_KEYS], keys('EmoUiNumber', 'emo_number_'));
  assert.deepEqual([...TEXT_KEYS], keys('EmoUiText', 'emo_text_'));
  assert.deepEqual([...SETTING_KEYS], keys('EmoUiSetting', 'emo_setting_'));
  assert.deepEqual(Object.keys(initialState()).sort(), [...NUMBER_KEYS, ...TEXT_KEYS].sort());
});
