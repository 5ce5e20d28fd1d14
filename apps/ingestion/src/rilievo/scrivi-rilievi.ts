import type { Sql, Tx } from '#libs/persistence';
import type { KeyRing } from '#libs/security';
import { REGOLE, type Rilievo } from '#libs/tracciati';
import { REGOLE_CON_STATO } from './regole-con-stato.js';
import { booleans, buffers, ints, texts, uuids } from '../colonne-binarie.js';
import { rigaId } from '../riga/riga-id.js';

/** Rilievi of one riga (or of the invio as a whole: number 0), numbered from `dal`. */
export interface RilieviDiRiga {
  readonly numero: number;
  readonly dal: number;
  readonly rilievi: readonly Rilievo[];
}

const TESTI = new Map<string, Pick<Rilievo, 'messaggio' | 'rimedio'>>([
  ...REGOLE.map((regola) => [regola.codice, regola] as const),
  ...Object.values(REGOLE_CON_STATO).map((regola) => [regola.regola, regola] as const),
]);

/** Where a value may be decrypted: nowhere but in its own row. */
export function placeOfValore(riga: string, indice: number): string {
  return `rilievo:${riga}:${indice}`;
}

const INSERT: Sql = {
  name: 'snodo_ingestion_rilievo',
  text: `INSERT INTO rilievo (invio_id, ente_erogatore, riga_id, indice, linea, colonna, errore, regola, campo, valore, messaggio,
      rimedio)
    SELECT $1::uuid, $2::uuid, t.* FROM unnest($3::uuid[], $4::int[], $5::int[], $6::int[], $7::boolean[], $8::text[], $9::text[],
      $10::bytea[], $11::text[], $12::text[]) t`,
};

/** Stores rilievi in bulk. Values are encrypted; texts are kept only where they are not those of the rule. */
export async function writeRilievi(
  tx: Tx,
  keyRing: KeyRing,
  { invioId, enteErogatore }: { readonly invioId: string; readonly enteErogatore: string },
  found: readonly RilieviDiRiga[],
): Promise<void> {
  const rows = found.flatMap(({ numero, dal, rilievi }) => {
    const id = rigaId(invioId, numero);
    return rilievi.map((rilievo, offset) => ({ id, indice: dal + offset, rilievo }));
  });
  if (rows.length === 0) return;
  const rilievi = rows.map(({ rilievo }) => rilievo);
  await tx.execute(INSERT, [
    invioId,
    enteErogatore,
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
  ]);
}

/** Null when the text is that of the rule. */
function ownText(rilievo: Rilievo, field: 'messaggio' | 'rimedio'): string | null {
  return TESTI.get(rilievo.regola)?.[field] === rilievo[field] ? null : rilievo[field];
}
