// One file of the page, as bytes, with progress; a failure is a sentence.
import { missingPart } from '../shell/sentences.js';

/**
 * @typedef {object} FetchDesc
 * @property {URL} url
 * @property {string} name  for people, e.g. "models/x/model.onnx"
 * @property {boolean} [fresh]  past every cache: the way out of a broken copy
 * @property {(loaded: number, total: number) => void} [onProgress]  total 0: unknown
 */

/** @param {FetchDesc} desc @returns {Promise<Uint8Array<ArrayBuffer>>} */
export async function fetchBytes({ url, name, fresh = false, onProgress = () => {} }) {
  let response;
  try {
    response = await fetch(url, { cache: fresh ? 'reload' : 'default' });
  } catch {
    throw new Error(missingPart(name, 'no connection'));
  }
  if (!response.ok) throw new Error(missingPart(name, `the server answered ${response.status}`));
  // A compressed answer's Content-Length counts other bytes than those that arrive here.
  const isPlain = !response.headers.get('Content-Encoding');
  const total = isPlain ? Number(response.headers.get('Content-Length') ?? 0) : 0;
  try {
    return await readAll(response, (loaded) => onProgress(loaded, total));
  } catch {
    throw new Error(missingPart(name, 'the connection broke'));
  }
}

/** @param {FetchDesc} desc */
export async function fetchText(desc) {
  return new TextDecoder().decode(await fetchBytes(desc));
}

/** @param {Response} response @param {(loaded: number) => void} onProgress */
async function readAll(response, onProgress) {
  if (!response.body) return new Uint8Array(await response.arrayBuffer());
  const reader = response.body.getReader();
  /** @type {Uint8Array[]} */
  const parts = [];
  let loaded = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    loaded += value.length;
    onProgress(loaded);
  }
  const bytes = new Uint8Array(loaded);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
