// Tests get the libraries that the page loads from vendor/ straight from node_modules, through two hooks of node's loader.
import { VENDOR } from '../../../scripts/lib/vendor_modules.mjs';

const FOLDER = new URL('../../../web/vendor/', import.meta.url).href;
const isVendor = (address) => address.startsWith(FOLDER) && VENDOR[address.slice(FOLDER.length)] !== undefined;

export function resolve(address, context, next) {
  return isVendor(address) ? { url: address, format: 'module', shortCircuit: true } : next(address, context);
}

export function load(address, context, next) {
  if (!isVendor(address)) return next(address, context);
  return { format: 'module', source: VENDOR[address.slice(FOLDER.length)], shortCircuit: true };
}
