// The libraries that only some visits need: one file of dist/vendor each, by what it exports.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

export const VENDOR = {
  'zip.js': "export { ZipReader } from '@zip.js/zip.js/lib/zip-core-reader.js';",
  'zip_writer.js': "export { ZipWriter } from '@zip.js/zip.js/lib/zip-core-writer.js';",
  'media.js': `import { ADTS, MATROSKA, MP4, MPEG_TS, OGG, QTFF, WEBM } from 'mediabunny';
    export { AudioSampleSink, BufferSource, Input } from 'mediabunny';
    export const FORMATS = [MP4, QTFF, MATROSKA, WEBM, OGG, ADTS, MPEG_TS];`,
  'hub.js': "export { datasetInfo, downloadFile, listFiles } from '@huggingface/hub';",
  'parquet.js': `export { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
    import { decompress } from 'fzstd';
    import { gunzip } from 'hyparquet-compressors/src/gzip.js';
    import { decompressLz4, decompressLz4Raw } from 'hyparquet-compressors/src/lz4.js';
    export const compressors = {
      GZIP: (input, length) => gunzip(input, new Uint8Array(length)),
      ZSTD: (input) => decompress(input),
      LZ4: decompressLz4,
      LZ4_RAW: decompressLz4Raw,
    };`,
};

/** Packages whose code comes to lie in those files. */
const PACKAGES = [
  '@zip.js/zip.js',
  '@huggingface/hub',
  '@huggingface/xetchunk-wasm',
  'hyparquet',
  'hyparquet-compressors',
  'fzstd',
  'mediabunny',
];

/** @param {string} modules  the folder node_modules @param {string} out */
export async function bundleVendor(modules, out) {
  for (const [name, contents] of Object.entries(VENDOR)) {
    await build({
      stdin: { contents, resolveDir: dirname(modules) },
      outfile: join(out, name),
      bundle: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      minify: true,
      legalComments: 'none', // the licences lie beside, as whole texts
      // The package's map of exports does not name its build for browsers.
      alias: { '@huggingface/hub': join(modules, '@huggingface/hub/dist/browser/index.mjs') },
    });
  }
}

/** @param {string} modules @returns {{from: string, name: string}[]}  files, and what they are called in dist/licences */
export function vendorLicences(modules) {
  return PACKAGES.map((name) => {
    const from = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license']
      .map((file) => join(modules, name, file))
      .find((file) => existsSync(file));
    if (!from)
      throw new Error(
        `${join(modules, name)} holds no licence to pass on: run ./scripts/setup.sh, or look where it is now.`,
      );
    return { from, name: `${name.replace('@', '').replace('/', '-')}-LICENSE.txt` };
  });
}
