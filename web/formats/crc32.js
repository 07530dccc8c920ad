// The checksum of zip archives: CRC-32 of ISO 3309, reflected polynomial edb88320. Four bytes a step, by four tables.

const TABLES = Array.from({ length: 4 }, () => new Int32Array(256));
for (let i = 0; i < 256; i += 1) {
  let value = i;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  TABLES[0][i] = value;
}
for (let table = 1; table < 4; table += 1) {
  for (let i = 0; i < 256; i += 1) {
    const before = TABLES[table - 1][i];
    TABLES[table][i] = (before >>> 8) ^ TABLES[0][before & 255];
  }
}

/** @param {Uint8Array} bytes @param {number} [before]  the checksum of what precedes them @returns {number}  unsigned */
export function crc32(bytes, before = 0) {
  const [t0, t1, t2, t3] = TABLES;
  let crc = ~before;
  let at = 0;
  for (const end = bytes.length - 3; at < end; at += 4) {
    crc ^= bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    crc = t3[crc & 255] ^ t2[(crc >>> 8) & 255] ^ t1[(crc >>> 16) & 255] ^ t0[crc >>> 24];
  }
  for (; at < bytes.length; at += 1) crc = (crc >>> 8) ^ t0[(crc ^ bytes[at]) & 255];
  return ~crc >>> 0;
}
