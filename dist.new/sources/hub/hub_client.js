// One dataset on the Hugging Face hub: its files and their content. @huggingface/hub lives behind this file; what can go
// wrong is said here, before the library would say it.
import * as say from '../sentences.js';
import { stopping } from '../../workers/failure.js';
import { library } from '../../formats/vendor.js';

export const HUB = 'https://huggingface.co';
/** Large files are answered for by these; hub.html's policy names the same. */
export const HUB_HOSTS = ['huggingface.co', '.huggingface.co', '.hf.co'];

const LONGEST_WAIT_S = 20;
const TRIES = 3;

/**
 * @typedef {object} HubDesc
 * @property {string} repo  "owner/name", or its address on the hub
 * @property {string} [revision]
 * @property {string} [base]
 * @property {AbortSignal} [signal]  for everything that is asked
 * @property {typeof globalThis.fetch} [fetch]
 * @property {(seconds: number) => Promise<void>} [wait]
 * @property {() => Promise<boolean>} [stoppedByPolicy]  whether it was the page's policy that has just stopped a request
 */
/** @typedef {{id: string, downloads: number, modified: number, gated: boolean, licence: string}} HubInfo */
/** @typedef {{path: string, bytes: number, sha256?: string}} HubFile */

export class HubClient {
  #desc;
  #base;

  /** @param {HubDesc} desc */
  constructor(desc) {
    this.#desc = desc;
    this.#base = (desc.base ?? HUB).replace(/\/+$/, '');
    this.repo = repositoryIn(desc.repo);
    this.revision = desc.revision ?? 'main';
  }

  /** @returns {Promise<HubInfo>} */
  async info() {
    const { datasetInfo } = await library('hub', 'datasets from the hub');
    const { name, downloads, updatedAt, gated, tags } = await datasetInfo({
      name: this.repo,
      revision: this.revision,
      hubUrl: this.#base,
      additionalFields: ['tags'],
      fetch: this.#asked(''),
    });
    const licence = (tags ?? []).find((/** @type {string} */ tag) => tag.startsWith('license:'));
    const modified = updatedAt?.getTime() ?? NaN;
    return { id: name ?? this.repo, downloads, modified, gated: Boolean(gated), licence: licence?.slice(8) ?? '' };
  }

  /** All files, page after page. @returns {AsyncGenerator<HubFile>} */
  async *files() {
    const { listFiles } = await library('hub', 'datasets from the hub');
    const found = listFiles({
      repo: `datasets/${this.repo}`,
      recursive: true,
      revision: encodeURIComponent(this.revision),
      hubUrl: this.#base,
      fetch: this.#asked(''),
    });
    for await (const { type, path, size, lfs } of found) {
      if (type !== 'file') continue;
      yield lfs ? { path, bytes: lfs.size, sha256: lfs.oid } : { path, bytes: size };
    }
  }

  /**
   * A file whose parts are fetched when they are asked for. It is only good in this thread: sent to a worker it is empty.
   * @param {HubFile} file
   * @param {AbortSignal} [signal]
   * @returns {Promise<Blob>}
   */
  async blob({ path, bytes }, signal) {
    const { downloadFile } = await library('hub', 'datasets from the hub');
    const parts = path.split('/').map(encodeURIComponent).join('/');
    const url = `${this.#base}/datasets/${this.repo}/resolve/${encodeURIComponent(this.revision)}/${parts}`;
    // Size and address are known from the listing: one request a file instead of two.
    const downloadInfo = { size: bytes, etag: '', url };
    return downloadFile({
      repo: `datasets/${this.repo}`,
      path,
      hubUrl: this.#base,
      xet: false,
      downloadInfo,
      fetch: this.#asked(path, signal),
    });
  }

  /** @param {HubFile} file @param {AbortSignal} [signal] @returns {Promise<ArrayBuffer>} */
  async content(file, signal) {
    const content = await (await this.blob(file, signal)).arrayBuffer();
    if (content.byteLength === file.bytes) return content;
    throw new Error(say.cutDownload(file.path, content.byteLength, file.bytes));
  }

  /**
   * fetch() that knows the hub's ways of saying no.
   * @param {string} path  of the file that is asked for; "" something else
   * @param {AbortSignal} [signal]
   * @returns {typeof globalThis.fetch}
   */
  #asked(path, signal) {
    return async (address, init) => {
      const url = new URL(String(address));
      if (!this.#mayAsk(url)) throw stopping(say.foreignHost(url.host));
      const response = await this.#patiently(url, { ...init, signal: signal ?? this.#desc.signal });
      const last = response.url ? new URL(response.url) : url; // after redirects
      if (!this.#mayAsk(last)) {
        await response.body?.cancel();
        throw stopping(say.foreignHost(last.host));
      }
      if (!response.ok) throw this.#problem(response, path);
      const wantsPart = new Headers(init?.headers).has('Range');
      if (wantsPart && response.status !== 206) throw new Error(say.noRanges(path));
      return response;
    };
  }

  /** Waits when the hub says for how long, if that is short. @param {URL} url @param {RequestInit} init */
  async #patiently(url, init) {
    const { fetch = globalThis.fetch, wait = sleep, stoppedByPolicy } = this.#desc;
    for (let tries = 1; ; tries++) {
      let response;
      try {
        response = await fetch(url, init);
      } catch (error) {
        init.signal?.throwIfAborted();
        // A request looks the same whether the network or the policy stops it, and the address that a redirect led to
        // is kept secret.
        const why = (await stoppedByPolicy?.()) ? say.ledElsewhere : say.hubOutOfReach;
        throw stopping(why(url.host), { cause: error });
      }
      const seconds = waitOf(response);
      const mayWait = seconds !== null && seconds <= LONGEST_WAIT_S && tries < TRIES;
      if (!mayWait || (response.status !== 429 && response.status !== 503)) return response;
      await response.body?.cancel();
      await wait(seconds);
      init.signal?.throwIfAborted();
    }
  }

  /** @param {Response} response @param {string} path @returns {Error} */
  #problem(response, path) {
    const { status, headers } = response;
    const code = headers.get('X-Error-Code');
    if (status === 429) return stopping(say.rateLimited(waitOf(response)));
    if (code === 'GatedRepo') return stopping(say.gatedRepository(this.repo));
    if (code === 'RevisionNotFound') return stopping(say.noRevision(this.repo, this.revision));
    if (code === 'EntryNotFound' && path) return new Error(say.noHubFile(this.repo, path));
    // To strangers the hub answers 401 both for private datasets and for those that do not exist.
    if (status === 401 || status === 403 || status === 404) {
      return path && status === 404 && code !== 'RepoNotFound'
        ? new Error(say.noHubFile(this.repo, path))
        : stopping(say.noRepository(this.repo));
    }
    return stopping(say.hubFailed(new URL(this.#base).host, status));
  }

  /** @param {URL} url */
  #mayAsk({ host, hostname }) {
    if (host === new URL(this.#base).host) return true;
    return HUB_HOSTS.some((known) => (known.startsWith('.') ? hostname.endsWith(known) : hostname === known));
  }
}

/** @param {string} text @returns {string}  "owner/name" */
function repositoryIn(text) {
  const name = text
    .trim()
    .replace(/^https?:\/\/[^/]+\//, '')
    .replace(/^datasets\//, '')
    .replace(/\/(tree|blob|viewer|resolve)\/.*$/, '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '');
  const isName = /^[\w.-]+(\/[\w.-]+)?$/.test(name) && !/(^|\/)\.{1,2}(\/|$)/.test(name);
  if (!isName) throw new Error(say.badRepository(text));
  return name;
}

/** What the hub asks to wait: `Retry-After: 12`, or `RateLimit: "api";r=0;t=12`. @param {Response} response @returns {number | null}  seconds */
function waitOf({ headers }) {
  const text = headers.get('Retry-After') ?? /\bt=(\d+)/.exec(headers.get('RateLimit') ?? '')?.[1];
  if (!text) return null;
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

/** @param {number} seconds @returns {Promise<void>} */
const sleep = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
