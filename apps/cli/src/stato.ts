import { type Ambiente, type Argomenti, type Comando, USCITA, only, optional } from './comando.js';
import { Hub, OPZIONI_HUB } from './hub.js';
import { rilievoDi, rilievoInParole } from './parole.js';
import { partOf, textOf } from './richiesta.js';
import { show } from './scheda.js';
import { write } from './scrittura.js';

/** Follows a deposit. */
export const stato: Comando = {
  nome: 'stato',
  argomenti: 'INVIO [opzioni]',
  sommario: 'dice a che punto è un invio, e con --rilievi che cosa non va',
  opzioni: {
    ente: { type: 'string', valore: 'CODICE', descrizione: 'ente che ha inviato, per chiedere un token di sviluppo' },
    rilievi: { type: 'boolean', descrizione: 'elenca i rilievi; con --json un oggetto per riga' },
    ...OPZIONI_HUB,
  },
  esegui: async (argomenti: Argomenti, ambiente: Ambiente) => {
    const invio = encodeURIComponent(only(argomenti, 'INVIO'));
    const hub = await Hub.open(argomenti, ambiente, optional(argomenti, 'ente'));
    if (argomenti.opzioni.rilievi === true) return rilievi(hub, invio, argomenti, ambiente);
    const risposta = await hub.get(`/rest/invii/v1/invii/${invio}`);
    const righe = Object.entries(partOf(risposta.righe_per_stato)).map(
      ([state, count]) => [wordsOf(state), count] as const,
    );
    return show(argomenti, ambiente, risposta, `Invio ${textOf(risposta.id)}: ${wordsOf(textOf(risposta.stato))}`, [
      ['tracciato', risposta.tracciato],
      ['ricevuto il', risposta.ricevuto_il],
      ['concluso il', risposta.concluso_il],
      ['annullato il', risposta.annullato_il],
      ['schema', schemaOf(risposta.schema_valido)],
      ['record', risposta.righe],
      ...righe,
    ]);
  },
};

function wordsOf(state: string): string {
  return state.replaceAll('_', ' ');
}

function schemaOf(valido: unknown): string | undefined {
  return typeof valido === 'boolean' ? (valido ? 'conforme' : 'NON conforme') : undefined;
}

/** Pages to the end: a delivery with errors everywhere has as many rilievi as righe. */
async function rilievi(hub: Hub, invio: string, { opzioni }: Argomenti, { output }: Ambiente): Promise<number> {
  const base = `/rest/esiti/v1/invii/${invio}/rilievi?limit=100`;
  const line = (rilievo: unknown) =>
    opzioni.json === true ? `${JSON.stringify(rilievo)}\n` : rilievoInParole(rilievoDi(partOf(rilievo)));
  let path: string | undefined = base;
  let count = 0;
  while (path !== undefined) {
    const { items, next_cursor: next } = await hub.get(path);
    for (const rilievo of Array.isArray(items) ? items : []) {
      count += 1;
      await write(output, line(rilievo));
    }
    path = typeof next === 'string' ? `${base}&cursor=${encodeURIComponent(next)}` : undefined;
  }
  if (count === 0 && opzioni.json !== true) await write(output, 'Nessun rilievo.\n');
  return USCITA.bene;
}
