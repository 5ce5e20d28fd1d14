import type { Regola } from '../tracciato.js';

const RFC = 'RFC 8259 (JSON)';
const LAYOUT = 'layout JSON di Snodo';

const row =
  (gravita: Regola['gravita']) =>
  (codice: string, fonte: string, messaggio: string, rimedio: string): Regola => ({
    codice,
    stadio: 'consegna',
    gravita,
    forza: gravita === 'errore' ? 'specifica' : 'dedotta',
    fonte,
    colpa: 'mittente',
    messaggio,
    rimedio,
  });
const errore = row('errore');
const avviso = row('avviso');

/** What is wrong with a JSON document as a whole, whatever its righe say. */
export const REGOLE_FORMA_JSON = {
  malformato: errore(
    'JS-01',
    RFC,
    'Il documento non è JSON ben formato.',
    'Correggere il punto indicato, o esportare di nuovo il file dal gestionale; non modificarlo a mano.',
  ),
  codifica: errore(
    'JS-02',
    RFC,
    'I caratteri del documento non sono in una codifica leggibile.',
    'Salvare il file in UTF-8 e inviarlo di nuovo.',
  ),
  limite: errore(
    'JS-03',
    'limiti di Snodo',
    'Il documento supera un limite di lettura.',
    'Dividere il file in più invii; se il limite riguarda una sola riga, il file è costruito male.',
  ),
  struttura: errore(
    'JS-04',
    LAYOUT,
    'Il documento non ha la struttura attesa.',
    'Scrivere le righe come oggetti: in una lista, nella lista righe di un oggetto, o uno per linea (NDJSON).',
  ),
  chiaveIgnota: avviso(
    'JS-05',
    LAYOUT,
    'Accanto alle righe c’è una chiave non prevista: il suo contenuto è stato ignorato.',
    'Togliere la chiave, o correggerne il nome se era ente_erogatore o cf_operatore.',
  ),
  dopoRighe: errore(
    'JS-06',
    LAYOUT,
    'Una chiave che vale per tutte le righe è scritta dopo di loro.',
    'Scrivere ente_erogatore e cf_operatore prima di righe, e righe una volta sola.',
  ),
  chiaveRipetuta: errore(
    'JS-07',
    RFC,
    'La stessa chiave è scritta due volte nello stesso oggetto.',
    'Tenere una sola delle due: programmi diversi leggerebbero valori diversi.',
  ),
  tipoTesta: errore(
    'JS-08',
    LAYOUT,
    'Il valore di una chiave che vale per tutte le righe non è un testo.',
    'Scrivere il valore fra virgolette.',
  ),
} as const satisfies Readonly<Record<string, Regola>>;
