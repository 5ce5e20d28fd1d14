import type { TestataRighe } from '#libs/contracts';
import type { RilieviDiRiga } from '../rilievo/scrivi-rilievi.js';
import type { CodificaAccolta } from './codifica-accolta.js';
import { testataOf } from './intestazione.js';
import type { Lotto, RigaAccolta, RigaRespinta } from './lotto.js';

type Tupla = readonly [numero: number, linea: number, colonna: number, annullamento: boolean];

/** What few righe have, or none. */
interface Altro {
  readonly foglio?: string | undefined;
  readonly idMittente?: string | undefined;
  readonly provvisoria?: true | undefined;
  readonly intestazione?: number | undefined;
}

/** The release before writes and reads the first four keys, and finds in them all there is to say of an XML document. */
interface Testa {
  readonly accolte: readonly (readonly [...Tupla, recordId: string, impronta: string, codifica?: CodificaAccolta])[];
  readonly respinte: readonly Tupla[];
  readonly rilievi: readonly RilieviDiRiga[];
  readonly testata: TestataRighe;
  /** In the order of the headings: their enti, and what is said of all but the first. */
  readonly enti?: readonly string[];
  readonly testate?: readonly TestataRighe[];
  /** One for each accepted riga; empty where it has none. */
  readonly doppioni?: readonly string[];
  /** By the number of the riga. */
  readonly altro?: Readonly<Record<number, Altro>>;
}

/** One line with the verdicts, then one for each content: contents are never parsed again, and JSON holds no raw line break. */
export function textOf({ accolte, respinte, rilievi, intestazioni }: Lotto): string {
  const altro = [...accolte, ...respinte].flatMap((riga) => altroOf(riga));
  const testa: Testa = {
    accolte: accolte.map(headOf),
    respinte: respinte.map(tuplaOf),
    rilievi,
    testata: intestazioni[0]?.testata ?? testataOf(undefined),
    enti: intestazioni.map(({ enteErogatore }) => enteErogatore),
    testate: intestazioni.slice(1).map(({ testata }) => testata),
    doppioni: accolte.map(({ doppione = '' }) => doppione),
    ...(altro.length === 0 ? {} : { altro: Object.fromEntries(altro) }),
  };
  return [JSON.stringify(testa), ...accolte.map(({ contenuto }) => contenuto)].join('\n');
}

/** @param ente of the document, for what the release before wrote */
export function parseLotto(indice: number, testo: string, ente: string): Lotto {
  const [first, ...contenuti] = testo.split('\n');
  const testa = JSON.parse(first!) as Testa;
  const { enti = [ente], testate = [], doppioni = [], altro = {} } = testa;
  const rigaOf = ([numero, linea, colonna, annullamento]: Tupla | Testa['accolte'][number]): RigaRespinta => {
    const riga = { numero, linea, colonna, annullamento, intestazione: 0 };
    const more = altro[numero];
    return more === undefined ? riga : Object.assign(riga, more);
  };
  return {
    indice,
    accolte: testa.accolte.map((head, at): RigaAccolta => {
      const [, , , , recordId, impronta, codifica] = head;
      const doppione = doppioni[at] ?? '';
      const accolta = Object.assign(rigaOf(head), { recordId, impronta, contenuto: contenuti[at]! });
      if (doppione !== '') Object.assign(accolta, { doppione });
      return codifica === undefined ? accolta : Object.assign(accolta, { codifica });
    }),
    respinte: testa.respinte.map(rigaOf),
    rilievi: testa.rilievi,
    intestazioni: [testa.testata, ...testate].map((testata, at) => ({ enteErogatore: enti[at]!, testata })),
  };
}

function headOf(riga: RigaAccolta): Testa['accolte'][number] {
  const { recordId, impronta, codifica } = riga;
  return codifica === undefined
    ? [...tuplaOf(riga), recordId, impronta]
    : [...tuplaOf(riga), recordId, impronta, codifica];
}

function tuplaOf({ numero, linea, colonna, annullamento }: RigaRespinta): Tupla {
  return [numero, linea, colonna, annullamento];
}

function altroOf(riga: RigaRespinta & Partial<Pick<RigaAccolta, 'provvisoria'>>): [number, Altro][] {
  const { numero, foglio, idMittente, intestazione, provvisoria } = riga;
  if (foglio === undefined && idMittente === undefined && intestazione === 0 && provvisoria === undefined) return [];
  return [[numero, { foglio, idMittente, provvisoria, intestazione: intestazione === 0 ? undefined : intestazione }]];
}
