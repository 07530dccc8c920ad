// Parquet files, of which only the needed row groups and columns are read; hyparquet lives behind this file.
// Sounds are columns of struct {bytes, path}, the way the `datasets` library of the hub writes them, of plain bytes, or of
// struct {array, sampling_rate}, which is how that library shows them to programs.
import { NO_SUCH_ROW_SOUND } from '../sources/sentences.js';
import { library } from './vendor.js';

/** @typedef {import('hyparquet').FileMetaData} FileMetaData */
/** @typedef {import('hyparquet').AsyncBuffer} AsyncBuffer */
/** @typedef {import('../sources/shape.js').Value} Value */
/** @typedef {{from: number, to: number}} Group  rows */
/** struct: {bytes, path}; plain: the bytes; array: {array, sampling_rate} @typedef {'struct' | 'plain' | 'array'} SoundKind */

const EXACT_DIGITS = 15; // that a floating-point number keeps
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
  #scales;
  /** @type {SoundKind} */ #kind;
  /** @type {{group: Group, sounds: Promise<unknown[]>} | null} */ #kept = null;

  /** @param {any} hyparquet @param {AsyncBuffer} file @param {FileMetaData} metadata */
  constructor(hyparquet, file, metadata) {
    this.#hyparquet = hyparquet;
    this.#file = file;
    this.#scales = scalesOf(metadata);
    this.#metadata = { ...metadata, schema: metadata.schema.map(withoutDecimal) };
    this.#groups = groupsOf(metadata);
    this.#labels = labelsOf(metadata);
    const found = soundColumnOf(metadata);
    this.#kind = found?.kind ?? 'struct';
    this.soundColumn = found?.name ?? null;
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
    const hasNames = this.soundColumn !== null && this.#kind === 'struct';
    const metadata = hasNames ? withoutBytes(this.#metadata, /** @type {string} */ (this.soundColumn)) : this.#metadata;
    const columns = topColumns(metadata).filter((column) => hasNames || column !== this.soundColumn);
    for (const group of this.#groups) {
      signal?.throwIfAborted();
      for (const found of await this.#read(metadata, columns, group)) {
        const row = Object.fromEntries(this.columns.map((column) => [column, this.#plain(column, found[column])]));
        yield { row, name: hasNames ? pathIn(found[/** @type {string} */ (this.soundColumn)]) : '' };
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
    const bytes = bytesOf(found[0], this.#kind);
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
    const column = /** @type {string} */ (this.soundColumn);
    return this.#metadata.row_groups.every(({ columns }) =>
      columns.some(
        ({ meta_data, offset_index_length }) =>
          isSoundOf(column, this.#kind, meta_data?.path_in_schema) && offset_index_length,
      ),
    );
  }

  /** @param {string} column @param {unknown} value @returns {Value} */
  #plain(column, value) {
    const names = this.#labels.get(column);
    if (names && (typeof value === 'number' || typeof value === 'bigint')) return names[Number(value)] ?? null;
    const scale = this.#scales.get(column);
    if (scale !== undefined && value !== null && value !== undefined) return decimal(value, scale);
    return plain(value);
  }
}

/** @typedef {FileMetaData['schema'][number]} SchemaElement */

/** @param {SchemaElement} element */
const isDecimal = ({ converted_type, logical_type }) =>
  converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL';

/** The library would make floating-point numbers of decimals; without the word it hands out what is written. @param {SchemaElement} element @returns {SchemaElement} */
function withoutDecimal(element) {
  if (!isDecimal(element)) return element;
  const { converted_type, logical_type, ...rest } = element;
  return rest;
}

/** Of decimals: digits behind the point, by column. @param {FileMetaData} metadata @returns {Map<string, number>} */
function scalesOf(metadata) {
  const decimals = topGroups(metadata)
    .filter(({ start, children }) => children.length === 0 && isDecimal(metadata.schema[start]))
    .map(({ name, start }) => {
      const { scale, logical_type } = /** @type {any} */ (metadata.schema[start]);
      return /** @type {[string, number]} */ ([name, scale ?? logical_type?.scale ?? 0]);
    });
  return new Map(decimals);
}

/** @param {unknown} value  a whole number, or its bytes (two's complement, the highest first) @param {number} scale @returns {Value}  text where a number would lose digits */
function decimal(value, scale) {
  let whole = 0n;
  if (value instanceof Uint8Array) {
    for (const byte of value) whole = (whole << 8n) | BigInt(byte);
    if (value.length > 0 && value[0] >= 0x80) whole -= 1n << BigInt(8 * value.length);
  } else {
    whole = BigInt(/** @type {number} */ (value));
  }
  const digits = (whole < 0n ? -whole : whole).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  const text = `${whole < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`;
  return digits.replace(/^0+/, '').length <= EXACT_DIGITS ? Number(text) : text;
}

/** @param {unknown} value @returns {Value} */
function plain(value) {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
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

const SOUND_NAMES = /^(audio|sound|speech|voice|wav|flac|mp3|recording|clip|waveform|bytes|content|data)s?(_?bytes)?$/i;

/** @param {FileMetaData} metadata @returns {{name: string, kind: SoundKind} | null} */
function soundColumnOf(metadata) {
  const features = featuresOf(metadata);
  const typeOf = (/** @type {string} */ name) => features[name]?._type;
  /** @type {{name: string, kind: SoundKind}[]} */ const found = [];
  for (const { name, children, start } of topGroups(metadata)) {
    const { type, converted_type, logical_type } = metadata.schema[start];
    const isBytes = type === 'BYTE_ARRAY' && !converted_type && !logical_type;
    if (typeOf(name) === 'Image') continue;
    if (children.includes('bytes')) found.push({ name, kind: 'struct' });
    else if (children.includes('array') && children.includes('sampling_rate')) found.push({ name, kind: 'array' });
    else if (isBytes && (typeOf(name) === 'Audio' || SOUND_NAMES.test(name))) found.push({ name, kind: 'plain' });
  }
  const here = found.filter(({ name, kind }) => !isEmpty(metadata, name, kind));
  return here.find(({ name }) => typeOf(name) === 'Audio') ?? here[0] ?? null;
}

/** Sounds that lie in files of their own leave only their paths here. @param {FileMetaData} metadata @param {string} column @param {SoundKind} kind */
function isEmpty({ row_groups }, column, kind) {
  return row_groups.every(({ columns }) =>
    columns
      .filter(({ meta_data }) => isSoundOf(column, kind, meta_data?.path_in_schema))
      .every(({ meta_data }) => meta_data?.statistics?.null_count === meta_data?.num_values),
  );
}

/** @param {unknown} value  of the sound's column @param {SoundKind} kind @returns {Uint8Array | null}  a file */
function bytesOf(value, kind) {
  if (kind === 'plain') return /** @type {Uint8Array | null} */ (value ?? null);
  const { bytes, array, sampling_rate } = /** @type {Record<string, any>} */ (value ?? {});
  if (kind === 'struct') return bytes ?? null;
  return array && sampling_rate ? floatWav(Float32Array.from(array), Number(sampling_rate)) : null;
}

/** @param {Float32Array<ArrayBuffer>} samples  mono @param {number} sampleRateHz @returns {Uint8Array} */
function floatWav(samples, sampleRateHz) {
  const FLOAT = 3;
  const head = new DataView(new ArrayBuffer(44));
  const text = (/** @type {number} */ at, /** @type {string} */ word) =>
    [...word].forEach((letter, i) => head.setUint8(at + i, letter.charCodeAt(0)));
  text(0, 'RIFF');
  head.setUint32(4, 36 + samples.byteLength, true);
  text(8, 'WAVEfmt ');
  head.setUint32(16, 16, true);
  head.setUint16(20, FLOAT, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, sampleRateHz, true);
  head.setUint32(28, sampleRateHz * 4, true);
  head.setUint16(32, 4, true);
  head.setUint16(34, 32, true);
  text(36, 'data');
  head.setUint32(40, samples.byteLength, true);
  const whole = new Uint8Array(44 + samples.byteLength);
  whole.set(new Uint8Array(head.buffer));
  whole.set(new Uint8Array(samples.buffer), 44);
  return whole;
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
const isBytesOf = (column, path) => isSoundOf(column, 'struct', path);

/** @param {string} column @param {SoundKind} kind @param {string[] | undefined} path */
function isSoundOf(column, kind, path) {
  if (path?.[0] !== column) return false;
  if (kind === 'plain') return path.length === 1;
  return kind === 'struct' ? path.length === 2 && path[1] === 'bytes' : path[1] === 'array';
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
