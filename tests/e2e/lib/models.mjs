// More models than there are: copies of the default one under other names, with cards of their own, served over dist/.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultModel } from './native.mjs';

const models = process.env.EMOSCOPE_DIST
  ? `${process.env.EMOSCOPE_DIST}/models/`
  : fileURLToPath(new URL('../../../dist/models/', import.meta.url));

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {Record<string, (card: any) => void>} copies  by name: what their cards change
 */
export async function serveCopies(context, copies) {
  const read = (path) => JSON.parse(readFileSync(models + path, 'utf8'));
  const entry = (one) => (typeof one === 'string' ? { name: one } : one);
  const json = (value) => ({ body: JSON.stringify(value), contentType: 'application/json' });
  await context.route('**/models/index.json', (route) => {
    const index = read('index.json');
    const added = Object.keys(copies).map((name) => ({ name, title: titleOf(name), bytes: 1427162, ua: 0.5 }));
    return route.fulfill(json({ ...index, models: [...index.models.map(entry), ...added] }));
  });
  for (const [name, change] of Object.entries(copies)) {
    await context.route(`**/models/${name}/card.json`, (route) => {
      const card = { ...read(`${defaultModel()}/card.json`), name, title: titleOf(name) };
      change(card);
      return route.fulfill(json(card));
    });
    await context.route(`**/models/${name}/model.onnx`, (route) =>
      route.fulfill({ path: `${models}${defaultModel()}/model.onnx`, contentType: 'application/octet-stream' }),
    );
  }
}

/**
 * A model from a folder of its own, beside those of dist/.
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} folder  with card.json and the files that it names
 */
export async function serveModel(context, folder) {
  const card = JSON.parse(readFileSync(join(folder, 'card.json'), 'utf8'));
  const { name, title, bytes } = card;
  const index = JSON.parse(readFileSync(`${models}index.json`, 'utf8'));
  const json = (value) => ({ body: JSON.stringify(value), contentType: 'application/json' });
  await context.route('**/models/index.json', (route) =>
    route.fulfill(json({ ...index, models: [...index.models, { name, title, bytes, ua: 0.5 }] })),
  );
  for (const file of ['card.json', 'model.onnx', card.stream?.file].filter(Boolean))
    await context.route(`**/models/${name}/${file}`, (route) => route.fulfill({ path: join(folder, file) }));
  return name;
}

/** "copy-warm" → "Copy warm" */
export const titleOf = (name) => name.replace('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
