import { type PeriodoAssociazione, type Voce, chiaveAssociazione } from '#libs/riferimenti';
import { ENTI, type NomeEnte } from './riferimenti.js';

interface Lista {
  readonly sistema: string;
  readonly versione?: string;
  readonly codici: readonly string[];
  /** Whose own list it is. */
  readonly ente?: NomeEnte;
  readonly dal?: string;
  readonly al?: string | null;
  readonly stato?: 'pubblicata' | 'ritirata';
  readonly revisione?: number;
}

/** A published list of codes, as the nomenclatore would send it. */
export function lista({
  sistema,
  versione = '1',
  codici,
  ente,
  dal = '1900-01-01',
  al = null,
  stato = 'pubblicata',
  revisione = 1,
}: Lista): Voce {
  return {
    genere: 'nomenclatura',
    id: `${sistema}@${versione}#0`,
    revisione,
    contenuto: {
      sistema,
      versione,
      stato,
      dal,
      al,
      parte: 0,
      parti: 1,
      ...(ente === undefined ? {} : { ente: ENTI[ente].id }),
      voci: codici.map((codice) => ({ codice, padre: null, denominazione: `Voce ${codice}`, attributi: {} })),
    },
  };
}

/** The system of the own codes of an ente. */
export function sistemaDi(ente: NomeEnte): string {
  return `LOC:${ENTI[ente].belfiore}`;
}

type Periodo = Partial<PeriodoAssociazione> & Pick<PeriodoAssociazione, 'destinazioni'>;

/** What a code is in INPS's nomenclature, from each day on; no periods: nothing any more. */
export function associazione(da: string, codice: string, periodi: readonly Periodo[], revisione = 1): Voce {
  const via = { da, codice, a: 'SIUSS' };
  return {
    genere: 'associazione',
    id: chiaveAssociazione(via),
    revisione,
    contenuto: {
      ...via,
      periodi: periodi.map((periodo) => ({ dal: '1900-01-01', al: null, relazione: 'esatta' as const, ...periodo })),
    },
  };
}
