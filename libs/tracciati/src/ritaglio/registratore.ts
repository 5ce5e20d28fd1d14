import type { RigaLetta } from '../lettura.js';
import type { LettoreOggetti } from '../documenti/forma-json.js';
import type { LettoreRighe } from '../documenti/forma-tabella.js';
import type { OggettoLetto } from '../json/oggetto.js';
import { campiPerNome, leggiIntestazione } from '../piano/intestazione.js';
import { compilaPiano } from '../piano/compilato.js';
import type { TestaJson } from '../piano/lettore-piano.js';
import type { Provenienza, RecordFoglio } from '../tabelle/record.js';
import type { Tracciato } from '../tracciato.js';

/** Something met in a table, in order. */
export type Incontro =
  | {
      readonly genere: 'intestazione';
      readonly record: RecordFoglio;
      readonly provenienza: Provenienza;
      readonly foglio: string | undefined;
    }
  | { readonly genere: 'riga'; readonly record: RecordFoglio; readonly numero: number };

export interface OggettoIncontrato {
  readonly numero: number;
  readonly oggetto: OggettoLetto;
  readonly testa: TestaJson;
}

/** Stands where the judge of righe stands, and writes down what it is given: so righe are numbered as they were when they were judged. */
export class RegistratoreRighe implements LettoreRighe {
  readonly #incontri: Incontro[] = [];
  readonly #campi: ReturnType<typeof campiPerNome>;
  readonly #quanti: number;

  constructor(tracciato: Tracciato) {
    const piano = compilaPiano(tracciato);
    this.#campi = campiPerNome(piano);
    this.#quanti = piano.campi.length;
  }

  riconosciute(record: Pick<RecordFoglio, 'celle'>): number {
    return leggiIntestazione(record, this.#campi, this.#quanti).quante;
  }

  intestazione(record: RecordFoglio, provenienza: Provenienza, foglio?: string): { rilievi: []; fatale: false } {
    this.#incontri.push({ genere: 'intestazione', record, provenienza, foglio });
    return { rilievi: [], fatale: false };
  }

  riga(record: RecordFoglio, numero: number): RigaLetta {
    this.#incontri.push({ genere: 'riga', record, numero });
    return nonGiudicata(numero, record.riga, 1);
  }

  /** What was met since the last call. */
  preleva(): Incontro[] {
    return this.#incontri.splice(0);
  }
}

/** The same for objects of JSON. */
export class RegistratoreOggetti implements LettoreOggetti {
  readonly #incontri: OggettoIncontrato[] = [];

  oggetto(oggetto: OggettoLetto, testa: TestaJson, numero: number): RigaLetta {
    this.#incontri.push({ numero, oggetto, testa });
    return nonGiudicata(numero, oggetto.linea, oggetto.colonna);
  }

  preleva(): OggettoIncontrato[] {
    return this.#incontri.splice(0);
  }
}

/** Only counted by who reads it. */
function nonGiudicata(numero: number, linea: number, colonna: number): RigaLetta {
  return {
    numero,
    linea,
    colonna,
    contenuto: {},
    rilievi: [],
    annullamento: false,
    chiave: { codiceFiscale: '', codicePrestazione: '', protocolloDomanda: '', data: '' },
    codifica: { esito: 'sconosciuta' },
    schemaValida: true,
  };
}
