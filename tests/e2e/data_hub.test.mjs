// The hub as it is: large files lie on another host, and the browser follows there, if the page's policy lets it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './lib/browser.mjs';
import { hubHosts } from './lib/hub_hosts.mjs';
import * as room from './lib/opening.mjs';
import { startSite } from './lib/site.mjs';

const { TONE, act, close, data, dataIs, noticeIs, play, recognisedIs } = room;
const FILES = {
  'README.md': '# RAVDESS',
  'audios/03-01-03-01-02-01-05.wav': TONE,
  'audios/03-01-04-01-02-01-05.wav': TONE,
};
const visit = { site: null, browser: null };
let hosts;
before(async () => {
  hosts = await hubHosts(FILES, ['huggingface.co', '*.hf.co', 'elsewhere.example']);
  visit.site = await startSite();
  visit.browser = await launch({ quick: true, flags: hosts.flags });
});
after(async () => {
  await visit.browser?.close();
  visit.site?.close();
  await hosts?.close();
});

/** The dataset's list is there, its sounds are not fetched yet. */
async function openDataset() {
  const opened = await room.enterRoom(visit);
  const { page } = opened;
  hosts.asked.length = 0;
  await act(page, 'Open…');
  await page.getByRole('button', { name: 'Look it up' }).click();
  await page.getByText('Licence: cc-by-nc-sa-4.0.').waitFor();
  await page.getByRole('button', { name: 'Open MahiA/RAVDESS' }).click();
  await recognisedIs(page, /not a sound file \(\.md\)/);
  await dataIs(page, (facts) => facts.with_sound === 2);
  await close(page);
  await room.search(page, '03-01-04-01-02-01-05');
  await dataIs(page, (facts) => facts.table.length === 1);
  return opened;
}
const hostsAsked = () => [...new Set(hosts.asked.map(({ host }) => host))].sort();

test('a large file is fetched from the host that the hub leads to', async () => {
  hosts.keepLargeFilesOn('cdn-lfs.hf.co');
  const { page, context, seen } = await openDataset();
  assert.deepEqual(hostsAsked(), ['huggingface.co'], 'no sound before it is asked for');
  await play(page);
  assert.deepEqual(hostsAsked(), ['cdn-lfs.hf.co', 'huggingface.co']);
  assert.deepEqual([seen.errors, seen.violations], [[], []]);
  await context.close();
});

test('a redirect to anybody else is stopped by the policy before it is asked, and that is said', async () => {
  hosts.keepLargeFilesOn('elsewhere.example');
  const { page, context, seen } = await openDataset();
  await page
    .locator('#mirror')
    .getByRole('button', { name: /^03-01-04-01-02-01-05/ })
    .click();
  await noticeIs(page, /huggingface\.co led to an address that this page does not ask/);
  assert.deepEqual(hostsAsked(), ['huggingface.co']);
  assert.equal((await data(page)).with_sound, 2, 'what is open stays');
  assert.deepEqual(seen.errors, []);
  await context.close();
});
