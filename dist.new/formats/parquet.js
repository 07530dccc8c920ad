// Parquet files, of which only the needed row groups and columns are read; hyparquet lives behind this file.
// Sounds are columns of struct {bytes, path}, the way the `datasets` library of the hub writes them.
import { NO_SUCH_ROW_SOUND } from '../sources/sentences.js';
import { library } from './vendor.js';

/** @typedef {import('hyparquet').FileMetaData} FileMetaData */
/** @typedef {import('hyparquet').AsyncBuffer} AsyncBuffer */
/** @typedef {import('../sources/shape.js').Value} Value */
/** @typedef {{from: number, to: number}} Group  rows */

const FOOTER_BYTES = 64 * 1024; // a larger footer costs a second request

/**
 * @param {Blob} blob
 * @param {string} name  for people
 */
export async function openParquet(blob, name) {
  const hyparquet = await library('parquet', 'Parquet tables');
  const file = { byteLength: blob.size, slice: partsOf(blob) };
  try {
    const metadata = await hyparquet.parquetMetadataAsync(file, { initialFetchSize: FOOTER_BYTES, geoparquet: false });
    return new ParquetFile(hyparquet, file, metadata);
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    if (!/parquet|metadata|thrift/i.test(message)) throw error; // the reading failed, not the format
    throw new Error(`${name} is not a Parquet file or is damaged: ${message}`, { cause: error });
  }
}

class ParquetFile {
  #hyparquet;
  #file;
  #metadata;
  #groups;
  #labels;
  /** @type {{group: Group, sounds: Promise<unknown[]>} | null} */ #kept = null;

  /** @param {any} hyparquet @param {AsyncBuffer} file @param {FileMetaData} metadata */
  constructor(hyparquet, file, metadata) {
    this.#hyparquet = hyparquet;
    this.#file = file;
    this.#metadata = metadata;
    this.#groups = groupsOf(metadata);
    this.#labels = labelsOf(metadata);
    this.soundColumn = soundColumnOf(metadata);
    /** @type {string[]}  but the sounds */
    this.columns = topColumns(metadata).filter((column) => column !== this.soundColumn);
  }

  get rowCount() {
    return Number(this.#metadata.num_rows);
  }

  /**
   * All rows without their sounds' bytes, a row group at a time.
   * @param {AbortSignal} [signal]
   * @returns {AsyncGenerator<{row: Record<string, Value>, name: string}>}  the name that the sound's struct gives
   */
  async *rows(signal) {
    const metadata = this.soundColumn === null ? this.#metadata : withoutBytes(this.#metadata, this.soundColumn);
    const columns = topColumns(metadata);
    for (const group of this.#groups) {
      signal?.throwIfAborted();
      for (const found of await this.#read(metadata, columns, group)) {
        const row = Object.fromEntries(this.columns.map((column) => [column, this.#plain(column, found[column])]));
        yield { row, name: this.soundColumn === null ? '' : pathIn(found[this.soundColumn]) };
      }
    }
  }

  /**
   * One row's sound. Its row group stays in memory until another one is asked for, so that rows in order cost one
   * request a group; where the file has a page index, a row out of order costs its pages only.
   * @param {number} row
   * @param {AbortSignal} [signal]
   * @returns {Promise<ArrayBuffer>}
   */
  async sound(row, signal) {
    const group = this.#groups.find(({ from, to }) => row >= from && row < to);
    if (!group || this.soundColumn === null) throw new Error(NO_SUCH_ROW_SOUND);
    const kept = this.#kept;
    const isKept = kept !== null && kept.group === group;
    const alone = !isKept && row !== group.from && this.#hasPageIndex;
    const found = alone
      ? await this.#sounds({ from: row, to: row + 1 })
      : [(await this.#group(group))[row - group.from]];
    signal?.throwIfAborted();
    const { bytes } = /** @type {{bytes?: Uint8Array | null}} */ (found[0] ?? {});
    if (!bytes || bytes.length === 0) throw new Error(NO_SUCH_ROW_SOUND);
    return bytes.slice().buffer;
  }

  /** @param {Group} group */
  #group(group) {
    if (this.#kept?.group !== group) {
      const sounds = this.#sounds(group);
      const kept = { group, sounds };
      sounds.catch(() => {
        if (this.#kept === kept) this.#kept = null;
      });
      this.#kept = kept;
    }
    return this.#kept.sounds;
  }

  /** @param {Group} range @returns {Promise<unknown[]>} */
  async #sounds(range) {
    const column = /** @type {string} */ (this.soundColumn);
    const rows = await this.#read(this.#metadata, [column], range);
    return rows.map((row) => row[column]);
  }

  /** @param {FileMetaData} metadata @param {string[]} columns @param {Group} rows @returns {Promise<Record<string, unknown>[]>} */
  async #read(metadata, columns, { from, to }) {
    const { parquetReadObjects, compressors } = this.#hyparquet;
    // Bytes that no one marked as text must stay bytes: they are the sound.
    return parquetReadObjects({
      file: this.#file,
      metadata,
      columns,
      rowStart: from,
      rowEnd: to,
      compressors,
      utf8: false,
      geoparquet: false,
      useOffsetIndex: true,
    });
  }

  get #hasPageIndex() {
    return this.#metadata.row_groups.every(({ columns }) =>
      columns.some(
        ({ meta_data, offset_index_length }) =>
          isBytesOf(/** @type {string} */ (this.soundColumn), meta_data?.path_in_schema) && offset_index_length,
      ),
    );
  }

  /** @param {string} column @param {unknown} value @returns {Value} */
  #plain(column, value) {
    const names = this.#labels.get(column);
    if (names && (typeof value === 'number' || typeof value === 'bigint')) return names[Number(value)] ?? null;
    return plain(value);
  }
}

/** @param {unknown} value @returns {Value} */
function plain(value) {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? Number(inner) : inner));
}

/** @param {unknown} struct */
function pathIn(struct) {
  const { path } = /** @type {{path?: unknown}} */ (struct ?? {});
  return String(plain(path) ?? '');
}

/** @param {FileMetaData} metadata @returns {Group[]} */
function groupsOf({ row_groups }) {
  let from = 0;
  return row_groups.map(({ num_rows }) => {
    const group = { from, to: from + Number(num_rows) };
    from = group.to;
    return group;
  });
}

/** @param {FileMetaData} metadata @returns {{name: string, children: string[], start: number, end: number}[]}  places in the schema's list */
function topGroups({ schema }) {
  const groups = [];
  for (let i = 1; i < schema.length;) {
    const start = i;
    const children = [];
    for (i += 1; i < endOf(schema, start); i = endOf(schema, i)) children.push(schema[i].name);
    groups.push({ name: schema[start].name, children, start, end: i });
  }
  return groups;
}

/** Where what belongs to an element of the schema ends: each is followed by its children. @param {FileMetaData['schema']} schema @param {number} start */
function endOf(schema, start) {
  let end = start;
  for (let open = 1; open > 0 && end < schema.length; end++) open += (schema[end].num_children ?? 0) - 1;
  return end;
}

/** @param {FileMetaData} metadata */
const topColumns = (metadata) => topGroups(metadata).map(({ name }) => name);

/** @param {FileMetaData} metadata @returns {string | null} */
function soundColumnOf(metadata) {
  const features = featuresOf(metadata);
  const structs = topGroups(metadata).filter(({ children }) => children.includes('bytes'));
  const isPicture = (/** @type {string} */ name) => features[name]?._type === 'Image';
  const found =
    structs.find(({ name }) => features[name]?._type === 'Audio') ?? structs.find((s) => !isPicture(s.name));
  return found?.name ?? null;
}

/** The same file as if the sounds had no bytes: what is not in the schema is not fetched. @param {FileMetaData} metadata @param {string} column @returns {FileMetaData} */
function withoutBytes(metadata, column) {
  const { start, end } = /** @type {{start: number, end: number}} */ (
    topGroups(metadata).find(({ name }) => name === column)
  );
  const bytesAt = metadata.schema.findIndex(({ name }, i) => i > start && i < end && name === 'bytes');
  const schema = metadata.schema.filter((_, i) => i !== bytesAt);
  const left = (metadata.schema[start].num_children ?? 1) - 1;
  if (left === 0) {
    schema.splice(start, 1);
    schema[0] = { ...schema[0], num_children: (schema[0].num_children ?? 1) - 1 };
  } else {
    schema[start] = { ...schema[start], num_children: left };
  }
  return {
    ...metadata,
    schema,
    row_groups: metadata.row_groups.map((group) => ({
      ...group,
      columns: group.columns.filter(({ meta_data }) => !isBytesOf(column, meta_data?.path_in_schema)),
    })),
  };
}

/** @param {string} column @param {string[] | undefined} path */
function isBytesOf(column, path) {
  return path?.length === 2 && path[0] === column && path[1] === 'bytes';
}

/** Labels are written as numbers, their names stand beside them. @param {FileMetaData} metadata @returns {Map<string, string[]>} */
function labelsOf(metadata) {
  const named = Object.entries(featuresOf(metadata)).filter(([, { _type, names }]) => _type === 'ClassLabel' && names);
  return new Map(named.map(([column, { names }]) => [column, /** @type {string[]} */ (names)]));
}

/** @param {FileMetaData} metadata @returns {Record<string, {_type?: string, names?: string[]}>} */
function featuresOf({ key_value_metadata }) {
  try {
    const text = key_value_metadata?.find(({ key }) => key === 'huggingface')?.value ?? '{}';
    return JSON.parse(text).info?.features ?? {};
  } catch {
    return {}; // a note of another program; the table can be read without it
  }
}

/** @param {Blob} blob */
function partsOf(blob) {
  return (/** @type {number} */ start, end = blob.size) => blob.slice(start, end).arrayBuffer();
}
