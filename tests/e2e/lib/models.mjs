// More models than there are: copies of the default one under other names, with cards of their own, served over dist/.
import { readFileSync } from 'node:fs';
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

/** "copy-warm" → "Copy warm" */
export const titleOf = (name) => name.replace('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
