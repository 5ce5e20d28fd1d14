import type { Guasti } from './guasti.js';
import { CODICI_ESITO, type CodiceEsito } from './giudizio.js';
import type { Problema } from './problema.js';
import type { Registro } from './registro.js';

/** How INPS stands with an ente, in numbers. */
export interface Riepilogo {
  readonly ente: string;
  readonly since: number;
  readonly slot: number;
  readonly chiamate: number;
  readonly acquisiti: number;
  readonly riletti: number;
  readonly in_attesa: number;
  readonly consegnati: number;
  /** Of the flussi acquired, by outcome. */
  readonly per_codice: Readonly<Record<CodiceEsito, number>>;
  readonly problemi: number;
  readonly guasti: Guasti;
}

/** The same with every flusso, esito and problem. */
export interface Stato extends Omit<Riepilogo, 'acquisiti' | 'in_attesa' | 'consegnati' | 'problemi'> {
  /** Ids in the order of acquisition. */
  readonly acquisiti: readonly string[];
  readonly in_attesa: readonly { readonly id_flusso: string; readonly codice_esito: CodiceEsito }[];
  readonly consegnati: readonly {
    readonly id_flusso: string;
    readonly codice_esito: CodiceEsito;
    readonly id_acquisizione_siuss?: string;
    readonly consegnato_il: string;
  }[];
  readonly problemi: readonly (Problema & { readonly il: string })[];
}

export function riepilogoOf(registro: Registro, guasti: Guasti): Riepilogo {
  const { ente, cursore, slot, chiamate, riletti } = registro;
  const giudizi = [...registro.acquisiti.values()].map(({ giudizio }) => giudizio.codice);
  const count = (codice: CodiceEsito) => giudizi.filter((one) => one === codice).length;
  return {
    ente,
    since: cursore.since,
    slot,
    chiamate,
    acquisiti: registro.acquisiti.size,
    riletti,
    in_attesa: registro.attesa.length,
    consegnati: registro.consegnati.length,
    per_codice: Object.fromEntries(CODICI_ESITO.map((codice) => [codice, count(codice)])) as Record<
      CodiceEsito,
      number
    >,
    problemi: registro.problemi.length,
    guasti,
  };
}

export function statoOf(registro: Registro, guasti: Guasti): Stato {
  return {
    ...riepilogoOf(registro, guasti),
    acquisiti: [...registro.acquisiti.keys()],
    in_attesa: registro.attesa.map(({ esito }) => ({ id_flusso: esito.idFlusso, codice_esito: esito.codice })),
    consegnati: registro.consegnati.map(({ esito, il }) => ({
      id_flusso: esito.idFlusso,
      codice_esito: esito.codice,
      ...(esito.idAcquisizione === undefined ? {} : { id_acquisizione_siuss: esito.idAcquisizione }),
      consegnato_il: il,
    })),
    problemi: [...registro.problemi],
  };
}
