import type { Regola } from '../tracciato.js';

const SNODO = 'lettura dei documenti di Snodo';
const ZIP = 'APPNOTE.TXT (ZIP) e RFC 1952 (gzip)';

const row = (codice: string, fonte: string, messaggio: string, rimedio: string): Regola => ({
  codice,
  stadio: 'consegna',
  gravita: 'errore',
  forza: 'specifica',
  fonte,
  colpa: 'mittente',
  messaggio,
  rimedio,
});

/** What keeps a document from being found at all: it is in no form that is read, or in an archive that cannot be opened. */
export const REGOLE_ARCHIVIO = {
  forma: row(
    'AR-01',
    SNODO,
    'Il file non è in una forma che Snodo legge.',
    'Inviare i dati come XML, CSV, XLSX, JSON o NDJSON; si può comprimerli con ZIP o gzip.',
  ),
  rotto: row(
    'AR-02',
    ZIP,
    'L’archivio è rovinato o incompleto.',
    'Rifare l’archivio e inviarlo di nuovo, o inviare il documento senza comprimerlo.',
  ),
  protetto: row(
    'AR-03',
    ZIP,
    'L’archivio è protetto da password.',
    'Rifare l’archivio senza password: il collegamento con Snodo è già cifrato.',
  ),
  documenti: row(
    'AR-04',
    SNODO,
    'L’archivio deve contenere un solo documento.',
    'Inviare un archivio per ogni documento, ognuno come invio a sé.',
  ),
  limite: row(
    'AR-05',
    'limiti di Snodo',
    'Ciò che esce dall’archivio supera un limite di lettura.',
    'Dividere il documento in più invii, o inviarlo senza comprimerlo.',
  ),
  annidato: row(
    'AR-06',
    SNODO,
    'L’archivio contiene un altro archivio.',
    'Mettere nell’archivio direttamente il documento, o inviarlo senza comprimerlo.',
  ),
  nome: row(
    'AR-07',
    ZIP,
    'Nell’archivio c’è un file con un nome non ammesso.',
    'Rifare l’archivio mettendovi solo il documento, senza percorsi.',
  ),
} as const satisfies Readonly<Record<string, Regola>>;
