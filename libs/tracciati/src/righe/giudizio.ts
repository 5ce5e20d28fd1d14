import type { Codifica, ContestoRegole } from '../contesto.js';
import type { ChiaveRiga } from '../lettura.js';
import type { TracciatoCompilato } from '../schema/compilato.js';
import type { RigaInEsame } from '../tracciato.js';
import type { Ambito } from './ambito.js';
import { chiaveDi, dataEventoDi, isAnnullamento } from './chiave-riga.js';
import { codificaOf, contenutoTradotto } from './codifica.js';
import { type Tolleranza, esamina } from './esame.js';
import type { Luoghi } from './luoghi.js';

/** What a record is found to be, besides its rilievi. */
export interface Giudizio {
  readonly annullamento: boolean;
  readonly chiave: ChiaveRiga;
  readonly codifica: Codifica;
}

/** Of who reads forms in which a riga says more than the official schema has places for. */
interface Altro {
  /** The ente erogatore that the riga names. */
  readonly ente?: string;
  readonly idMittente?: string;
  readonly tolleranza?: Tolleranza;
}

const NIENTE_ALTRO: Altro = {};

/**
 * The verdict of the rules on a record that has been read: what they find joins the rilievi of the riga.
 * @param guastiIntorno broken keys found around the riga @param luoghi made only when a rule speaks
 */
export function giudica(
  compilato: TracciatoCompilato,
  contesto: ContestoRegole,
  riga: Ambito,
  guastiIntorno: ReadonlySet<string> | undefined,
  luoghi: () => Luoghi,
  { ente, idMittente, tolleranza }: Altro = NIENTE_ALTRO,
): Giudizio {
  const { tracciato } = compilato;
  const contenuto = riga.record;
  const dataEvento = dataEventoDi(contenuto, tracciato.dataEvento);
  const codifica = codificaOf(contesto, tracciato, contenuto, dataEvento, ente);
  const inEsame: RigaInEsame = {
    contenuto: contenutoTradotto(contenuto, tracciato, codifica),
    codifica,
    guasti: union(guastiIntorno, riga.guasti),
    arrotondati: riga.arrotondati,
    fuoriScala: riga.fuoriScala,
    dataEvento,
    ente,
    idMittente,
  };
  for (const rilievo of esamina(compilato, contesto, inEsame, luoghi, tolleranza)) riga.segnala(rilievo);
  return {
    annullamento: isAnnullamento(tracciato, contenuto),
    chiave: chiaveDi(contenuto, tracciato, dataEvento),
    codifica,
  };
}

function union(one: ReadonlySet<string> | undefined, other: ReadonlySet<string>): ReadonlySet<string> {
  if (one === undefined || one.size === 0) return other;
  return other.size === 0 ? one : new Set([...one, ...other]);
}
