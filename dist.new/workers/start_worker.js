/**
 * A worker that a page opens by its address does not inherit the page's Content-Security-Policy, and a static host sends
 * none of its own; one opened from a blob does. So the policy binds the thread that holds the sound, too.
 * @param {URL} url
 * @returns {Worker}
 */
export function startWorker(url) {
  const stub = new Blob([`import ${JSON.stringify(url.href)};`], { type: 'text/javascript' });
  const address = URL.createObjectURL(stub);
  const worker = new Worker(address, { type: 'module', name: 'engine' });
  worker.addEventListener('message', () => URL.revokeObjectURL(address), { once: true });
  return worker;
}
