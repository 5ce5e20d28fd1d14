import { type Sql, type Tx, booleans, buffers, ints, texts, uuids } from '#libs/persistence';
import type { KeyRing } from '#libs/security';
import type { Rilievo } from '#libs/tracciati';
import { rigaId } from '../riga/riga-id.js';
import { testiDi } from './testi-regola.js';

/** Rilievi of one riga (or of the invio as a whole: number 0), numbered from `dal`. */
export interface RilieviDiRiga {
  readonly numero: number;
  readonly dal: number;
  readonly rilievi: readonly Rilievo[];
}

/** Who may see them. */
export interface RilieviDiEnte extends RilieviDiRiga {
  readonly enteErogatore: string;
}

/** Where a value may be decrypted: nowhere but in its own row. */
export function placeOfValore(riga: string, indice: number): string {
  return `rilievo:${riga}:${indice}`;
}

const INSERT: Sql = {
  name: 'snodo_ingestion_rilievo',
  text: `INSERT INTO rilievo (invio_id, ente_erogatore, riga_id, indice, linea, colonna, errore, regola, campo, valore, messaggio,
      rimedio, foglio)
    SELECT $1::uuid, t.* FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::int[], $6::int[], $7::boolean[], $8::text[], $9::text[],
      $10::bytea[], $11::text[], $12::text[], $13::text[]) t`,
};

/** Stores rilievi in bulk. Values are encrypted; texts are kept only where they are not those of the rule. */
export async function writeRilievi(
  tx: Tx,
  keyRing: KeyRing,
  invioId: string,
  found: readonly RilieviDiEnte[],
): Promise<void> {
  const rows = found.flatMap(({ numero, dal, rilievi, enteErogatore }) => {
    const id = rigaId(invioId, numero);
    return rilievi.map((rilievo, offset) => ({ id, enteErogatore, indice: dal + offset, rilievo }));
  });
  if (rows.length === 0) return;
  const rilievi = rows.map(({ rilievo }) => rilievo);
  await tx.execute(INSERT, [
    invioId,
    uuids(rows.map(({ enteErogatore }) => enteErogatore)),
    uuids(rows.map(({ id }) => id)),
    ints(rows.map(({ indice }) => indice)),
    ints(rilievi.map(({ linea }) => linea)),
    ints(rilievi.map(({ colonna }) => colonna)),
    booleans(rilievi.map(({ gravita }) => gravita === 'errore')),
    texts(rilievi.map(({ regola }) => regola)),
    texts(rilievi.map(({ campo }) => campo)),
    buffers(
      rows.map(({ id, indice, rilievo: { valore } }) =>
        valore === undefined ? null : keyRing.encrypt(Buffer.from(valore), placeOfValore(id, indice)),
      ),
    ),
    texts(rilievi.map((rilievo) => ownText(rilievo, 'messaggio'))),
    texts(rilievi.map((rilievo) => ownText(rilievo, 'rimedio'))),
    texts(rilievi.map(({ foglio }) => foglio ?? null)),
  ]);
}

/** Null when the text is that of the rule. */
function ownText(rilievo: Rilievo, field: 'messaggio' | 'rimedio'): string | null {
  return testiDi(rilievo.regola)[field] === rilievo[field] ? null : rilievo[field];
}
