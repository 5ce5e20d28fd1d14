import { setImmediate } from 'node:timers/promises';
import { type Modello, type StessoLuogo, judge } from '#libs/abbinamento';
import type { Prova } from './dividi-campione.js';

/** How a model did on records whose person is known by code, with all codes hidden. */
export interface Misura {
  /** Records looked for. */
  readonly prove: number;
  /** Of those whose person was there: linked to it, share. */
  readonly richiamo: number;
  /** Linked to somebody else. */
  readonly falsi: number;
  /** Left to somebody to look at, share of all. */
  readonly da_rivedere: number;
}

const ALLA_VOLTA = 50;

/** Tries a model; the process does what else it has to between some records and the next. */
export async function misuraModello(
  prove: readonly Prova[],
  modello: Modello,
  stessoLuogo: StessoLuogo,
): Promise<Misura> {
  let [presenti, trovate, falsi, dubbie] = [0, 0, 0, 0];
  for (const [at, { cercato, candidati, persona }] of prove.entries()) {
    const giudizio = judge(cercato, candidati, modello, { stessoLuogo });
    if (persona !== undefined) presenti += 1;
    if (giudizio.esito === 'dubbia') dubbie += 1;
    else if (giudizio.esito === 'certa') {
      if (candidati[giudizio.candidato]!.persona === persona) trovate += 1;
      else falsi += 1;
    }
    if (at % ALLA_VOLTA === ALLA_VOLTA - 1) await setImmediate();
  }
  const share = (part: number, all: number): number => (all === 0 ? 0 : Math.round((part / all) * 1e4) / 1e4);
  return { prove: prove.length, richiamo: share(trovate, presenti), falsi, da_rivedere: share(dubbie, prove.length) };
}
