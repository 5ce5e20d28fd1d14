/** A rule on what an association says. Its code is for ever; the words are for who must mend it. */
export interface RegolaAssociazione {
  readonly codice: string;
  readonly gravita: 'errore' | 'avviso';
  readonly fonte: string;
  readonly colpa: 'mittente';
  readonly messaggio: string;
  readonly rimedio: string;
}

const FONTE = 'regole di Snodo sulle associazioni tra nomenclature';

function regola(
  codice: string,
  gravita: RegolaAssociazione['gravita'],
  messaggio: string,
  rimedio: string,
): RegolaAssociazione {
  return { codice, gravita, fonte: FONTE, colpa: 'mittente', messaggio, rimedio };
}

/** What can be wrong with one association, whoever proposes it and by whatever means. */
export const REGOLE_ASSOCIAZIONE = {
  coppia: regola(
    'AS-01',
    'errore',
    'Tra queste due nomenclature non si fanno associazioni.',
    'Associare una lista locale a REG o SIUSS, REG a SIUSS o LEPS, SIUSS a ISTAT o FNPS.',
  ),
  sceltaDiUno: regola(
    'AS-02',
    'errore',
    'La relazione è "scelta" ma la destinazione è una sola.',
    'Indicare tutte le voci possibili (nel foglio: una riga per voce), oppure un’altra relazione.',
  ),
  troppeDestinazioni: regola(
    'AS-03',
    'errore',
    'Più destinazioni negli stessi giorni, ma la relazione non è "scelta".',
    'Scrivere "scelta" se ogni riga dovrà dire quale voce intende, altrimenti lasciare una sola destinazione.',
  ),
  destinazioneRipetuta: regola(
    'AS-04',
    'errore',
    'La stessa destinazione è scritta due volte.',
    'Lasciarla una volta sola.',
  ),
  giorniRovesciati: regola(
    'AS-05',
    'errore',
    'L’ultimo giorno viene prima del primo.',
    'Scambiare i due giorni, o lasciare vuoto l’ultimo se non è ancora deciso.',
  ),
  codiceAssente: regola(
    'AS-06',
    'errore',
    'Nel primo giorno dell’associazione il codice non è nella sua nomenclatura.',
    'Controllare il codice, o spostare il primo giorno dentro una versione che lo contiene.',
  ),
  nessunaVersione: regola(
    'AS-07',
    'errore',
    'Nel primo giorno dell’associazione nessuna versione della nomenclatura di destinazione è in vigore.',
    'Spostare il primo giorno dentro una versione pubblicata.',
  ),
  destinazioneSconosciuta: regola(
    'AS-08',
    'errore',
    'La destinazione non è un codice della nomenclatura di destinazione.',
    'Cercare il codice giusto tra le voci della versione in vigore in quel giorno.',
  ),
  destinazioneRitirata: regola(
    'AS-09',
    'errore',
    'La destinazione non è nella versione in vigore nel primo giorno dell’associazione: è stata ritirata, o viene dopo.',
    'Usare la voce che ne ha preso il posto, o chiudere l’associazione prima del ritiro.',
  ),
  destinazioneDaSostituire: regola(
    'AS-10',
    'avviso',
    'La destinazione esce dalla nomenclatura prima che l’associazione finisca: da quel giorno il codice resta senza.',
    'Aggiungere un’associazione con la voce nuova dal giorno in cui comincia la versione che la contiene.',
  ),
  validitaInConflitto: regola(
    'AS-11',
    'errore',
    'In alcuni di questi giorni il codice ha già un’altra associazione approvata.',
    'Cominciare dopo il primo giorno di quella in vigore (che si chiude da sé il giorno prima), o finire (`al`) il giorno prima del suo primo giorno: così si aggiungono i giorni passati.',
  ),
} as const satisfies Readonly<Record<string, RegolaAssociazione>>;

export type NomeRegola = keyof typeof REGOLE_ASSOCIAZIONE;
