// What most tests of the page begin with: one site and one Chromium for the file, and pages that are ready to be used.
import { after, before } from 'node:test';
import { launch, modelReady, openPage, viewReady } from './browser.mjs';
import { startSite } from './site.mjs';

/** @param {Parameters<typeof launch>[0]} [options]  of the browser */
export function visits(options = { microphone: 'tone' }) {
  const visit = { site: null, browser: null, open };
  before(async () => {
    visit.site = await startSite();
    visit.browser = await launch(options);
  });
  after(async () => {
    await visit.browser?.close();
    visit.site?.close();
  });

  /** The page with picture and model. @param {Parameters<typeof openPage>[2] & {hash?: string}} [settings] */
  async function open({ hash = '', ...settings } = {}) {
    const opened = await openPage(visit.browser, visit.site.url + hash, settings);
    await viewReady(opened.page);
    await modelReady(opened.page);
    return opened;
  }
  return visit;
}
