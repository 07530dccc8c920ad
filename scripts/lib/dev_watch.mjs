// Tells of changed files, each once however many events its writing causes.
import { existsSync, statSync, watch } from 'node:fs';
import { basename } from 'node:path';

const SETTLED_MS = 60;
const NOT_SOURCES = /^\.|~$|\.sw[a-z]$|^4913$|^#.*#$/; // what editors write beside the file

/**
 * @param {string[]} folders  those that do not exist are left out
 * @param {(folder: string, name: string) => void} tell
 */
export function watchFolders(folders, tell) {
  const waiting = new Map();
  const told = new Map(); // as what each file was told of: a late event for the same writing is none
  const watchers = folders.filter(existsSync).map((folder) =>
    watch(folder, { recursive: true }, (_, name) => {
      if (!name || NOT_SOURCES.test(basename(name))) return;
      const key = `${folder}/${name}`;
      clearTimeout(waiting.get(key));
      const settled = () => {
        waiting.delete(key);
        const { mtimeMs, size } = statSync(key, { throwIfNoEntry: false }) ?? {};
        if (told.get(key) === `${mtimeMs} ${size}`) return;
        told.set(key, `${mtimeMs} ${size}`);
        tell(folder, name);
      };
      waiting.set(key, setTimeout(settled, SETTLED_MS));
    }),
  );
  const close = () => {
    for (const watcher of watchers) watcher.close();
    for (const timer of waiting.values()) clearTimeout(timer);
  };
  return { close };
}
