import { jaroWinkler } from './jaro-winkler.js';
import { type Genere, LIVELLI, NON_DETTO, UGUALE, vicinanzaOf } from './livelli.js';
import { modificheOf } from './modifiche.js';
import type { Nome } from './nome.js';
import type { Codice, Preparato } from './preparato.js';

/** Whether two different codes of places mean one place, because the place had both over time. */
export type StessoLuogo = (uno: string, altro: string) => boolean;

/** Fields that every person may have, in the order in which levels are given; those of other layouts follow them. */
export const CAMPI_PERSONA = [
  { campo: 'cognome', genere: 'cognome' },
  { campo: 'nome', genere: 'nome' },
  { campo: 'data_nascita', genere: 'data' },
  { campo: 'anno_nascita', genere: 'anno' },
  { campo: 'luogo_nascita', genere: 'luogo' },
  { campo: 'comune', genere: 'categoria' },
  { campo: 'sesso', genere: 'categoria' },
  { campo: 'codice', genere: 'codice' },
] as const satisfies readonly { campo: string; genere: Genere }[];
export const COGNOME = 0;
export const NOME = 1;
export const NASCITA = 2;
export const ANNO = 3;
export const LUOGO = 4;
export const COMUNE = 5;
export const SESSO = 6;
export const CODICE = 7;

export const CONTENUTO = 1;
/** The last level at which two names may be of one person. */
export const VICINO = 3;
export const SVISTA = 4;
/** Less alike than this no two names are one with a slip: it spares the closer look to most pairs. */
const SVISTA_MINIMA = 0.6;
export const SCAMBIO = LIVELLI.data.indexOf('scambio');
export const UNA_MODIFICA = LIVELLI.data.indexOf('una_modifica');
export const SEGNAPOSTO = LIVELLI.data.indexOf('segnaposto');
export const SCAMBIATO = LIVELLI.cognome.indexOf('scambiato');
export const ALTRO_VALIDO = LIVELLI.codice.indexOf('altro_valido');
export const NON_SUO = LIVELLI.codice.indexOf('non_suo');

/**
 * How much two persons agree, field by field: `levels` gets a level for each of CAMPI_PERSONA and then for each of `altri`. Who is
 * named first makes no difference. Runs on every pair, so it writes where it is told and allocates nothing.
 */
export function compare(
  uno: Preparato,
  altro: Preparato,
  altri: readonly Genere[],
  levels: Int8Array,
  stessoLuogo?: StessoLuogo,
): void {
  const nome = nomiLevel(uno.nome, altro.nome);
  const cognome = nomiLevel(uno.cognome, altro.cognome);
  const swapped = areSwapped(uno, altro, cognome, nome);
  levels[COGNOME] = swapped ? SCAMBIATO : cognome;
  levels[NOME] = swapped ? NON_DETTO : nome;
  const dated = uno.data !== undefined && altro.data !== undefined;
  levels[NASCITA] = dated ? dateLevel(uno.data, altro.data) : NON_DETTO;
  levels[ANNO] = dated ? NON_DETTO : anniLevel(uno.anno, altro.anno);
  levels[LUOGO] = luoghiLevel(uno.luogo, altro.luogo, stessoLuogo);
  levels[COMUNE] = categorieLevel(uno.comune, altro.comune);
  levels[SESSO] = categorieLevel(uno.sesso, altro.sesso);
  levels[CODICE] = codiciLevel(uno.codice, altro.codice);
  for (let at = 0; at < altri.length; at += 1) {
    levels[CAMPI_PERSONA.length + at] = altriLevel(altri[at]!, uno.altri[at], altro.altri[at]);
  }
}

/** Crosswise both near, and not both near straight: `ROSSI MARIO` and `MARIO ROSSI`. */
function areSwapped(uno: Preparato, altro: Preparato, cognome: number, nome: number): boolean {
  if (nome === NON_DETTO || cognome === NON_DETTO) return false;
  if (nome <= VICINO && cognome <= VICINO) return false;
  if (nomiLevel(uno.cognome, altro.nome) > VICINO) return false;
  return nomiLevel(uno.nome, altro.cognome) <= VICINO;
}

function nomiLevel(uno: Nome | undefined, altro: Nome | undefined): number {
  if (uno === undefined || altro === undefined) return NON_DETTO;
  const level = formeLevel(uno, altro);
  if (uno.esteso === undefined && altro.esteso === undefined) return level;
  return Math.min(level, ...formeOf(uno).flatMap((one) => formeOf(altro).map((other) => formeLevel(one, other))));
}

function formeOf(nome: Nome): Nome[] {
  return nome.esteso === undefined ? [nome] : [nome, nome.esteso];
}

function formeLevel(uno: Nome, altro: Nome): number {
  if (uno.lettere === altro.lettere) return UGUALE;
  const words = Math.max(uno.parole.length, altro.parole.length);
  if (words > 1 && (isContained(uno, altro) || isContained(altro, uno))) return CONTENUTO;
  const likeness = jaroWinkler(uno.lettere, altro.lettere);
  const level = CONTENUTO + 1 + vicinanzaOf(likeness);
  if (level <= VICINO) return level;
  return likeness > SVISTA_MINIMA && isSlip(uno, altro) ? SVISTA : level + 1;
}

/** One letter wrong, or written as it sounds; of names of many words, in each word of the shorter. */
function isSlip(uno: Nome, altro: Nome): boolean {
  const [some, all] = uno.parole.length <= altro.parole.length ? [uno, altro] : [altro, uno];
  return some.parole.every((_, at) => all.parole.some((_other, place) => isSlipOf(some, at, all, place)));
}

function isSlipOf(some: Nome, at: number, all: Nome, place: number): boolean {
  const word = some.parole[at]!;
  const other = all.parole[place]!;
  if (word === other) return true;
  if (Math.min(word.length, other.length) <= 2) return false;
  return some.suoni[at] === all.suoni[place] || modificheOf(word, other) === 1;
}

function isContained(some: Nome, all: Nome): boolean {
  if (some.parole.length > all.parole.length) return false;
  for (const word of some.parole) if (!all.parole.includes(word)) return false;
  return true;
}

function dateLevel(una: string, altra: string): number {
  if (una === altra) return UGUALE;
  const year = sameFrom(una, altra, 0, 4);
  if (year && (una.endsWith('0101') || altra.endsWith('0101'))) return SEGNAPOSTO;
  if (year && sameDigits(una, altra, 4, 6) && sameDigits(una, altra, 6, 4)) return SCAMBIO;
  let changed = 0;
  let last = -1;
  for (let at = 0; at < una.length; at += 1) {
    if (una.charCodeAt(at) === altra.charCodeAt(at)) continue;
    changed += 1;
    last = at;
  }
  if (changed === 1) return UNA_MODIFICA;
  if (changed === 2) return areExchanged(una, altra, last) ? SCAMBIO : UNA_MODIFICA + 1;
  return year ? SEGNAPOSTO + 1 : SEGNAPOSTO + 2;
}

/** The digit at a place and the one before have changed places. */
function areExchanged(una: string, altra: string, at: number): boolean {
  return una.charCodeAt(at) === altra.charCodeAt(at - 1) && una.charCodeAt(at - 1) === altra.charCodeAt(at);
}

function sameFrom(una: string, altra: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (una.charCodeAt(at) !== altra.charCodeAt(at)) return false;
  return true;
}

/** Two digits of the one are those that stand elsewhere in the other: the day where the month should be. */
function sameDigits(una: string, altra: string, at: number, elsewhere: number): boolean {
  return (
    una.charCodeAt(at) === altra.charCodeAt(elsewhere) && una.charCodeAt(at + 1) === altra.charCodeAt(elsewhere + 1)
  );
}

function anniLevel(uno: number | undefined, altro: number | undefined): number {
  if (uno === undefined || altro === undefined) return NON_DETTO;
  return Math.min(Math.abs(uno - altro), 2);
}

function luoghiLevel(uno: string | undefined, altro: string | undefined, stessoLuogo?: StessoLuogo): number {
  if (uno === undefined || altro === undefined) return NON_DETTO;
  return uno === altro || stessoLuogo?.(uno, altro) === true ? UGUALE : 1;
}

function categorieLevel(una: string | undefined, altra: string | undefined): number {
  if (una === undefined || altra === undefined) return NON_DETTO;
  return una === altra ? UGUALE : 1;
}

/** A person may have a temporary code and a codice fiscale: one says nothing of the other. */
function codiciLevel(uno: Codice | undefined, altro: Codice | undefined): number {
  if (uno === undefined || altro === undefined || uno.temporaneo !== altro.temporaneo) return NON_DETTO;
  if (uno.testo === altro.testo) return UGUALE;
  if (uno.base === undefined || altro.base === undefined) {
    const modifiche = modificheOf(uno.testo, altro.testo);
    return modifiche > 2 ? 4 : modifiche + 1;
  }
  if (uno.base === altro.base) return 1;
  return uno.suo && altro.suo ? ALTRO_VALIDO : NON_SUO;
}

function altriLevel(genere: Genere, uno: string | undefined, altro: string | undefined): number {
  if (uno === undefined || altro === undefined) return NON_DETTO;
  if (uno === altro) return UGUALE;
  if (genere === 'categoria') return 1;
  if (genere === 'numero') return modificheOf(uno, altro) === 1 ? 1 : 2;
  return 1 + vicinanzaOf(jaroWinkler(uno, altro));
}
