import type { CampoEsteso, Tipo } from './tracciato.js';

// Fields of the regional extension that more than one tracciato has.

const testo = (lunghezzaMax: number): Tipo => ({ base: 'testo', lunghezzaMin: 1, lunghezzaMax });
const data: Tipo = { base: 'data' };

export const ID_MITTENTE: CampoEsteso = {
  nome: 'id_mittente',
  // What any keyboard writes, without spaces at the ends: it is compared as it is, year after year.
  tipo: { base: 'testo', modello: '[!-~À-ÿ]([ -~À-ÿ]{0,62}[!-~À-ÿ])?' },
  descrizione: 'chiave della riga nel gestionale di chi invia, stabile nel tempo, da 1 a 64 caratteri',
  obbligo: 'se la riga è provvisoria; serve anche per correggere e annullare senza ripetere gli altri dati',
  uso: 'id_mittente',
};

export const ENTE_EROGATORE: CampoEsteso = {
  nome: 'ente_erogatore',
  tipo: testo(32),
  descrizione: 'codice dell’ente che eroga la prestazione (catastale, IPA o codice fiscale)',
  obbligo: 'se non è l’ente per cui si fa l’invio',
  uso: 'ente_erogatore',
};

export const CF_OPERATORE = (tipo: Tipo): CampoEsteso => ({
  nome: 'cf_operatore',
  tipo,
  descrizione: 'codice fiscale dell’operatore dell’ente erogatore',
  obbligo: 'sempre; non in una cancellazione che dice id_mittente',
  uso: 'cf_operatore',
});

export const PROVVISORIA: CampoEsteso = {
  nome: 'provvisoria',
  tipo: { base: 'si_no' },
  descrizione: 'sì se la riga è urgente e incompleta: è tenuta, non pubblicata, in attesa di una riga completa',
  uso: 'provvisoria',
};

/** Who gives the service, with what money, by which act, and since when it was asked for. */
export const CAMPI_DI_GESTIONE: readonly CampoEsteso[] = [
  { nome: 'gestore', tipo: testo(200), descrizione: 'soggetto che gestisce il servizio per conto dell’ente' },
  { nome: 'unita_offerta', tipo: testo(100), descrizione: 'unità di offerta, struttura o servizio che eroga' },
  { nome: 'fondo', tipo: testo(100), descrizione: 'fondo o fonte di finanziamento' },
  {
    nome: 'cup',
    tipo: { base: 'testo', modello: '[A-Za-z0-9]{15}', forma: 'identificativo' },
    descrizione: 'codice unico di progetto (CUP), 15 caratteri',
  },
  { nome: 'provvedimento', tipo: testo(200), descrizione: 'provvedimento che riconosce la prestazione' },
  { nome: 'data_domanda', tipo: data, descrizione: 'giorno della domanda' },
  { nome: 'data_riconoscimento', tipo: data, descrizione: 'giorno del riconoscimento' },
];
