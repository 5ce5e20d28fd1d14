import type { RegolaFoglio } from '#libs/tracciati';

const regola = (
  codice: string,
  gravita: RegolaFoglio['gravita'],
  messaggio: string,
  rimedio: string,
): RegolaFoglio => ({
  codice,
  gravita,
  fonte: 'regole di Snodo sulle nomenclature locali',
  colpa: 'mittente',
  messaggio,
  rimedio,
});

/** What can be wrong with the list of an ente, beyond the shape of its cells and beyond each association by itself. */
export const REGOLE_LISTA = {
  vuota: regola('LL-01', 'errore', 'La lista è vuota.', 'Scrivere almeno un codice sotto l’intestazione.'),
  doppione: regola('LL-02', 'errore', 'La riga ripete un’altra riga dello stesso codice.', 'Tenerne una sola.'),
  discorde: regola(
    'LL-03',
    'errore',
    'Le righe dello stesso codice non dicono la stessa cosa.',
    'Scrivere la stessa denominazione, descrizione e codice padre in tutte le righe del codice.',
  ),
  ciclo: regola(
    'LL-04',
    'errore',
    'Il codice discende da sé stesso.',
    'Correggere codice_padre in una delle righe del giro.',
  ),
  padreEsterno: regola(
    'LL-05',
    'avviso',
    'Il codice padre non è un codice della lista.',
    'Se è un raggruppamento va bene così; altrimenti aggiungere la sua riga.',
  ),
  relazioneSenzaCodice: regola(
    'LL-06',
    'errore',
    'C’è una relazione ma manca il codice regionale.',
    'Scrivere il codice regionale, o lasciare vuote tutte e due le celle se non è ancora deciso.',
  ),
  codiceSenzaRelazione: regola(
    'LL-07',
    'errore',
    'C’è un codice regionale ma manca la relazione.',
    'Scrivere esatta, piu_ampia, piu_ristretta o scelta.',
  ),
  giorniSovrapposti: regola(
    'LL-08',
    'errore',
    'In alcuni giorni il codice avrebbe due associazioni.',
    'Far cominciare la seconda dopo la prima, e finire la prima il giorno prima; più voci negli stessi giorni sono una "scelta".',
  ),
  altroSignificato: regola(
    'LL-09',
    'errore',
    'Il codice è anche di un’altra nomenclatura, dove può voler dire altro.',
    'Usare un altro codice, oppure associarlo "esatta" a quella stessa voce.',
  ),
  giaRifiutata: regola(
    'LL-10',
    'avviso',
    'La Regione ha già rifiutato questa associazione: non è proposta di nuovo.',
    'Leggere il motivo e cambiare l’associazione, o parlarne con la Regione.',
  ),
  restaAssociato: regola(
    'LL-11',
    'avviso',
    'Il codice regionale è vuoto, ma il codice ha già un’associazione: resta quella.',
    'Se non vale più, scriverla con il suo ultimo giorno in `al`.',
  ),
  primaDellaLista: regola(
    'LL-12',
    'avviso',
    'L’associazione comincia prima che il codice sia nella lista: vale dal giorno in cui c’è.',
    'Nulla da fare, se il codice non serviva prima.',
  ),
  listaIndietro: regola(
    'LL-13',
    'errore',
    'La lista comincerebbe prima di quella che è già in vigore.',
    'Indicare in `dal` un giorno non precedente all’inizio della lista in vigore.',
  ),
  chiusuraIndietro: regola(
    'LL-14',
    'errore',
    'L’associazione finirebbe nel passato: cambierebbe righe già lette.',
    'Indicare come ultimo giorno ieri o un giorno successivo; per il passato chiedere alla Regione.',
  ),
} as const satisfies Readonly<Record<string, RegolaFoglio>>;
