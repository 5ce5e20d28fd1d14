import { hash } from 'node:crypto';
import { chiaveFoneticaOf } from './chiave-fonetica.js';
import { cognomeOf, nomeProprioOf } from './nome.js';
import { type Preparato, dataOf } from './preparato.js';
import type { Soggetto } from './soggetto.js';

/**
 * Under what a person is looked for when no code finds it: two persons that share none of these keys are never compared. Signed
 * numbers of 64 bits, undefined when a part was not said. Codes, and codes without omocodia, are keys of their own.
 */
export interface Chiavi {
  /** Sound of the surname and day of birth. In one space with `nomeData`: who has its names swapped is found in the other key. */
  readonly cognomeData?: bigint;
  /** Sound of the first given name and day of birth. */
  readonly nomeData?: bigint;
  /** Sound of surname and given name in either order, and year of birth. */
  readonly coppiaAnno?: bigint;
  /** Day and place of birth, and sex. */
  readonly luogoData?: bigint;
}

type PartiDiChiave = Pick<Preparato, 'cognome' | 'nome' | 'data' | 'anno' | 'luogo' | 'sesso'>;

/** The keys of a person. Stable for ever: they are stored, and the vectors in the specs are the promise. */
export function chiaviOf(soggetto: Soggetto): Chiavi {
  const data = dataOf(soggetto);
  const { cognomeData, nomeData, coppiaAnno, luogoData } = testiChiaveOf({
    cognome: cognomeOf(soggetto.cognome),
    nome: nomeProprioOf(soggetto.nome),
    data,
    anno: data === undefined ? soggetto.annoNascita : Number(data.slice(0, 4)),
    luogo: soggetto.luogoNascita?.toUpperCase(),
    sesso: soggetto.sesso,
  });
  return {
    ...(cognomeData !== undefined && { cognomeData: numberOf(cognomeData) }),
    ...(nomeData !== undefined && { nomeData: numberOf(nomeData) }),
    ...(coppiaAnno !== undefined && { coppiaAnno: numberOf(coppiaAnno) }),
    ...(luogoData !== undefined && { luogoData: numberOf(luogoData) }),
  };
}

/** The same keys before they become numbers: lists in memory need no digest. */
export function testiChiaveOf(persona: PartiDiChiave): { readonly [key in keyof Chiavi]: string | undefined } {
  const { cognome, nome, data, anno, luogo, sesso } = persona;
  const suonoCognome = cognome && chiaveFoneticaOf(cognome);
  const suonoNome = nome && chiaveFoneticaOf(nome);
  return {
    cognomeData: suonoCognome && data && `${suonoCognome}|${data}`,
    nomeData: suonoNome && data && `${suonoNome}|${data}`,
    coppiaAnno:
      suonoCognome && suonoNome && anno !== undefined ? `${inOrder(suonoCognome, suonoNome)}|${anno}` : undefined,
    luogoData: luogo && sesso && data && `${data}|${luogo}|${sesso}`,
  };
}

function inOrder(one: string, other: string): string {
  return one < other ? `${one}|${other}` : `${other}|${one}`;
}

/** First eight bytes of the SHA-256 of the text, as PostgreSQL reads a bigint: any other program can make the same number. */
function numberOf(text: string): bigint {
  return hash('sha256', text, 'buffer').readBigInt64BE(0);
}
