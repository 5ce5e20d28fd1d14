import type { Regola } from '../tracciato.js';

const FONTE = 'layout JSON di Snodo';
const row =
  (gravita: Regola['gravita']) =>
  (codice: string, messaggio: string, rimedio: string): Regola => ({
    codice,
    stadio: 'consegna',
    gravita,
    forza: gravita === 'errore' ? 'specifica' : 'dedotta',
    fonte: FONTE,
    colpa: 'mittente',
    messaggio,
    rimedio,
  });
const errore = row('errore');
const avviso = row('avviso');

/** What only JSON can have wrong. From JS-10: in one riga. */
export const REGOLE_JSON = {
  chiaveIgnota: avviso(
    'JS-10',
    'Chiave non prevista: il suo contenuto è stato ignorato.',
    'Togliere la chiave, o correggerne il nome se era una di quelle previste.',
  ),
  tipoErrato: errore(
    'JS-11',
    'Il valore non è del tipo JSON che serve qui.',
    'Scrivere un testo o un numero dove serve un valore, una lista fra parentesi quadre, un gruppo fra parentesi graffe.',
  ),
  numeroPerTesto: avviso(
    'JS-12',
    'Un testo è scritto come numero: è stato letto con le sue cifre.',
    'Scrivere i codici e i testi fra virgolette: un numero perde gli zeri iniziali e quelli dopo la virgola.',
  ),
  zeri: avviso(
    'JS-13',
    'Un codice è scritto come numero e ha perso gli zeri iniziali: sono stati rimessi.',
    'Scrivere i codici fra virgolette, con tutti gli zeri.',
  ),
  cifrePerse: errore(
    'JS-14',
    'Il numero ha più cifre di quante un numero JSON ne conservi.',
    'Scrivere il valore fra virgolette.',
  ),
  carattere: errore(
    'JS-15',
    'Il testo contiene un carattere che nessun documento per INPS può contenere.',
    'Togliere il carattere di controllo (spesso arriva da un copia e incolla).',
  ),
  campoRipetuto: errore(
    'JS-16',
    'Lo stesso campo è scritto due volte, con chiavi diverse.',
    'Tenere una sola delle due chiavi.',
  ),
} as const satisfies Readonly<Record<string, Regola>>;

export type NomeRegolaJson = keyof typeof REGOLE_JSON;
