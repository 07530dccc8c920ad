import { serve } from '../../workers/serve.js';
import { HubService } from './hub_service.js';

const SAME_MOMENT_MS = 500;

// The violation and the failure of its request are reported one after the other, in either order.
let stoppedAtMs = -Infinity;
addEventListener('securitypolicyviolation', () => (stoppedAtMs = performance.now()));
const stoppedByPolicy = async () => {
  await new Promise((resolve) => setTimeout(resolve, 20));
  return performance.now() - stoppedAtMs < SAME_MOMENT_MS;
};

addEventListener('message', ({ ports: [port] }) => {
  const service = new HubService({ stoppedByPolicy });
  serve(port, (...question) => service.answer(...question));
  postMessage('started'); // its address is no longer needed
});
