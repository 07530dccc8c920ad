// Modules and programs of the page by their address. What a browser says of a module that it could not use tells neither
// 404 nor a wrong type from a lost connection, so the address is asked once more to learn the cause.
// Errors are half sentences, to be put into brackets.

const SCRIPT = /^(text|application)\/(x-)?(javascript|ecmascript)$/;

/** @param {URL} url @returns {Promise<any>}  what the module exports */
export async function importModule(url) {
  try {
    return await import(url.href);
  } catch (error) {
    throw new Error(await whyUnusable(url, /** @type {Error} */ (error).message), { cause: error });
  }
}

/**
 * An instance of NAME.js and NAME.wasm beside it, compiled from its bytes where the server does not call them WebAssembly.
 * @param {URL} base  their folder
 * @param {string} name
 * @param {Record<string, unknown>} [options]  for the program
 * @param {number} [attempt]  from 2: not the script that failed before, which browsers remember
 * @returns {Promise<any>}
 */
export async function startProgram(base, name, options = {}, attempt = 1) {
  const query = attempt > 1 ? `?attempt=${attempt}` : '';
  const part = (/** @type {string} */ file, /** @type {(url: URL) => Promise<any>} */ load) =>
    load(new URL(file + query, base)).catch((error) => {
      throw new Error(`${file}: ${error.message}`, { cause: error });
    });
  const [{ default: factory }, compiled] = await Promise.all([
    part(`${name}.js`, importModule),
    part(`${name}.wasm`, compile),
  ]);
  return new Promise((resolve, reject) => {
    /** @param {WebAssembly.Imports} imports @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} use */
    const instantiateWasm = (imports, use) => {
      WebAssembly.instantiate(/** @type {WebAssembly.Module} */ (compiled), imports).then(
        (instance) => use(instance, compiled),
        reject,
      );
      return {}; // its exports follow
    };
    factory({ ...options, instantiateWasm }).then(resolve, reject);
  });
}

/**
 * Why a module or a worker at an address could not be used.
 * @param {URL} url
 * @param {string} [otherwise]  if the server's answer is as it should be
 */
export async function whyUnusable(url, otherwise = 'its program does not run here') {
  try {
    const response = await answerOf(url);
    response.body?.cancel().catch(() => {});
    const type = typeOf(response);
    if (!SCRIPT.test(type)) return `the server sends it as “${type || 'nothing known'}” and not as “text/javascript”`;
    return otherwise;
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
}

/** @param {URL} url @returns {Promise<WebAssembly.Module>} */
async function compile(url) {
  const response = await answerOf(url);
  const type = response.headers.get('Content-Type') ?? '';
  try {
    if (type === 'application/wasm') return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof TypeError) throw new Error('the connection broke', { cause: error });
    throw new Error(`what the server sends as “${type}” is no program: ${/** @type {Error} */ (error).message}`, {
      cause: error,
    });
  }
}

/** @param {URL} url */
async function answerOf(url) {
  const response = await fetch(url).catch((error) => {
    throw new Error('no connection', { cause: error });
  });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response;
}

/** @param {Response} response */
const typeOf = ({ headers }) => (headers.get('Content-Type') ?? '').split(';')[0].trim().toLowerCase();
