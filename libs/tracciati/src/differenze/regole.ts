import { descriviEffetto } from '../documentazione/parole.js';
import type { Regola } from '../tracciato.js';
import type { Differenza } from './differenza.js';

export function* differenzeRegole(prima: readonly Regola[], dopo: readonly Regola[]): Generator<Differenza> {
  const [before, after] = [prima, dopo].map((regole) => new Map(regole.map((regola) => [regola.codice, regola])));
  for (const [posto, regola] of after!) {
    const former = before!.get(posto);
    if (former !== undefined) yield* differenzeRegola(posto, former, regola);
    else yield { genere: 'regola_aggiunta', posto, prima: null, dopo: wordsOf(regola), daAdeguare: refuses(regola) };
  }
  for (const [posto, regola] of before!)
    if (!after!.has(posto))
      yield { genere: 'regola_tolta', posto, prima: wordsOf(regola), dopo: null, daAdeguare: false };
}

function* differenzeRegola(posto: string, prima: Regola, dopo: Regola): Generator<Differenza> {
  const [effect, now] = [descriviEffetto(prima), descriviEffetto(dopo)];
  if (effect !== now) {
    const daAdeguare = refuses(dopo) && !refuses(prima);
    yield { genere: 'gravita_cambiata', posto, prima: effect, dopo: now, daAdeguare };
  }
  const [text, textNow] = [`${prima.messaggio} ${prima.rimedio}`, `${dopo.messaggio} ${dopo.rimedio}`];
  if (text !== textNow) yield { genere: 'regola_riscritta', posto, prima: text, dopo: textNow, daAdeguare: false };
}

function refuses({ stadio, gravita }: Regola): boolean {
  return stadio === 'consegna' && gravita === 'errore';
}

function wordsOf(regola: Regola): string {
  return `${descriviEffetto(regola)}: ${regola.messaggio}`;
}
