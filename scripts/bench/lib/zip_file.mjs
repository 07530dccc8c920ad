import { closeSync, openSync, writeSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

const DOS_DATE = 0x4c85; // 2018-04-05

/** Members one after another; the largest archive is 4 GB. */
export class ZipFile {
  #fd;
  #options;
  #at = 0;
  #directory = [];

  /** @param {string} path @param {import('node:zlib').ZlibOptions} [options] */
  constructor(path, options = {}) {
    this.#options = options;
    this.#fd = openSync(path, 'w');
  }

  add(name, content) {
    const packed = deflateRawSync(content, this.#options);
    const path = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    this.#describe(head, 4, { content, packed, path });
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    this.#describe(entry, 6, { content, packed, path });
    entry.writeUInt32LE(this.#at, 42);
    this.#directory.push(entry, path);
    this.#write(head, path, packed);
  }

  close() {
    const start = this.#at;
    this.#write(...this.#directory);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.#directory.length / 2, 8);
    end.writeUInt16LE(this.#directory.length / 2, 10);
    end.writeUInt32LE(this.#at - start, 12);
    end.writeUInt32LE(start, 16);
    this.#write(end);
    closeSync(this.#fd);
  }

  /** What a member's two headers have in common. */
  #describe(bytes, at, { content, packed, path }) {
    bytes.writeUInt16LE(20, at);
    bytes.writeUInt16LE(8, at + 4); // deflated
    bytes.writeUInt16LE(DOS_DATE, at + 8);
    bytes.writeUInt32LE(crc32(content), at + 10);
    bytes.writeUInt32LE(packed.length, at + 14);
    bytes.writeUInt32LE(content.length, at + 18);
    bytes.writeUInt16LE(path.length, at + 22);
  }

  #write(...parts) {
    for (const part of parts) this.#at += writeSync(this.#fd, part);
  }
}
