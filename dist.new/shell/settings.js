// What the page remembers between visits. A browser that forbids storage (private windows, strict settings) loses
// nothing but the memory.

const KEY = 'emoscope.settings';

/** @typedef {Partial<Record<import('../generated/contract.js').UiSetting, number>>} ViewSettings */
/**
 * listen, features, data: what C++ made (emo_ui_remembered) and will check.
 * models: names of folders, which may be gone by now.
 * @typedef {{theme?: import('../generated/contract.js').Theme, device_id?: string, view?: ViewSettings, listen?: object, features?: object, data?: object,
 *   models?: {chosen?: string, compared?: string}}} Settings
 */

export class SettingsMemory {
  #storage;
  /** @type {Settings} */ #settings;

  /** @param {() => Storage} storage  even asking for it can throw */
  constructor(storage) {
    this.#storage = storage;
    this.#settings = this.#read();
  }

  /** @returns {Readonly<Settings>} */
  get values() {
    return this.#settings;
  }

  /** @param {Settings} changes */
  save(changes) {
    this.#settings = { ...this.#settings, ...changes };
    try {
      this.#storage().setItem(KEY, JSON.stringify(this.#settings));
    } catch {
      // See above: the page works without.
    }
  }

  /** @returns {Settings} */
  #read() {
    try {
      return valid(JSON.parse(this.#storage().getItem(KEY) ?? '{}'));
    } catch {
      return {};
    }
  }
}

/** @param {any} found  anything another version, or a person, may have written @returns {Settings} */
function valid(found) {
  /** @type {Settings} */
  const settings = {};
  if (found?.theme === 'dark' || found?.theme === 'light') settings.theme = found.theme;
  if (typeof found?.device_id === 'string') settings.device_id = found.device_id;
  const view = Object.entries(found?.view ?? {}).filter(([, value]) => Number.isFinite(value));
  settings.view = Object.fromEntries(view);
  const models = Object.entries(found?.models ?? {}).filter(([key, name]) => MODEL_ROLES.includes(key) && isName(name));
  if (models.length > 0) settings.models = Object.fromEntries(models);
  if (isSmallObject(found?.features)) settings.features = found.features;
  if (isSmallObject(found?.data)) settings.data = found.data;
  return settings;
}

const MODEL_ROLES = ['chosen', 'compared'];
/** @param {unknown} name  becomes part of an address */
const isName = (name) => typeof name === 'string' && /^[a-z0-9][a-z0-9._-]{0,80}$/i.test(name);

/** @param {unknown} found */
const isSmallObject = (found) =>
  typeof found === 'object' && found !== null && !Array.isArray(found) && JSON.stringify(found).length < 10000;
