import type { Tx } from '#libs/persistence';
import type { KeyRing } from '#libs/security';
import { REGOLE, type Rilievo } from '#libs/tracciati';
import { REGOLE_CON_STATO } from './regole-con-stato.js';
import { type Colonna, byteaOf, insertMany } from '../inserisci-molte.js';
import { rigaId } from '../riga/riga-id.js';

/** Rilievi of one riga (or of the invio as a whole: number 0), numbered from `dal`. */
export interface RilieviDaScrivere {
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

interface RilievoScritto {
  readonly id: string;
  readonly indice: number;
  readonly rilievo: Rilievo;
}

/** Stores rilievi in bulk. Values are encrypted; texts are kept only where they are not those of the rule. */
export async function writeRilievi(
  tx: Tx,
  keyRing: KeyRing,
  invioId: string,
  enteErogatore: string,
  found: readonly RilieviDaScrivere[],
): Promise<void> {
  const rows = found.flatMap(({ numero, dal, rilievi }) => {
    const id = rigaId(invioId, numero);
    return rilievi.map((rilievo, offset): RilievoScritto => ({ id, indice: dal + offset, rilievo }));
  });
  await insertMany(tx, 'rilievo', columnsFor(keyRing, invioId, enteErogatore), rows);
}

function columnsFor(keyRing: KeyRing, invioId: string, enteErogatore: string): Colonna<RilievoScritto>[] {
  return [
    { nome: 'riga_id', tipo: 'uuid', valore: ({ id }) => id },
    { nome: 'indice', tipo: 'smallint', valore: ({ indice }) => indice },
    { nome: 'invio_id', tipo: 'uuid', valore: () => invioId },
    { nome: 'ente_erogatore', tipo: 'uuid', valore: () => enteErogatore },
    { nome: 'linea', tipo: 'int', valore: ({ rilievo }) => rilievo.linea },
    { nome: 'colonna', tipo: 'int', valore: ({ rilievo }) => rilievo.colonna },
    { nome: 'errore', tipo: 'boolean', valore: ({ rilievo }) => rilievo.gravita === 'errore' },
    { nome: 'regola', tipo: 'text', valore: ({ rilievo }) => rilievo.regola },
    { nome: 'campo', tipo: 'text', valore: ({ rilievo }) => rilievo.campo },
    { nome: 'valore', tipo: 'bytea', valore: (row) => sealedValore(keyRing, row) },
    { nome: 'messaggio', tipo: 'text', valore: ({ rilievo }) => ownText(rilievo, 'messaggio') },
    { nome: 'rimedio', tipo: 'text', valore: ({ rilievo }) => ownText(rilievo, 'rimedio') },
  ];
}

function sealedValore(keyRing: KeyRing, { id, indice, rilievo: { valore } }: RilievoScritto): string | null {
  if (valore === undefined) return null;
  return byteaOf(keyRing.encrypt(Buffer.from(valore), placeOfValore(id, indice)).toString('hex'));
}

/** Null when the text is that of the rule. */
function ownText(rilievo: Rilievo, field: 'messaggio' | 'rimedio'): string | null {
  return TESTI.get(rilievo.regola)?.[field] === rilievo[field] ? null : rilievo[field];
}
