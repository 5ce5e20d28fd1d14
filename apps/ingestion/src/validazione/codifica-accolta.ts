import type { RigaLetta } from '#libs/tracciati';

/** A code with what it is for INPS. */
export interface CodificaTradotta {
  readonly ricevuto: string;
  /** Empty only of a cancellation whose code is nothing for INPS any more: what is taken back is found by its record. */
  readonly inps: string;
  /** From the sender's list to INPS's. */
  readonly versioni: readonly string[];
}

/** A code that leads nowhere yet. */
export interface CodificaMancante {
  readonly ricevuto: string;
  readonly giorno: string;
}

/** How the code of a riga was read. Undefined where it is INPS's own, of the version its invio is judged with: nearly always. */
export type CodificaAccolta = CodificaTradotta | CodificaMancante | undefined;

export function isMancante(codifica: CodificaAccolta): codifica is CodificaMancante {
  return codifica !== undefined && 'giorno' in codifica;
}

export function isTradotta(codifica: CodificaAccolta): codifica is CodificaTradotta {
  return codifica !== undefined && 'inps' in codifica;
}

/** What the righe of an invio are judged with. */
interface GiudicateCon {
  /** Version of INPS's nomenclature. */
  readonly nomenclatura: string;
  /** Day on which the code of a riga without an event date is looked up. */
  readonly oggi: string;
}

/** @param annulla what it made is being taken back: that never waits */
export function codificaAccolta(
  { codifica, chiave }: Pick<RigaLetta, 'codifica' | 'chiave'>,
  { nomenclatura, oggi }: GiudicateCon,
  annulla: boolean,
): CodificaAccolta {
  const ricevuto = chiave.codicePrestazione;
  if (codifica.esito === 'tradotta') {
    const { codice, versioni } = codifica;
    const usual = codice === ricevuto && versioni.length === 1 && versioni[0] === nomenclatura;
    return usual ? undefined : { ricevuto, inps: codice, versioni };
  }
  if (annulla) return { ricevuto, inps: '', versioni: [] };
  return { ricevuto, giorno: chiave.data === '' ? oggi : chiave.data };
}
