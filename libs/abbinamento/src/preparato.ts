import {
  type CodiceFiscale,
  baseOf,
  decodeCodiceFiscale,
  givenNameTriple,
  isIdentitaValida,
  parseCodiceFiscale,
} from '#libs/codici';
import { type Nome, cognomeOf, nomeProprioOf } from './nome.js';
import type { Soggetto } from './soggetto.js';

/** A code as it is compared. */
export interface Codice {
  readonly testo: string;
  /** Without omocodia; of codici fiscali with a right check character only. */
  readonly base?: string;
  /** False when the code tells another day of birth or another given name than what stands beside it: a relative's, a stranger's. */
  readonly suo: boolean;
  /** STP, ENI, provisional codes: a person has them beside and before a codice fiscale. */
  readonly temporaneo: boolean;
}

/** A person made ready to be compared with many: every text is worked on once, not once for each pair. */
export interface Preparato {
  readonly cognome: Nome | undefined;
  readonly nome: Nome | undefined;
  readonly data: string | undefined;
  readonly anno: number | undefined;
  readonly luogo: string | undefined;
  readonly comune: string | undefined;
  readonly sesso: string | undefined;
  readonly codice: Codice | undefined;
  /** In the order of the model's fields. */
  readonly altri: readonly (string | undefined)[];
}

export function prepare(soggetto: Soggetto, altri: readonly string[] = []): Preparato {
  const data = dataOf(soggetto);
  return {
    cognome: cognomeOf(soggetto.cognome),
    nome: nomeProprioOf(soggetto.nome),
    data,
    anno: data === undefined ? soggetto.annoNascita : Number(data.slice(0, 4)),
    luogo: saidOf(soggetto.luogoNascita),
    comune: saidOf(soggetto.comune),
    sesso: saidOf(soggetto.sesso),
    codice: codiceOf(soggetto, data),
    altri: altri.map((name) => saidOf(soggetto.altri?.[name])),
  };
}

/** The eight digits of a day of birth, undefined for anything else. */
export function dataOf({ dataNascita }: Soggetto): string | undefined {
  if (dataNascita === undefined) return undefined;
  const digits = dataNascita.length === 8 ? dataNascita : dataNascita.replaceAll('-', '');
  return /^[0-9]{8}$/.test(digits) ? digits : undefined;
}

/** Letters and digits in upper case: `Pridham Street` and `pridhamstreet` are one text. */
function saidOf(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  const folded = text
    .normalize('NFD')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return folded === '' ? undefined : folded;
}

function codiceOf(soggetto: Soggetto, data: string | undefined): Codice | undefined {
  const testo = saidOf(soggetto.codice);
  if (testo === undefined) return undefined;
  const fiscale = soggetto.codiceValido === false ? undefined : parseCodiceFiscale(testo);
  if (fiscale === undefined) return { testo, suo: true, temporaneo: isIdentitaValida(testo) };
  return { testo, base: baseOf(fiscale), suo: isOf(fiscale, soggetto, data), temporaneo: false };
}

/** Whether day of birth and given name, as far as they are said, are those of the code. Surnames change: they are not asked. */
function isOf(codice: CodiceFiscale, soggetto: Soggetto, data: string | undefined): boolean {
  const coded = decodeCodiceFiscale(codice);
  if (data !== undefined && Number(data.slice(2)) !== coded.year * 10_000 + coded.month * 100 + coded.day) return false;
  const nome = nomeProprioOf(soggetto.nome);
  return nome === undefined || [nome, nome.esteso ?? nome].some((one) => tripleFits(one, coded.nome));
}

function tripleFits({ lettere, parole }: Nome, triple: string): boolean {
  return givenNameTriple(lettere) === triple || parole.some((word) => givenNameTriple(word) === triple);
}
