// A small static server for dist/: any static host does the same.
//   node scripts/serve.mjs [--port 8080] [--prefix /emoscope/] [--dir dist]
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.onnx': 'application/octet-stream',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.flac': 'audio/flac',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};
const PORTS_TO_TRY = 20;

/**
 * Starts serving; the caller closes the server it gets.
 * @param {object} options
 * @param {string} options.dir
 * @param {string[]} [options.over]  folders in which a file is looked for first
 * @param {number} [options.port]  0: any free one
 * @param {string} [options.prefix]
 * @param {(path: string, request: object, response: object) => boolean} [options.before]  true: it has answered
 * @param {(path: string, text: string) => string} [options.change]  what pages (.html) are sent as
 * @returns {Promise<{server: import('node:http').Server, port: number, url: string}>}
 */
export async function serve({ dir, over = [], port = 0, prefix = '/', before = () => false, change }) {
  const roots = [...over, dir].map((folder) => resolve(folder));
  const base = `/${prefix}/`.replace(/\/+/g, '/');
  const server = createServer((request, response) => {
    answer({ roots, base, before, change }, request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(`${error.message}\n`);
    });
  });
  const free = await listen(server, port);
  return { server, port: free, url: `http://localhost:${free}${base}` };
}

async function answer({ roots, base, before, change }, request, response) {
  const refuse = (status, why, headers = {}) => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers }).end(`${why}\n`);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(405, 'Only GET and HEAD', { Allow: 'GET, HEAD' });
  const path = pathOf(request.url);
  if (path === null) return refuse(400, 'This address cannot be read');
  if (`${path}/` === base) return refuse(301, 'Moved', { Location: base });
  if (!path.startsWith(base)) return refuse(404, `Nothing here: the page is at ${base}`);
  const relative = path.slice(base.length);
  if (roots.some((root) => !isWithin(root, normalize(join(root, relative)))))
    return refuse(403, 'Outside of the served folder');
  if (before(relative, request, response)) return;
  const found = await firstFile(roots, relative);
  if (!found) return refuse(404, `No such file: ${path}`);
  const { file, info } = found;
  const text = change && extname(file) === '.html' ? Buffer.from(change(file, await readFile(file, 'utf8'))) : null;
  // A rebuilt page must never meet a stale module; what is as it was comes from the browser's cache, compiled.
  const caching = { 'Cache-Control': 'no-cache', ...(!text && { ETag: `"${info.size}-${info.mtimeNs}"` }) };
  if (caching.ETag && request.headers['if-none-match'] === caching.ETag) return response.writeHead(304, caching).end();
  response.writeHead(200, {
    'Content-Type': TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
    'Content-Length': text?.length ?? Number(info.size),
    'X-Content-Type-Options': 'nosniff',
    ...caching,
  });
  if (request.method === 'HEAD') return response.end();
  if (text) return response.end(text);
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}

const isWithin = (root, file) => file === root || file.startsWith(root + sep) || file === root + sep;

/** Of a folder its index.html. */
async function firstFile(roots, relative) {
  for (const root of roots) {
    for (const file of [normalize(join(root, relative)), join(root, relative, 'index.html')]) {
      const info = await stat(file, { bigint: true }).catch(() => null);
      if (info?.isFile()) return { file, info };
    }
  }
  return null;
}

function pathOf(url) {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    return path.includes('\0') ? null : path;
  } catch {
    return null;
  }
}

async function listen(server, wanted) {
  for (let port = wanted; ; ++port) {
    const error = await new Promise((done) => {
      server.once('error', done);
      server.listen(port, '127.0.0.1', () => {
        server.removeListener('error', done);
        done(null);
      });
    });
    if (!error) return server.address().port;
    if (error.code !== 'EADDRINUSE' || port >= wanted + PORTS_TO_TRY) throw error;
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8080' },
      prefix: { type: 'string', default: '/' },
      dir: { type: 'string', default: 'dist' },
    },
  });
  const wanted = Number(values.port);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65535) {
    throw new Error(`--port ${values.port}: a number from 0 to 65535 is expected`);
  }
  const { port, url } = await serve({ dir: values.dir, port: wanted, prefix: values.prefix });
  if (wanted !== 0 && port !== wanted) console.log(`Port ${wanted} is taken; using ${port}.`);
  console.log(`Emoscope is at ${url}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  main().catch((error) => {
    console.error(`error: ${error.message}`);
    process.exitCode = 2;
  });
}
