import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of an archive that a test makes; what is set here is written, right or wrong. */
export interface ZipEntry {
  readonly name: string;
  readonly content: string | Buffer;
  readonly stored?: boolean;
  /** Bit 0: encrypted. */
  readonly flags?: number;
  readonly method?: number;
  readonly checksum?: number;
  /** Size that the directory tells. */
  readonly size?: number;
  /** Only the directory has it, and says that it begins where the first entry does. */
  readonly phantom?: boolean;
}

/** A zip archive (APPNOTE 6.3.10 §4.3), with a directory of as many entries as `count` says. */
export function zipFile(entries: readonly ZipEntry[], count = entries.length): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let position = 0;
  for (const entry of entries) {
    const { name, flags = 0x0800, stored = false } = entry;
    const content = Buffer.from(entry.content);
    const data = stored ? content : deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(entry.method ?? (stored ? 0 : 8), 4);
    fields.writeUInt32LE(entry.checksum ?? crc32(content), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(entry.size ?? content.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(entry.phantom ? 0 : position, 10);
    const madeBy = Buffer.from([20, 0]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), madeBy, fields, rest, Buffer.from(name)]));
    if (entry.phantom) continue;
    locals.push(local);
    position += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(position, 12);
  return Buffer.concat([...locals, central, Buffer.from('PK\x05\x06'), end]);
}
