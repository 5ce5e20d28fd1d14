import type { RilievoLetto } from '../lettura/rilievi.js';
import type { VersioneTenuta } from '../versioni/versioni-tenute.js';
import type { Cambiamento } from '../associazioni/associazione.js';
import type { EsameLista } from './esame-lista.js';
import type { CodiceLista } from './lista-letta.js';
import type { ListaInCorso } from './noto-lista.js';
import { type StatoLista, statoOf } from './stato-lista.js';

/** What an upload did, or would do. */
export interface EsitoLista {
  readonly sistema: string;
  /** Nothing was kept. */
  readonly verifica: boolean;
  /** Neither the list nor its associations are other than they were. */
  readonly invariata: boolean;
  /** The version that holds the list now. */
  readonly versione: string;
  /** True if it is a new one. */
  readonly nuova: boolean;
  readonly dal: string;
  readonly codici: { readonly nuovi: number; readonly cambiati: number; readonly tolti: number };
  readonly associazioni: {
    readonly approvate: number;
    readonly proposte: number;
    readonly chiuse: number;
    readonly ritirate: number;
  };
  readonly completezza: StatoLista;
  readonly rilievi: readonly RilievoLetto[];
}

/** Versions of a list are 1, 2, 3, whatever became of those before. */
export function nextVersione(versioni: readonly VersioneTenuta[]): string {
  return String(Math.max(0, ...versioni.map(({ versione }) => Number.parseInt(versione, 10))) + 1);
}

export function esitoOf({
  nota,
  esame,
  codici,
  versione,
  rilievi,
  verifica,
}: {
  readonly nota: ListaInCorso;
  readonly esame: EsameLista;
  readonly codici: readonly CodiceLista[];
  readonly versione: string | undefined;
  readonly rilievi: readonly RilievoLetto[];
  readonly verifica: boolean;
}): EsitoLista {
  const { confronto, nuovaDal } = esame;
  const { cambiamenti } = nota.tavolo;
  const done = (azione: Cambiamento['azione']) => cambiamenti.filter((one) => one.azione === azione).length;
  const dal = nuovaDal ?? nota.ultima!.dal;
  return {
    sistema: nota.sistema,
    verifica,
    invariata: versione === undefined && cambiamenti.length === 0,
    versione: versione ?? nota.ultima!.versione,
    nuova: versione !== undefined,
    dal,
    codici: { nuovi: confronto.nuove.length, cambiati: confronto.cambiate.length, tolti: confronto.tolte.length },
    associazioni: {
      approvate: done('approvata'),
      proposte: done('proposta') - done('approvata'),
      chiuse: done('chiusa'),
      ritirate: done('ritirata'),
    },
    completezza: statoOf(codici, nota.tavolo.all(), nota.oggi < dal ? dal : nota.oggi),
    rilievi,
  };
}
