import type { Relazione } from '#libs/riferimenti';
import { type Foglio, LIMITI_FOGLIO, type RigaFoglio } from '#libs/tracciati';

const CODICE = { base: 'testo', modello: '[A-Za-z0-9][A-Za-z0-9._:\\-]{0,39}' } as const;
const TESTO = { base: 'testo', lunghezzaMin: 1, lunghezzaMax: 600 } as const;

const RELAZIONI = [
  { valore: 'esatta', etichetta: 'Esatta' },
  { valore: 'piu_ampia', etichetta: 'Più ampia' },
  { valore: 'piu_ristretta', etichetta: 'Più ristretta' },
  { valore: 'scelta', etichetta: 'Scelta' },
] as const satisfies readonly { valore: Relazione; etichetta: string }[];

/** The list of an ente with its association, as it is uploaded and downloaded: one row per code and target. */
export const FOGLIO_LISTA = {
  titolo: 'nomenclatura locale',
  nome: 'Lista',
  colonne: {
    codice: {
      descrizione: 'codice locale, come sarà scritto nelle righe',
      alias: ['codice locale', 'codice prestazione'],
      obbligatorio: true,
      tipo: CODICE,
    },
    denominazione: { descrizione: 'denominazione', alias: ['prestazione'], obbligatorio: true, tipo: TESTO },
    descrizione: { descrizione: 'descrizione', tipo: TESTO },
    padre: { nome: 'codice_padre', descrizione: 'codice di cui è parte', alias: ['padre'], tipo: CODICE },
    relazione: {
      descrizione: 'che cosa è la voce regionale rispetto al codice locale',
      intestazioneRichiesta: true,
      tipo: { base: 'testo', elenco: RELAZIONI },
    },
    destinazione: {
      nome: 'codice_regionale',
      descrizione: 'voce della nomenclatura regionale, o di INPS; vuota se non è ancora deciso',
      alias: ['codice regione'],
      intestazioneRichiesta: true,
      tipo: CODICE,
    },
    dal: { descrizione: 'primo giorno dell’associazione', tipo: { base: 'data' } },
    al: { descrizione: 'ultimo giorno dell’associazione, compreso', tipo: { base: 'data' } },
    nota: { descrizione: 'nota per la Regione', tipo: { base: 'testo', lunghezzaMin: 1, lunghezzaMax: 500 } },
  },
} as const satisfies Foglio;

export type RigaFoglioLista = RigaFoglio<typeof FOGLIO_LISTA.colonne>;
export type CampoLista = keyof typeof FOGLIO_LISTA.colonne;

/** Bytes of a file at most, as sent: a list is some hundreds of rows. */
export const MOST_BYTES = 8 * 1024 ** 2;

/** A list far larger than any known: it is one version, written and told in one transaction. */
export const LIMITI_LISTA = { ...LIMITI_FOGLIO, byte: MOST_BYTES, righe: 5_000, rilievi: 5_000 };
