// IndexedDB with promises; a transaction counts only when it is complete.
import { NO_STORAGE } from '../sources/sentences.js';

/** Where storage is forbidden, some browsers throw as soon as it is named. @returns {IDBFactory | null} */
export function ownFactory() {
  try {
    return globalThis.indexedDB ?? null;
  } catch {
    return null;
  }
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
export function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @template R
 * @param {IDBDatabase} database
 * @param {string[]} stores
 * @param {IDBTransactionMode} mode
 * @param {(...stores: IDBObjectStore[]) => R | Promise<R>} work  awaits nothing but requests
 * @returns {Promise<R>}
 */
export async function inTransaction(database, stores, mode, work) {
  const transaction = database.transaction(stores, mode);
  const complete = new Promise((/** @type {(nothing: void) => void} */ resolve, reject) => {
    transaction.oncomplete = () => resolve();
    // A full disk may show only here, after every request has succeeded.
    transaction.onabort = () => reject(transaction.error ?? new Error('the transaction was given up'));
  });
  complete.catch(() => {}); // told below, or by the work itself
  let result;
  try {
    result = await work(...stores.map((store) => transaction.objectStore(store)));
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // it has ended by itself
    }
    throw transaction.error ?? error; // a request of a transaction that was given up says only that it was
  }
  await complete;
  return result;
}

/** @param {IDBFactory | null} factory @param {string} name @param {number} version @param {(database: IDBDatabase) => void} create @returns {Promise<IDBDatabase>} */
export async function openDatabase(factory, name, version, create) {
  if (!factory) throw new Error(NO_STORAGE);
  const request = factory.open(name, version);
  request.onupgradeneeded = () => create(request.result);
  const database = await answered(request);
  database.onversionchange = () => database.close(); // another tab removes it: it must not have to wait
  return database;
}

/** Whether it is there, without making it. @param {IDBFactory | null} factory @param {string} name @returns {Promise<boolean>} */
export async function databaseExists(factory, name) {
  if (!factory) return false;
  return new Promise((resolve, reject) => {
    const request = factory.open(name);
    let isNew = false;
    request.onupgradeneeded = ({ oldVersion }) => {
      isNew = oldVersion === 0;
      if (isNew) request.transaction?.abort();
    };
    request.onsuccess = () => {
      request.result.close();
      resolve(true);
    };
    request.onerror = (event) => {
      event.preventDefault();
      if (isNew) resolve(false);
      else reject(request.error);
    };
  });
}

/** @param {IDBFactory | null} factory @param {string} name @param {string} whenHeld  a sentence @returns {Promise<void>} */
export async function deleteDatabase(factory, name, whenHeld) {
  if (!factory) return undefined; // nothing was kept
  return new Promise((resolve, reject) => {
    const request = factory.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error(whenHeld));
  });
}
