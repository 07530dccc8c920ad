import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { ModelsController } from '../../../web/models/models_controller.js';
import { SettingsMemory } from '../../../web/shell/settings.js';
import { Store } from '../../../web/shell/store.js';

const realFetch = globalThis.fetch;
afterEach(() => (globalThis.fetch = realFetch));

const INDEX = {
  default: 'cnn',
  models: [
    { name: 'cnn', title: 'First CNN', family: 'first', bytes: 1427162, ua: 0.656, licence: 'NC', summary: 'a\tb' },
    { name: 'small', title: 'Small', speed_ms: 7.21 },
    { name: 'large' },
  ],
};
const cardOf = (name) => ({ name, title: INDEX.models.find((model) => model.name === name)?.title, sha256: '' });

/** A controller with an engine that does what it is told, or refuses the models in `refused`. */
function setUp({ remembered, refused = [] } = {}) {
  const cells = new Map(remembered ? [['emoscope.settings', JSON.stringify({ models: remembered })]] : []);
  const storage = { getItem: (key) => cells.get(key) ?? null, setItem: (key, value) => cells.set(key, value) };
  const memory = new SettingsMemory(() => storage);
  const store = new Store();
  const used = [];
  const running = ['cnn', null];
  let exchanges = 0;
  const controller = new ModelsController({
    base: new URL('http://page.test/'),
    store,
    memory,
    onExchange: () => (exchanges += 1),
    useModel: async (slot, name) => {
      used.push([slot, name]);
      say(slot, 'loading');
      if (!refused.includes(name)) running[slot] = name;
      say(slot, running[slot] ? 'ready' : name ? 'failed' : 'absent');
      if (refused.includes(name)) throw new Error(`${name} is broken.`);
    },
  });
  const say = (slot, state) =>
    controller.changed({ type: 'model', slot, state, card: running[slot] && cardOf(running[slot]) });
  controller.listed(INDEX);
  say(0, 'ready');
  const remembers = () => JSON.parse(cells.get('emoscope.settings') ?? '{}').models;
  return { controller, store, used, remembers, exchanges: () => exchanges };
}

test('the list is told as lines, with sizes, scores and speeds in words', () => {
  const { store } = setUp();
  assert.deepEqual(store.state.models.split('\n'), [
    'cnn\tFirst CNN\tfirst\t1.4 MB\tUA 0.66\tNC\ta b\t',
    'small\tSmall\t\t\t\t\t\t7.2 ms',
    'large\tlarge\t\t\t\t\t\t',
  ]);
  assert.equal(store.state.model_index, 0);
  assert.equal(store.state.compared_index, -1);
});

test('choosing shows the options at once, is remembered, and ends what was of the old model', async () => {
  const { controller, store, used, remembers, exchanges } = setUp();
  const chosen = controller.choose('small');
  assert.equal(store.state.model_index, 1);
  await chosen;
  assert.deepEqual(used, [[0, 'small']]);
  assert.equal(store.state.model_name, 'Small');
  assert.deepEqual(remembers(), { chosen: 'small' });
  assert.equal(exchanges(), 1);
  assert.deepEqual(
    controller.list().map(({ name, state }) => `${name} ${state}`),
    ['cnn absent', 'small ready', 'large absent'],
  );
});

test('a refused model is said so with the name of the one that goes on, and is not remembered', async () => {
  const { controller, store, remembers, exchanges } = setUp({ refused: ['small'] });
  await assert.rejects(controller.choose('small'), { message: 'small is broken. “First CNN” goes on.' });
  assert.equal(store.state.model_index, 0);
  assert.equal(store.state.model_state, 'ready');
  assert.equal(controller.chosen, 'cnn');
  assert.equal(remembers(), undefined);
  assert.equal(exchanges(), 0);
});

test('comparing is not remembered, can be ended, and is refused with the model itself', async () => {
  const { controller, store, used, remembers } = setUp();
  await controller.compare('small');
  assert.equal(store.state.compared_index, 1);
  assert.equal(store.state.compared_state, 'ready');
  assert.equal(store.state.model_name, 'First CNN');
  assert.deepEqual(remembers(), { chosen: 'cnn' });
  await assert.rejects(controller.compare('cnn'), { message: /“First CNN” is the model that answers already/ });
  await controller.compare(null);
  assert.equal(controller.compared, null);
  assert.equal(store.state.compared_index, -1);
  assert.deepEqual(remembers(), { chosen: 'cnn' });
  assert.deepEqual(used, [
    [1, 'small'],
    [1, null],
  ]);
});

test('a model that cannot be compared leaves nothing compared', async () => {
  const { controller, store } = setUp({ refused: ['small'] });
  await assert.rejects(controller.compare('small'), { message: 'small is broken.' });
  assert.equal(store.state.compared_index, -1);
  assert.equal(store.state.compared_state, 'failed');
});

test('a model that could not be compared is tried again when it is asked for again', async () => {
  const { controller, used } = setUp();
  await controller.compare('small');
  controller.changed({ type: 'model', slot: 1, state: 'failed', card: null });
  await controller.compare('small');
  assert.deepEqual(used, [
    [1, 'small'],
    [1, 'small'],
  ]);
});

test('choosing the compared model exchanges the two', async () => {
  const { controller } = setUp();
  await controller.compare('small');
  await controller.choose('small');
  assert.deepEqual([controller.chosen, controller.compared], ['small', 'cnn']);
});

test('what was chosen at an earlier visit is wanted from the engine; what was compared then is not', () => {
  const store = new Store();
  const memory = { values: { models: { chosen: 'large', compared: 'small' } } };
  assert.deepEqual(new ModelsController({ store, memory }).wanted, ['large', null]);
});

test('a name that is not in the list is answered with those that are', async () => {
  const { controller } = setUp();
  await assert.rejects(controller.choose('huge'), { message: /no model “huge”.*cnn, small, large/ });
  await assert.rejects(controller.compare('huge'), { message: /no model “huge”/ });
  assert.throws(() => controller.nameAt(7), /number 8/);
});

test('a card is shown as lines, closed again, and its absence is a sentence', async () => {
  const { controller, store } = setUp();
  globalThis.fetch = async (url) =>
    url.href.endsWith('models/small/card.json')
      ? Response.json({ name: 'small', title: 'Small', metrics: { ua_mean: 0.7 } })
      : new Response('', { status: 404 });
  await controller.showCard(1);
  assert.match(store.state.card, /^title\tSmall\n(.*\n)*bar\tUA.*0\.70/);
  await controller.showCard(-1);
  assert.equal(store.state.card, '');
  await assert.rejects(controller.showCard(2), { message: /models\/large\/card\.json.*404.*ask for the card again/ });
});

test('of two cards asked for, the newer one is shown', async () => {
  const { controller, store } = setUp();
  let letGo = () => {};
  const held = new Promise((resolve) => (letGo = resolve));
  globalThis.fetch = async (url) => {
    const [, name] = url.href.match(/models\/(\w+)\//);
    if (name === 'small') await held;
    return Response.json({ name });
  };
  const slow = controller.showCard(1);
  await controller.showCard(2);
  letGo();
  await slow;
  assert.equal(store.state.card, 'title\tlarge');
});
