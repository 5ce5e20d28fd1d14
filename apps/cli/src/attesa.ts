import { STATI_DI_PASSAGGIO, STATI_RIGA_IN_PAROLE, type StatoRiga } from '#libs/codici';
import { vaAInps } from '#libs/tracciati';
import type { Ambiente } from './comando.js';
import { type Risposta, partOf, textOf } from './richiesta.js';
import { write } from './scrittura.js';

const PAUSA = 2_000;

/**
 * Looks again and again until every record is at its end, and tells on the side how far they are.
 * @returns false when the time is over first
 */
export async function waitForEnd(read: () => Promise<Risposta>, minutes: number, ambiente: Ambiente): Promise<boolean> {
  const deadline = ambiente.now().getTime() + minutes * 60_000;
  let told = '';
  for (;;) {
    const { concluso_il: concluso, righe_per_stato, tracciato } = await read();
    const counts = partOf(righe_per_stato);
    const ended = typeof concluso === 'string';
    const passing = ended && vaAInps(textOf(tracciato)) ? STATI_DI_PASSAGGIO : [];
    const open = passing.filter((state) => typeof counts[state] === 'number');
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
