import { STATI_RIGA_IN_PAROLE, type StatoRiga } from '#libs/codici';
import type { Ambiente, Argomenti } from './comando.js';
import type { Hub } from './hub.js';
import { pagesOf } from './pagine.js';
import { quanti } from './parole.js';
import { type Risposta, partOf, textOf } from './richiesta.js';
import { write } from './scrittura.js';

const DAY = 86_400_000;
/** What a sender has to look at, the most urgent first. */
const DA_GUARDARE = [{ stato: 'respinta_da_inps' }, { stato: 'non_trasmissibile' }, { silente: 'true' }] as const;

/** Lists the records that INPS refused, with its answer, those it cannot take, with the reason, and those it does not answer about. */
export async function righeDaGuardare(
  hub: Hub,
  invio: string,
  { opzioni }: Argomenti,
  ambiente: Ambiente,
): Promise<void> {
  let count = 0;
  for (const query of DA_GUARDARE) {
    for await (const riga of pagesOf(hub, `/rest/esiti/v1/invii/${invio}/righe`, query)) {
      count += 1;
      const text = opzioni.json === true ? `${JSON.stringify(riga)}\n` : rigaInParole(riga, ambiente.now());
      await write(ambiente.output, text);
    }
  }
  if (count === 0 && opzioni.json !== true) {
    await write(ambiente.output, 'Nessun record respinto da INPS, non trasmissibile o senza risposta.\n');
  }
}

function rigaInParole(riga: Risposta, now: Date): string {
  const { numero, linea, stato, silente, in_attesa_dal: dal, motivo_descrizione: motivo } = riga;
  const words = STATI_RIGA_IN_PAROLE[stato as StatoRiga] ?? textOf(stato);
  const silence = silente === true && typeof dal === 'string' ? `, senza risposta da ${daysSince(dal, now)}` : '';
  const { flusso, codice, descrizione } = partOf(riga.esito_inps);
  const message = flusso === undefined ? '' : `  ${textOf(flusso)}`;
  const why = motivo ?? [textOf(codice), textOf(descrizione)].filter((part) => part !== '').join(': ');
  const detail = textOf(why) === '' ? '' : `        ${textOf(why)}\n`;
  return `${words}${silence}  record n. ${textOf(numero)}, linea ${textOf(linea)}${message}\n${detail}`;
}

function daysSince(instant: string, now: Date): string {
  return quanti(Math.floor((now.getTime() - Date.parse(instant)) / DAY), 'giorno', 'giorni');
}
