// NumPy's .npz: a zip of .npy, stored. zip.js' writer lives behind this file.
import { library } from './vendor.js';

const OPTIONS = {
  level: 0,
  dataDescriptor: false, // sizes and checksum stand before the bytes, where every reader looks for them
  extendedTimestamp: false,
  lastModDate: new Date(1980, 0, 1), // archives of the same numbers are the same
  useWebWorkers: false,
};

/**
 * @param {(bytes: Uint8Array<ArrayBuffer>) => Promise<void>} write  the archive's next bytes; what it throws comes out of
 *   add or finish
 */
export function createNpz(write) {
  const zip = library('zip_writer', 'zip archives').then(
    ({ ZipWriter }) => new ZipWriter(new WritableStream({ write }), OPTIONS),
  );
  zip.catch(() => {}); // heard by whoever adds first
  return {
    /** @param {string} name  within the archive @param {Uint8Array<ArrayBuffer>[]} parts */
    async add(name, parts) {
      const size = parts.reduce((sum, { length }) => sum + length, 0);
      const readable = new ReadableStream({
        start(stream) {
          for (const part of parts) stream.enqueue(part);
          stream.close();
        },
      });
      await (await zip).add(name, { readable, size });
    },
    /** The table of contents. */
    async finish() {
      await (await zip).close();
    },
  };
}
