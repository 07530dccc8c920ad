// A server that speaks as the hub does: dataset information, file lists in pages, files whole and in parts, its errors.
import { createServer } from 'node:http';
import { parquetWriteBuffer } from 'hyparquet-writer';

const PAGE = 3; // files a page of the list

/**
 * @param {Record<string, Buffer | string>} files  by path
 * @param {{answer?: (request: import('node:http').IncomingMessage, path: string) => object | null, lfs?: boolean,
 *   ranges?: boolean}} [options]  `answer`: what to say instead, once or always
 */
export async function hub(files, { answer = () => null, lfs = true, ranges = true } = {}) {
  /** @type {{path: string, range: string | undefined, bytes: number}[]} */ const asked = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', `http://${request.headers.host}`);
    const path = decodeURIComponent(url.pathname);
    const instead = answer(request, path);
    const { status, headers = {}, body = '' } = instead ?? ordinary(url, path, request);
    asked.push({ path: path + url.search, range: request.headers.range, bytes: Buffer.byteLength(body) });
    response.writeHead(status, headers).end(body);
  });

  function ordinary(url, path, request) {
    const api = '/api/datasets/MahiA/RAVDESS';
    if (!path.includes('/MahiA/RAVDESS/') && !path.startsWith('/cdn/')) {
      return refusal(401, 'RepoNotFound', 'Invalid username or password.');
    }
    if (path.startsWith('/cdn/')) return file(path.slice(5), request);
    if (!/\/(revision|tree|resolve)\/(main|v1\/x)\b/.test(path))
      return refusal(404, 'RevisionNotFound', 'Invalid rev id');
    if (path.startsWith(`${api}/revision/`)) return json(information(url));
    if (path.startsWith(`${api}/tree/`)) return list(url);
    const name = path.replace(/^\/datasets\/MahiA\/RAVDESS\/resolve\/main\//, '');
    if (!(name in files)) return refusal(404, 'EntryNotFound', 'Entry not found');
    // Large files lie elsewhere.
    return lfs ? { status: 302, headers: { Location: `/cdn/${encodeURIComponent(name)}` } } : file(name, request);
  }

  function list(url) {
    const folders = [
      ...new Set(Object.keys(files).flatMap((path) => (path.includes('/') ? [path.split('/')[0]] : []))),
    ];
    const all = [
      ...folders.map((path) => ({ type: 'directory', oid: '0', size: 0, path })),
      ...Object.entries(files).map(([path, content]) => ({
        type: 'file',
        oid: 'git',
        path,
        size: Buffer.byteLength(content),
        ...(lfs &&
          path.endsWith('.wav') && { lfs: { oid: `sha-${path}`, size: Buffer.byteLength(content), pointerSize: 128 } }),
      })),
    ];
    const from = Number(url.searchParams.get('cursor') ?? 0);
    url.searchParams.set('cursor', String(from + PAGE));
    const more = from + PAGE < all.length;
    return json(all.slice(from, from + PAGE), more ? { Link: `<${url.href}>; rel="next"` } : {});
  }

  function file(name, request) {
    const content = Buffer.from(files[name]);
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    if (!ranges || start === undefined) return { status: 200, headers: { ETag: '"1"' }, body: content };
    const part = content.subarray(Number(start), Number(end) + 1);
    return {
      status: 206,
      headers: { ETag: '"1"', 'Content-Range': `bytes ${start}-${end}/${content.length}` },
      body: part,
    };
  }

  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const base = `http://127.0.0.1:${server.address().port}`;
  const close = () => (server.closeAllConnections(), new Promise((resolve) => server.close(resolve)));
  return { base, asked, close };
}

export const refusal = (status, code, message, headers = {}) => ({
  status,
  headers: { 'X-Error-Code': code, 'X-Error-Message': message, 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify({ error: message }),
});

const json = (value, headers = {}) => ({
  status: 200,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

const information = (url) => ({
  _id: '65',
  id: 'MahiA/RAVDESS',
  private: false,
  gated: false,
  downloads: 1234,
  likes: 5,
  lastModified: '2024-09-01T10:00:00.000Z',
  ...(url.searchParams.getAll('expand').includes('tags') && { tags: ['task:audio', 'license:cc-by-nc-sa-4.0'] }),
});

/**
 * What the hub's `datasets` library writes: a struct of bytes and path, labels as numbers whose names stand in a note.
 * @param {{bytes: Uint8Array | null, path: string | null}[]} sounds
 * @param {object} [options]
 */
export function soundParquet(
  sounds,
  { rowGroupSize = 10, index = false, pageSize, codec = 'SNAPPY', compressors, type = 'Audio' } = {},
) {
  const features = { audio: { _type: type }, label: { names: ['neutral', 'calm', 'happy'], _type: 'ClassLabel' } };
  const leaf = (name, more = {}) => ({ name, type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL', ...more });
  return Buffer.from(
    parquetWriteBuffer({
      schema: [
        { name: 'schema', num_children: 4 },
        { name: 'actor', type: 'INT64', repetition_type: 'OPTIONAL' },
        { name: 'audio', num_children: 2, repetition_type: 'OPTIONAL' },
        leaf('bytes'),
        leaf('path', { converted_type: 'UTF8', logical_type: { type: 'STRING' } }),
        { name: 'label', type: 'INT64', repetition_type: 'OPTIONAL' },
        leaf('text', { converted_type: 'UTF8', logical_type: { type: 'STRING' } }),
      ],
      columnData: [
        { name: 'actor', data: sounds.map((_, i) => BigInt((i % 24) + 1)), offsetIndex: index },
        { name: 'audio', data: sounds, offsetIndex: index },
        { name: 'label', data: sounds.map((_, i) => (i === 4 ? null : BigInt(i % 3))), offsetIndex: index },
        { name: 'text', data: sounds.map((_, i) => (i % 2 ? 'Dogs' : 'Kids')), offsetIndex: index },
      ],
      rowGroupSize,
      pageSize,
      codec,
      compressors,
      kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }],
    }),
  );
}
