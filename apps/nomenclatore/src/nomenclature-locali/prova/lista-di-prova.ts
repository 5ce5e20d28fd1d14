import { isApprovata } from '../../associazioni/associazione.js';
import type { Liste } from '../../associazioni/liste.js';
import { REGIONE, liste, versione } from '../../associazioni/prova/associazioni-di-prova.js';
import { Tavolo } from '../../associazioni/tavolo.js';
import type { EsameLista, ListaNota } from '../esame-lista.js';
import type { CodiceLista, RigaLista } from '../lista-letta.js';

export const OGGI = '2026-03-10';

/** R4 is divided in July 2026, R6 goes away; INPS has A2.07. */
export const NAZIONALI: Liste = liste(
  versione('REG@1', '2024-01-01', '2026-06-30', { R4: 'SAD', R5: 'Pasti', R6: 'Trasporto', R7: 'Telesoccorso' }),
  versione('REG@2', '2026-07-01', null, {
    R4A: ['SAD anziani', 'R4'],
    R4B: ['SAD adulti', 'R4'],
    R5: 'Pasti',
    R7: 'Telesoccorso',
  }),
  versione('SIUSS@1.0', '2013-01-01', null, { 'A2.07': 'Distribuzione pasti', 'A2.30': 'Altro' }),
);

/** `riga(2, 'SAD', 'S.A.D.', 'esatta', 'R4')` */
export function riga(
  numero: number,
  codice: string,
  denominazione: string,
  relazione: RigaLista['relazione'] = null,
  destinazione: string | null = null,
  more: Partial<RigaLista> = {},
): RigaLista {
  const empty = { descrizione: null, padre: null, dal: null, al: null, nota: null };
  return { ...empty, riga: numero, codice, denominazione, relazione, destinazione, ...more };
}

let made = 0;

/** An ente that never uploaded anything, unless told otherwise. */
export function nota(changes: Partial<ListaNota> = {}): ListaNota {
  return {
    sistema: 'LOC:E388',
    liste: NAZIONALI,
    tavolo: new Tavolo([]),
    primaChiusura: '2026-03-09',
    rifiutate: new Map(),
    atto: REGIONE,
    oggi: OGGI,
    dal: undefined,
    precedente: undefined,
    equivalenze: [],
    provenienzaOf() {
      made += 1;
      return {
        id: `018f0000-0000-7000-9000-${String(made).padStart(12, '0')}`,
        ente: null,
        fonte: 'prova',
        affidabilita: 'fonte',
      };
    },
    ...changes,
  };
}

/** What is known once a list was taken. */
export function dopo(codici: readonly CodiceLista[], { nuovaDal }: EsameLista, before: ListaNota): ListaNota {
  const dal = nuovaDal ?? before.precedente!.dal;
  const known = new Map(codici.map(({ codice, denominazione }) => [codice, { denominazione, sostituisce: [] }]));
  const mine = { nome: `${before.sistema}@1`, dal, al: null, voci: known };
  return nota({
    ...before,
    tavolo: new Tavolo(before.tavolo.all()),
    liste: new Map([...before.liste, [before.sistema, [mine]]]),
    precedente: { dal, al: null, voci: codici },
  });
}

/** Days on which a code has more than one approved association toward one system. */
export function doppie(tavolo: Tavolo): string[] {
  const approved = tavolo.all().filter(isApprovata);
  return approved.flatMap((one, at) =>
    approved
      .slice(at + 1)
      .filter((other) => other.codice === one.codice && other.a === one.a)
      .filter((other) => (one.al === null || other.dal <= one.al) && (other.al === null || one.dal <= other.al))
      .map(({ codice, dal }) => `${codice} ${dal}`),
  );
}
