// The hub's hosts on this machine, with TLS: the browser follows redirects by itself, under the page's own policy.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hub } from '../../web/support/dataset_hub.mjs';

const HUB = 'huggingface.co';
const CORS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': '*' };

/** @returns {{key: Buffer, cert: Buffer}}  signed by itself; the browser is told to take it */
function certificate() {
  const folder = mkdtempSync(join(tmpdir(), 'emoscope-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const words = `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=${HUB} -keyout ${key} -out ${cert}`;
  execFileSync('openssl', words.split(' '), { stdio: 'ignore' });
  const pair = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return pair;
}

/**
 * @param {Parameters<typeof hub>[0]} files
 * @param {string[]} names  of hosts that lead here; of the hub's own, too
 * @returns {Promise<{flags: string[], asked: {host: string, path: string}[], keepLargeFilesOn: (host: string) => void,
 *   close: () => Promise<void>}>}  flags: for a browser in which these names lead here
 */
export async function hubHosts(files, names) {
  const behind = await hub(files);
  /** @type {{host: string, path: string}[]} */ const asked = [];
  let largeFiles = '';
  const server = createServer(certificate(), async (request, response) => {
    const { host = '', range } = request.headers;
    const path = request.url ?? '/';
    asked.push({ host, path });
    const answer = await fetch(behind.base + path, { redirect: 'manual', headers: range ? { range } : {} });
    const headers = { ...CORS };
    for (const name of ['content-type', 'etag', 'link', 'content-range', 'x-error-code', 'x-error-message']) {
      const value = answer.headers.get(name);
      if (value) headers[name] = value.replaceAll(behind.base, `https://${HUB}`);
    }
    const location = answer.headers.get('location');
    if (location) headers.location = `https://${largeFiles}${location}`;
    response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = server.address();
  return {
    flags: [
      `--host-resolver-rules=${names.map((name) => `MAP ${name} 127.0.0.1:${port}`)}`,
      '--ignore-certificate-errors',
    ],
    asked,
    keepLargeFilesOn: (host) => (largeFiles = host),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await behind.close();
    },
  };
}
