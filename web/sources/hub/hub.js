// A dataset on the hub as a place that sounds come from: sound files of the repository, and sounds inside its Parquet.
import { HubClient } from './hub_client.js';
import { endingOf } from '../endings.js';
import { sourceOf } from '../shape.js';
import { soundsInTables } from '../sounds_in_tables.js';

export const RAVDESS_REPOSITORY = 'MahiA/RAVDESS';

/** @typedef {import('../shape.js').Findings} Findings */
/** @typedef {import('./hub_client.js').HubFile} HubFile */

/**
 * Asks the hub whether the dataset is there; its files are listed when `entries` is walked. The signal holds for all of it.
 * @param {Partial<import('./hub_client.js').HubDesc>} [desc]
 * @returns {Promise<import('../shape.js').Source & {info: import('./hub_client.js').HubInfo}>}
 */
export async function hubSource(desc = {}) {
  const client = new HubClient({ repo: RAVDESS_REPOSITORY, ...desc });
  const info = await client.info();
  return { ...sourceOf(info.id, (findings) => walkHub(client, findings, desc.signal)), info };
}

/** @param {HubClient} client @param {Findings} findings @param {AbortSignal} [signal] */
async function* walkHub(client, findings, signal) {
  for await (const file of client.files()) {
    const isParquet = endingOf(file.path) === 'parquet';
    const entry = findings.take({
      path: file.path,
      bytes: file.bytes,
      modified: null,
      sha256: file.sha256,
      // A Parquet file is read by parts; a sound as a whole, because only whole buffers can be sent to a worker.
      open: (own) => (isParquet ? client.blob(file, own) : client.content(file, own)),
    });
    if (entry) yield entry;
  }
  yield* soundsInTables(findings, signal);
}
