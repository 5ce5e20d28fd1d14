import { DecryptionFailed, type KeyRing } from '#libs/security';
import type { ComuneMessaggio } from '../record/messaggio-righe.js';

/** A riga that made a revision and waits for its code. */
export interface RigaTrattenuta {
  readonly rigaId: string;
  readonly recordId: string;
  readonly revisione: number;
  readonly enteErogatore: string;
  /** As received. */
  readonly codice: string;
  readonly giorno: string;
}

/** What the message of a riga that waits will need, besides its place in the table. */
export interface DaDire {
  readonly comune: Omit<ComuneMessaggio, 'enteErogatore' | 'nomenclatura'>;
  /** JSON text, with the code as received. */
  readonly contenuto: string;
}

/** Encrypts it: nobody reads it without the key, nor in another row. */
export function sealDaDire(keyRing: KeyRing, rigaId: string, { comune, contenuto }: DaDire): Buffer {
  return keyRing.encrypt(Buffer.from(`${JSON.stringify(comune)}\n${contenuto}`), placeOf(rigaId));
}

/** Contents that no key opens, by riga: lost, unless the key comes back. */
export class RigheIlleggibili extends Error {
  override readonly name = 'RigheIlleggibili';
  constructor(readonly righe: readonly string[]) {
    super(`${righe.length} righe that wait cannot be read`);
  }
}

/** @throws RigheIlleggibili that names all of those that cannot be opened */
export function openAll(
  keyRing: KeyRing,
  righe: readonly { readonly rigaId: string; readonly contenuto: Buffer }[],
): ReadonlyMap<string, DaDire> {
  const opened = new Map<string, DaDire>();
  const illeggibili: string[] = [];
  for (const { rigaId, contenuto } of righe) {
    try {
      opened.set(rigaId, openDaDire(keyRing, rigaId, contenuto));
    } catch (error) {
      if (!(error instanceof DecryptionFailed)) throw error;
      illeggibili.push(rigaId);
    }
  }
  if (illeggibili.length > 0) throw new RigheIlleggibili(illeggibili);
  return opened;
}

/** @throws DecryptionFailed when it is not that of this row */
function openDaDire(keyRing: KeyRing, rigaId: string, sealed: Buffer): DaDire {
  const text = keyRing.decrypt(sealed, placeOf(rigaId)).toString('utf8');
  // JSON holds no raw line break.
  const end = text.indexOf('\n');
  const { accettateIl, ...comune } = JSON.parse(text.slice(0, end)) as DaDire['comune'] & { accettateIl: string };
  return { comune: { ...comune, accettateIl: new Date(accettateIl) }, contenuto: text.slice(end + 1) };
}

function placeOf(rigaId: string): string {
  return `riga_in_attesa:${rigaId}`;
}
