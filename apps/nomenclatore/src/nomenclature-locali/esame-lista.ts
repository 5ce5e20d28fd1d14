import type { Validita } from '#libs/riferimenti';
import type { Liste, VersioneLista } from '../associazioni/liste.js';
import { dayBefore } from '#libs/codici';
import { type Equivalenza, findAltriSignificati } from './altri-significati.js';
import { type DifettoLista, findDifettiLista } from './difetti-lista.js';
import type { CodiceLista } from './lista-letta.js';
import { type ContestoLista, pianifica } from './piano-associazioni.js';
import { REGOLE_LISTA } from './regole-lista.js';
import { type ConfrontoLista, type VoceTenutaLista, confronta, primoGiornoOf } from './versione-lista.js';

/** What is known when a list arrives. */
export interface ListaNota extends Omit<ContestoLista, 'predefinito'> {
  readonly oggi: string;
  /** First day that the sender asks for, if any. */
  readonly dal: string | undefined;
  /** The last list, if there is one, with its items. */
  readonly precedente: (Validita & { readonly voci: readonly VoceTenutaLista[] }) | undefined;
  readonly equivalenze: readonly Equivalenza[];
}

/** What an uploaded list would change. Its associations are on the table. */
export interface EsameLista {
  readonly difetti: readonly DifettoLista[];
  readonly confronto: ConfrontoLista;
  /** First day of the new version; none when codes and words are as they were. */
  readonly nuovaDal: string | undefined;
}

/** Judges a list against itself, against the one before it and against the nomenclatures it is associated to. */
export function esamina(codici: readonly CodiceLista[], nota: ListaNota): EsameLista {
  const { oggi, dal, precedente, liste, equivalenze } = nota;
  const own = findDifettiLista(codici);
  const confronto = confronta(codici, precedente?.voci ?? []);
  const { nuove, cambiate, tolte } = confronto;
  const isChanged = nuove.length + cambiate.length + tolte.length > 0;
  const nuovaDal = isChanged ? (dal ?? primoGiornoOf(confronto, precedente, oggi)) : undefined;
  if (codici.length === 0) return { difetti: own, confronto, nuovaDal };
  const isBack = nuovaDal !== undefined && precedente !== undefined && nuovaDal < precedente.dal;
  const back: DifettoLista[] = isBack ? [{ riga: null, campo: 'dal', regola: REGOLE_LISTA.listaIndietro }] : [];
  const listeDopo = nuovaDal === undefined ? liste : withNuova(nota, codici, nuovaDal);
  // What a code is elsewhere cannot be judged where its rows do not say it; who its parent is does not matter to that.
  const unclear = own.filter(({ regola, campo }) => regola.gravita === 'errore' && campo !== 'padre');
  const wrong = new Set(unclear.map(({ riga }) => riga));
  const sound = codici.filter(({ righe }) => !righe.some(({ riga }) => wrong.has(riga)));
  const giorno = nuovaDal !== undefined && oggi < nuovaDal ? nuovaDal : oggi;
  const difetti = [
    ...own,
    ...back,
    ...findAltriSignificati(sound, liste, equivalenze, giorno),
    ...pianifica(sound, { ...nota, liste: listeDopo, predefinito: dal ?? oggi }),
  ];
  return { difetti: difetti.toSorted((one, other) => (one.riga ?? 0) - (other.riga ?? 0)), confronto, nuovaDal };
}

/** The lists as they will be: the new one takes over from the open one, and replaces one that begins on the same day. */
function withNuova({ sistema, liste }: ListaNota, codici: readonly CodiceLista[], dal: string): Liste {
  const before = (liste.get(sistema) ?? [])
    .filter((versione) => versione.dal !== dal)
    .map((versione): VersioneLista => {
      const isOpen = versione.al === null && versione.dal < dal;
      return isOpen ? Object.assign({}, versione, { al: dayBefore(dal) }) : versione;
    });
  const voci = new Map(codici.map(({ codice, denominazione }) => [codice, { denominazione, sostituisce: [] }]));
  return new Map([...liste, [sistema, [...before, { nome: `${sistema}@nuova`, dal, al: null, voci }]]]);
}
