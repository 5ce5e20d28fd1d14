import { type Tx, copyLine } from '#libs/persistence';
import type { KeyRing } from '#libs/security';
import { REGOLE, type Rilievo } from '#libs/tracciati';
import { rigaId } from '../riga/riga-id.js';

/** Rilievi of one riga (or of the invio as a whole: number 0), numbered from `dal`. */
export interface RilieviDaScrivere {
  readonly numero: number;
  readonly dal: number;
  readonly rilievi: readonly Rilievo[];
}

const TESTI = new Map(REGOLE.map(({ codice, messaggio, rimedio }) => [codice, { messaggio, rimedio }]));

/** Where a value may be decrypted: nowhere but in its own row. */
export function placeOfValore(riga: string, indice: number): string {
  return `rilievo:${riga}:${indice}`;
}

/** Copies rilievi in bulk. Values are encrypted; texts are kept only where they are not those of the rule. */
export async function writeRilievi(
  tx: Tx,
  keyRing: KeyRing,
  invioId: string,
  enteErogatore: string,
  found: readonly RilieviDaScrivere[],
): Promise<void> {
  if (found.every(({ rilievi }) => rilievi.length === 0)) return;
  await tx.copyIn(
    `COPY rilievo (riga_id, indice, invio_id, ente_erogatore, linea, colonna, errore, regola, campo, valore, messaggio, rimedio)
     FROM STDIN`,
    lines(keyRing, invioId, enteErogatore, found),
  );
}

function* lines(
  keyRing: KeyRing,
  invioId: string,
  enteErogatore: string,
  found: readonly RilieviDaScrivere[],
): Generator<string> {
  for (const { numero, dal, rilievi } of found) {
    const id = rigaId(invioId, numero);
    for (const [offset, rilievo] of rilievi.entries()) {
      const { linea, colonna, gravita, regola, campo, valore, messaggio, rimedio } = rilievo;
      const testi = TESTI.get(regola);
      yield copyLine([
        id,
        dal + offset,
        invioId,
        enteErogatore,
        linea,
        colonna,
        gravita === 'errore',
        regola,
        campo,
        valore === undefined ? null : keyRing.encrypt(Buffer.from(valore), placeOfValore(id, dal + offset)),
        messaggio === testi?.messaggio ? null : messaggio,
        rimedio === testi?.rimedio ? null : rimedio,
      ]);
    }
  }
}
