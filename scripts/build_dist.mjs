// Puts the page together: our programs and modules, ONNX Runtime Web, the models and the samples.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { minifyModule } from './lib/minify.mjs';
import { bundleVendor, vendorLicences } from './lib/vendor_modules.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    programs: { type: 'string' },
    modules: { type: 'string' },
    fonts: { type: 'string' },
    detector: { type: 'string' },
    out: { type: 'string' },
    readable: { type: 'boolean', default: false },
  },
});
const { programs, modules, fonts, detector, out } = values;
if (!programs || !modules || !fonts || !detector || !out) {
  throw new Error(
    'build_dist.mjs wants --programs, --modules, --fonts, --detector and --out; `cmake --build … --target dist` gives them.',
  );
}

// Built beside and swapped in at the end: a server that is running never sees half a page.
const fresh = `${out}.new`;
rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });

/** @param {string} from @param {string} to */
function copy(from, to) {
  if (!existsSync(from)) throw new Error(`${from} is missing: run ./scripts/setup.sh and build again.`);
  const target = join(fresh, to);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(from, target, { recursive: true, dereference: true, filter: (path) => !path.endsWith('.d.ts') });
}

copy(join(root, 'web'), '.');
for (const program of ['engine', 'decoder', 'ui', 'data']) {
  for (const name of [`${program}.js`, `${program}.wasm`]) copy(join(programs, name), name);
}
if (!values.readable) {
  for (const name of readdirSync(fresh, { recursive: true, encoding: 'utf8' })) {
    if (/\.js$/.test(name)) await minifyModule(join(fresh, name));
  }
}
await bundleVendor(modules, join(fresh, 'vendor'));
for (const { from, name } of vendorLicences(modules)) copy(from, `licences/${name}`);
// Many hosts have no type for .mjs, and a browser runs no module without one.
for (const name of ['ort.wasm.min.mjs', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm']) {
  copy(join(modules, 'onnxruntime-web/dist', name), `ort/${name.replace(/\.mjs$/, '.js')}`);
}
for (const name of readdirSync(join(root, 'models'))) copy(join(root, 'models', name), `models/${name}`);
for (const name of ['sha2.js', '_md.js', '_u64.js', 'utils.js']) {
  copy(join(modules, '@noble/hashes', name), `vendor/noble-hashes/${name}`);
}
copy(join(modules, '@noble/hashes/LICENSE'), 'licences/noble-hashes-LICENSE.txt');
copy(detector, 'models/silero_vad/model.onnx');
// Compressing hosts do not tell the size that progress is counted in.
const index = JSON.parse(readFileSync(join(root, 'models/index.json'), 'utf8'));
index.runtime_bytes = statSync(join(fresh, 'ort/ort-wasm-simd-threaded.wasm')).size;
writeFileSync(join(fresh, 'models/index.json'), JSON.stringify(index));
for (const name of readdirSync(fonts).filter((file) => file.endsWith('LICENSE.txt'))) {
  copy(join(fonts, name), `licences/${name}`);
}
copy(join(root, 'LICENSE'), 'licences/Emoscope-LICENSE.txt');
mkdirSync(join(fresh, 'samples'), { recursive: true });
execFileSync(join(root, 'scripts/make_samples.sh'), [join(fresh, 'samples')], { stdio: 'inherit' });

const old = `${out}.old`;
rmSync(old, { recursive: true, force: true });
if (existsSync(out)) renameSync(out, old);
renameSync(fresh, out);
rmSync(old, { recursive: true, force: true });
console.log(`${out} holds the page.`);
