// A DataRequest's bytes (src/contract/data_request.h) without the drawn page.
import { DATA_VIEW_VERSION } from '../../../web/generated/contract.js';
import { RECORDS } from '../generated/records.js';

const TYPES = { 'std::uint32_t': 'u32', 'std::uint8_t': 'u8', bool: 'u8', 'std::string': 'text', SplitWay: 'u8' };

const DEFAULTS = {
  version: DATA_VIEW_VERSION,
  field: 1,
  field_b: 5,
  column: 'duration',
  map_features: 1,
  split_shares: [70, 15, 15],
  split_seed: 1,
  sort_field: 1,
  opened_row: 0xffffffff,
  pointed_row: 0xffffffff,
};

/** @param {Record<string, any>} options  members that are not as they are by default; words: [{field, codes}] */
export function requestBytes(options = {}) {
  const bytes = [];
  const put = {
    u8: (value) => bytes.push(Number(value)),
    u16: (value) => bytes.push(...new Uint8Array(Uint16Array.of(value).buffer)),
    u32: (value) => bytes.push(...new Uint8Array(Uint32Array.of(value).buffer)),
    f32: (value) => bytes.push(...new Uint8Array(Float32Array.of(value).buffer)),
    list: (values, one) => (put.u32(values.length), values.forEach(one)),
    text: (value) => put.list([...new TextEncoder().encode(value)], put.u8),
  };
  for (const [name, type] of RECORDS.DataRequest) {
    const value = options[name] ?? DEFAULTS[name];
    if (type === 'std::vector<float>') put.list(value ?? [], put.f32);
    else if (type === 'std::vector<FieldFilter>')
      put.list(value ?? [], (filter) => (put.u8(filter.field), put.list(filter.codes, put.u16)));
    else if (type === 'std::vector<RangeFilter>')
      put.list(value ?? [], (filter) => (put.text(filter.column), put.f32(filter.low), put.f32(filter.high)));
    else if (type === 'std::string') put.text(value ?? '');
    else put[TYPES[type] ?? 'u8'](value ?? 0);
  }
  return Uint8Array.from(bytes);
}
