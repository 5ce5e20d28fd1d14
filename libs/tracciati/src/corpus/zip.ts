import { crc32, deflateRawSync } from 'node:zlib';

/** A part of an archive; what is not given is as it should be. */
export interface Parte {
  readonly nome: string;
  readonly contenuto: string | Uint8Array;
  /** Kept as it is instead of deflated. */
  readonly intera?: boolean;
  /** What the headers say instead of the truth. */
  readonly dichiarata?: { readonly dimensione?: number; readonly crc?: number; readonly metodo?: number };
  /** General purpose bits; 1 says it is encrypted. */
  readonly bandiere?: number;
}

/** A ZIP archive made by hand (APPNOTE 4.3), so that it can also be made wrong. */
export function zip(parti: readonly Parte[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const parte of parti) {
    const { common, nome, bytes } = written(parte);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(nome), bytes]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, Buffer.from(nome)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parti.length, 8);
  end.writeUInt16LE(parti.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** The fields both headers have, from the version to the length of the extra field. */
function written({ nome, contenuto, intera = false, dichiarata = {}, bandiere = 0 }: Parte) {
  const content = typeof contenuto === 'string' ? Buffer.from(contenuto) : Buffer.from(contenuto);
  const bytes = intera ? content : deflateRawSync(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(bandiere, 2);
  common.writeUInt16LE(dichiarata.metodo ?? (intera ? 0 : 8), 4);
  common.writeUInt32LE(dichiarata.crc ?? crc32(content), 10);
  common.writeUInt32LE(bytes.length, 14);
  common.writeUInt32LE(dichiarata.dimensione ?? content.length, 18);
  common.writeUInt16LE(Buffer.byteLength(nome), 22);
  return { common, nome, bytes };
}
