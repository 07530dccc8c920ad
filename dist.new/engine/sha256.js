const LIBRARY = new URL('../vendor/noble-hashes/sha2.js', import.meta.url);

/**
 * Browsers give crypto.subtle only to pages from https or localhost; elsewhere a small library does the same.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<string>} hex
 */
export async function sha256Hex(bytes) {
  const digest = globalThis.crypto?.subtle
    ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    : (await import(LIBRARY.href)).sha256(bytes);
  return Array.from(digest, (/** @type {number} */ byte) => byte.toString(16).padStart(2, '0')).join('');
}
