import { createHash } from 'node:crypto';
import type { CodiceEsito, Giudizio } from './giudizio.js';
import type { FlussoServito } from './pagina.js';

/** An outcome of INPS on a flusso. */
export interface Esito {
  readonly idFlusso: string;
  readonly tipo: string;
  readonly tsFlusso: string;
  readonly tsAcquisizione: string;
  readonly codice: CodiceEsito;
  readonly descrizione?: string;
  /** Only with OK. */
  readonly idAcquisizione?: string;
}

/** How an esito names its flusso: INPS's document says `id_flusso`, the example of its specification `codice_siuss`. */
export const GRAFIE = ['id_flusso', 'codice_siuss'] as const;
export type Grafia = (typeof GRAFIE)[number];

/** Most esiti in one notification. */
export const MAX_ESITI = 100;

export function esitoOf({ id, tipo, ts }: FlussoServito, { codice, descrizione }: Giudizio, when: Date): Esito {
  return {
    idFlusso: id,
    tipo,
    tsFlusso: ts,
    tsAcquisizione: when.toISOString(),
    codice,
    ...(descrizione === undefined ? {} : { descrizione }),
    ...(codice === 'OK' ? { idAcquisizione: acquisizioneOf(id) } : {}),
  };
}

/** A second outcome that says the opposite of the first: nothing in INPS's interface excludes one. */
export function contradictionOf(esito: Esito, when: Date): Esito {
  const { idAcquisizione: _, descrizione: __, ...rest } = esito;
  const same = { ...rest, tsAcquisizione: when.toISOString() };
  return esito.codice === 'OK'
    ? { ...same, codice: 'ERRORE_GENERICO', descrizione: 'acquisizione annullata' }
    : { ...same, codice: 'OK', idAcquisizione: acquisizioneOf(`${esito.idFlusso} di nuovo`) };
}

/** Body of `POST /esiti`. */
export function notificationOf(ente: string, esiti: readonly Esito[], grafia: Grafia): object {
  return {
    elenco_esiti: esiti.map(({ idFlusso, tipo, tsFlusso, tsAcquisizione, codice, descrizione, idAcquisizione }) => ({
      ...(grafia === 'id_flusso'
        ? { id_flusso: idFlusso }
        : { codice_siuss: idFlusso, codice_ente: ente, denominazione_ente: `Ente ${ente}` }),
      tipo,
      ts_flusso: tsFlusso,
      ts_acquisizione: tsAcquisizione,
      codice_esito: codice,
      ...(descrizione === undefined ? {} : { descrizione_esito: descrizione }),
      ...(idAcquisizione === undefined ? {} : { id_acquisizione_siuss: idAcquisizione }),
    })),
  };
}

function acquisizioneOf(testo: string): string {
  return String(createHash('sha256').update(testo).digest().readUIntBE(0, 5));
}
