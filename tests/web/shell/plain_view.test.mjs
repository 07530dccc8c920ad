import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparedWords, modelWords, verdictWords } from '../../../web/shell/plain_view.js';
import { Store } from '../../../web/shell/store.js';

test('words for the model and the verdict carry their numbers and units', () => {
  const state = { ...new Store().state, model_state: 'loading', bytes_loaded: 2.34e6, bytes_total: 17e6 };
  assert.equal(modelWords(state), 'Loading the model: 2.3 MB of 17 MB');
  assert.equal(modelWords({ ...state, bytes_loaded: 17e6 }), 'Starting the model…');
  assert.equal(verdictWords('unsure', 'sad', 0.314), 'Unsure; most like sad (31 %)');
});

test('the compared model’s words carry its title, and tell that it is on its way', () => {
  const state = { ...new Store().state, models: 'a\tOne\nb\tTwo', compared_index: 1, compared_state: 'ready' };
  const sad = { verdict: 'emotion', label: 'sad', confidence: 0.5 };
  assert.equal(comparedWords(state, sad), 'Two: Sounds sad (50 %)');
  assert.equal(comparedWords(state, null), '');
  assert.equal(comparedWords({ ...state, compared_state: 'loading' }, sad), 'Two is being loaded for comparison.');
  assert.equal(comparedWords({ ...state, compared_index: -1 }, sad), '');
});
