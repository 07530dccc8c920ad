import { HubService } from './hub_service.js';

addEventListener('message', ({ ports: [port] }) => {
  const service = new HubService((message, transfer) => port.postMessage(message, transfer));
  port.onmessage = ({ data }) => service.receive(data);
  postMessage('started'); // its address is no longer needed
});
