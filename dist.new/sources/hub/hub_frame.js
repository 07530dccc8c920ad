// Runs in hub.html, a document of its own inside the page: its policy names the hub's hosts and nothing else, redirects
// included, and binds the worker, which is started from here. The page's own policy stays as strict as it is.
import { startWorker } from '../../workers/start_worker.js';

addEventListener('message', ({ origin, source, ports: [port] }) => {
  if (origin !== location.origin || source !== parent || !port) return;
  const worker = startWorker(new URL('hub_worker.js', import.meta.url));
  worker.addEventListener('error', ({ message }) => parent.postMessage({ hub_problem: message || '' }, origin));
  worker.postMessage(null, [port]);
});
