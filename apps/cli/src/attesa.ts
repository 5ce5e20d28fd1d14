import { STATI_RIGA_IN_PAROLE, type StatoRiga } from '#libs/codici';
import type { Ambiente } from './comando.js';
import { type Risposta, partOf } from './richiesta.js';
import { write } from './scrittura.js';

const PAUSA = 2_000;

/** States from which a record goes on by itself, sooner or later. */
const DI_PASSAGGIO: readonly StatoRiga[] = [
  'ricevuta',
  'in_attesa_di_codifica',
  'in_attesa_di_conferma',
  'provvisoria',
  'accettata',
  'a_disposizione_di_inps',
  'ritirata',
];

/**
 * Looks again and again until every record is at its end, and tells on the side how far they are.
 * @returns false when the time is over first
 */
export async function waitForEnd(read: () => Promise<Risposta>, minutes: number, ambiente: Ambiente): Promise<boolean> {
  const deadline = ambiente.now().getTime() + minutes * 60_000;
  let told = '';
  for (;;) {
    const { concluso_il: concluso, righe_per_stato } = await read();
    const counts = partOf(righe_per_stato);
    const ended = typeof concluso === 'string';
    const open = ended ? DI_PASSAGGIO.filter((state) => typeof counts[state] === 'number') : [];
    if (ended && open.length === 0) return true;
    const words = ended ? open.map((state) => wordsOf(state, counts[state] as number)).join(', ') : 'in validazione';
    if (words !== told) await write(ambiente.errors, `attendo: ${words}\n`);
    told = words;
    if (ambiente.now().getTime() + PAUSA > deadline) return false;
    await ambiente.pause(PAUSA);
  }
}

function wordsOf(state: StatoRiga, count: number): string {
  return `${count} ${STATI_RIGA_IN_PAROLE[state]}`;
}
