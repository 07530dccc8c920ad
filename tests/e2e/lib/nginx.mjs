// dist/ behind nginx with the types that Debian ships, or with others.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = process.env.EMOSCOPE_DIST || fileURLToPath(new URL('../../../dist', import.meta.url));
const cache = process.env.EMOSCOPE_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'emoscope');
const folder = join(cache, 'nginx'); // scripts/lib/nginx.sh

export const hasNginx = existsSync(join(folder, 'usr/sbin/nginx'));
export const debianTypes = () => readFileSync(join(folder, 'etc/nginx/mime.types'), 'utf8');

/** @param {string} types  a `types { … }` block */
export async function startNginx(types) {
  const home = mkdtempSync(join(tmpdir(), 'emoscope-nginx-'));
  const port = await freePort();
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${home};`);
  writeFileSync(join(home, 'types'), types);
  writeFileSync(
    join(home, 'conf'),
    `daemon off; master_process off; pid ${home}/pid; error_log stderr; events {}
    http { access_log off; ${places.join(' ')} sendfile on; include types; default_type application/octet-stream;
      server { listen 127.0.0.1:${port}; root ${dist}; } }`,
  );
  const server = spawn(join(folder, 'usr/sbin/nginx'), ['-p', home, '-c', join(home, 'conf'), '-e', 'stderr']);
  let said = '';
  server.stderr.on('data', (data) => (said += data));
  const ended = new Promise((resolve) => server.once('close', resolve));
  const url = `http://localhost:${port}/`;
  for (let tries = 100; !(await fetch(url).catch(() => null)); tries -= 1) {
    if (server.exitCode !== null || tries === 0) throw new Error(`nginx does not start: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    async close() {
      server.kill();
      await ended;
      rmSync(home, { recursive: true });
    },
  };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
