// The one file a library that the page loads from vendor/, by what each exports; tests get the same straight from
// node_modules, through the two hooks of node's module loader below.
export const VENDOR = {
  'zip.js': "export { ZipReader } from '@zip.js/zip.js/lib/zip-core-reader.js';",
  'hub.js': "export { datasetInfo, downloadFile, listFiles } from '@huggingface/hub';",
  'csv.js': "export { default as Papa } from 'papaparse';",
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

const FOLDER = new URL('../../../web/vendor/', import.meta.url).href;
const isVendor = (address) => address.startsWith(FOLDER) && VENDOR[address.slice(FOLDER.length)] !== undefined;

export function resolve(address, context, next) {
  return isVendor(address) ? { url: address, format: 'module', shortCircuit: true } : next(address, context);
}

export function load(address, context, next) {
  if (!isVendor(address)) return next(address, context);
  return { format: 'module', source: VENDOR[address.slice(FOLDER.length)], shortCircuit: true };
}
