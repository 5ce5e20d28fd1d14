import {
  type Confrontato,
  type Evidenza,
  type GenereAltro,
  type Modello,
  type Soglie,
  type Veto,
  abbinaLista,
  abbinaListe,
  learnModello,
} from '#libs/abbinamento';
import { parseCodiceFiscale } from '#libs/codici';
import type { Lista } from './lista.js';

/** Two records, by their places: of A and of B, or both of A, the smaller first. */
export interface Coppia {
  readonly a: number;
  readonly b: number;
  readonly esito: 'certa' | 'dubbia';
  readonly punteggio: number;
  readonly probabilita: number;
  readonly veti: readonly Veto[];
  readonly evidenza: readonly Evidenza[];
}

export interface OpzioniCollega {
  readonly soglie: Partial<Soglie>;
  /** Undefined: the lists tell. */
  readonly veti: boolean | undefined;
  /** The list each of whose records is looked for in the other. Undefined: the shorter. */
  readonly cerca: 'a' | 'b' | undefined;
}

/** What was learnt of the lists, and the pairs as they are found. */
export interface Collegamento {
  readonly modello: Modello;
  readonly veti: boolean;
  /** Undefined in a list alone. */
  readonly cerca: 'a' | 'b' | undefined;
  coppie(): Iterable<Coppia>;
}

/** Other candidates of a doubt that are shown. */
const ALTRI_CANDIDATI = 4;
/** Records looked at to see what codes a list has. */
const CAMPIONE = 2000;

/** Learns from the lists themselves what each agreement is worth. Every record of one is then looked for in the other. */
export function collegaListe(a: Lista, b: Lista, { soglie, veti, cerca }: OpzioniCollega): Collegamento {
  const searched = cerca ?? (a.persone.length < b.persone.length ? 'a' : 'b');
  const [uno, altro] = searched === 'a' ? [a, b] : [b, a];
  const altri = altriComuni(a, b);
  const modello = learnModello({ nome: 'appreso', uno: uno.persone, altro: altro.persone, altri });
  const strict = veti ?? hasFamiglie([a, b], altri);
  return {
    modello,
    veti: strict,
    cerca: searched,
    *coppie() {
      for (const found of abbinaListe(uno.persone, altro.persone, { modello, altri, soglie, veti: strict })) {
        if (found.esito === 'nessuna') continue;
        const { riga, altri: others } = found;
        const pairOf = (one: Confrontato, esito: Coppia['esito']): Coppia => {
          const { candidato, punteggio, probabilita, evidenza } = one;
          const [a, b] = searched === 'a' ? [riga, candidato] : [candidato, riga];
          return { a, b, esito, punteggio, probabilita, veti: one.veti, evidenza };
        };
        yield pairOf(found, found.esito);
        if (found.esito === 'dubbia') for (const one of others.slice(0, ALTRI_CANDIDATI)) yield pairOf(one, 'dubbia');
      }
    },
  };
}

/** Looks for the records of one list that are the same person. */
export function collegaLista(lista: Lista, { soglie, veti }: OpzioniCollega): Collegamento {
  const { altri } = lista;
  const modello = learnModello({ nome: 'appreso', uno: lista.persone, altri });
  const strict = veti ?? hasFamiglie([lista], altri);
  return {
    modello,
    veti: strict,
    cerca: undefined,
    *coppie() {
      for (const { una, altra, ...found } of abbinaLista(lista.persone, { modello, altri, soglie, veti: strict }))
        yield { a: una, b: altra, ...found };
    },
  };
}

/** Fields that only one list has compare nothing. */
function altriComuni(a: Lista, b: Lista): Record<string, GenereAltro> {
  return Object.fromEntries(Object.entries(a.altri).filter(([nome]) => nome in b.altri));
}

/**
 * Whether brothers, sisters and twins must be kept apart by the vetoes. Not in layouts that say neither where people were born or live nor their
 * codici fiscali, and have an address to go by: there given names are as bad as any other field, and weights alone decide.
 */
function hasFamiglie(liste: readonly Lista[], altri: Readonly<Record<string, unknown>>): boolean {
  if (Object.keys(altri).length < 2) return true;
  return liste.some(({ campi, persone }) => {
    if (campi.has('luogo_nascita') || campi.has('comune')) return true;
    return persone
      .slice(0, CAMPIONE)
      .some(({ codice }) => codice !== undefined && parseCodiceFiscale(codice) !== undefined);
  });
}
