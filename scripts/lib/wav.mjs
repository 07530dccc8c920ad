// What stands before the samples of a WAV file.

/**
 * Of 16-bit mono sound.
 * @param {number} rateHz
 * @param {number} dataBytes
 * @param {number} [fillerBytes]  of a FLLR chunk before the data, as Apple's tools write it; 0: none
 * @returns {Buffer}
 */
export function wavHeader(rateHz, dataBytes, fillerBytes = 0) {
  const filler = fillerBytes > 0 ? 8 + fillerBytes : 0;
  const head = Buffer.alloc(44 + filler);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(head.length - 8 + dataBytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rateHz, 24);
  head.writeUInt32LE(2 * rateHz, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  if (filler > 0) {
    head.write('FLLR', 36, 'latin1');
    head.writeUInt32LE(fillerBytes, 40);
  }
  head.write('data', 36 + filler, 'latin1');
  head.writeUInt32LE(dataBytes, 40 + filler);
  return head;
}
