// What the browser gives in threads other than the page's; TypeScript's DOM library knows only the page.
export interface WorkerScope {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

declare global {
  interface Window {
    emoscope?: Readonly<import('./shell/public_api.js').EmoscopeApi>;
  }
}
