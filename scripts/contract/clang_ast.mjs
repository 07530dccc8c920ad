// Declarations of C++ headers as clang understands them.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const COMPILERS = ['clang++-19', '/usr/lib/llvm-19/bin/clang++', 'clang++'];
const MOST_BYTES = 1 << 29;

/** @typedef {{kind: string, name?: string, type?: {qualType: string, desugaredQualType?: string}, value?: string, inner?: Node[]}} Node */

/**
 * The declarations whose qualified name contains `filter`; those of a namespace lie within its NamespaceDecl.
 * @param {string} source  C++; paths of #include start at src/
 * @param {string} filter
 * @returns {Node[]}
 */
export function declarations(source, filter) {
  const options = ['-std=c++20', '-fsyntax-only', `-I${root}src`, '-x', 'c++', '-', '-Xclang', '-ast-dump=json'];
  for (const compiler of COMPILERS) {
    const { status, stdout, stderr, error } = spawnSync(
      compiler,
      [...options, '-Xclang', `-ast-dump-filter=${filter}`],
      {
        input: source,
        encoding: 'utf8',
        maxBuffer: MOST_BYTES,
      },
    );
    if (error && /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') continue;
    if (error || status !== 0) throw new Error(`${compiler} could not read the headers:\n${stderr || error}`);
    return documents(stdout);
  }
  throw new Error(`None of ${COMPILERS.join(', ')} is here to read the headers with. Run ./scripts/setup.sh.`);
}

/** One JSON document after the other. @param {string} text @returns {Node[]} */
function documents(text) {
  // clang indents: only the braces of a document stand at the beginning of a line.
  return text
    .split(/^(?=\{)/m)
    .filter((part) => part.startsWith('{'))
    .map((part) => JSON.parse(part.slice(0, part.lastIndexOf('\n}') + 2)));
}
