import type { StatoRiga } from '#libs/codici';
import type { MotivoNonTrasmissibile } from '#libs/contracts';
import type { KeyRing } from '#libs/security';
import { openDescrizione } from '../fatto/descrizione.js';
import type { TipoFatto } from '../fatto/fatto.js';
import type { FattoLetto } from '../fatto/leggi-fatti.js';
import { motivoOf } from './risposta-inps.js';
import { MOTIVI_IN_PAROLE } from './motivi-in-parole.js';

/** A step of a riga's way, with its instant. */
export interface PassoRiga {
  /**
   * The state that it leads to, of the riga or of one of its flussi; `collegata` leads to none, and says no more: whether the person was
   * known already would tell of others' righe (I5). `trattenuta`: it waits for its code; `sbloccata`: it does no more, and goes on.
   */
  readonly passo: StatoRiga | FattoSenzaStato;
  readonly il: Date;
  /** The riga that superseded or cancelled this one, where one did. */
  readonly per_effetto_di?: string;
  readonly flusso?: string;
  /** `I` insertion, `C` cancellation of what INPS had before. */
  readonly operazione?: 'I' | 'C';
  /** INPS's own code and words. */
  readonly codice?: string;
  readonly descrizione?: string;
  readonly motivo?: MotivoNonTrasmissibile;
  readonly motivo_descrizione?: string;
}

type FattoSenzaStato = 'collegata' | 'trattenuta' | 'sbloccata';

/** What the row of a riga says of its way. */
export interface RigaConPassi {
  readonly stato: StatoRiga;
  readonly ricevuto_il: Date;
  readonly giudicata_il: Date;
  readonly variata_il: Date | null;
  readonly sostituita_da: string | null;
  /** Of a riga that is or was provisional. */
  readonly completare_entro?: string | null;
}

const PASSO_DI_INPS: Readonly<Record<Exclude<TipoFatto, FattoSenzaStato>, StatoRiga>> = {
  non_trasmissibile: 'non_trasmissibile',
  lasciata_al_canale: 'lasciata_al_canale_dell_ente',
  pubblicato: 'a_disposizione_di_inps',
  ritirato: 'ritirata',
  accolto: 'accolta',
  respinto: 'respinta_da_inps',
};

/** The way of a riga, in order of time. */
export function passiOf(keyRing: KeyRing, riga: RigaConPassi, fatti: readonly FattoLetto[]): PassoRiga[] {
  const { stato, ricevuto_il, giudicata_il, variata_il, sostituita_da, completare_entro = null } = riga;
  const first: PassoRiga[] = [{ passo: 'ricevuta', il: ricevuto_il }];
  if (!waited(fatti, giudicata_il)) {
    const accepted = completare_entro === null ? 'accettata' : 'provvisoria';
    first.push({ passo: stato === 'respinta' ? 'respinta' : accepted, il: giudicata_il });
  }
  const operazioni = new Map(fatti.map(({ flusso, operazione }) => [operazione === null ? '' : flusso, operazione]));
  const then = fatti.map((fatto) => passoOf(keyRing, fatto, operazioni.get(fatto.flusso) ?? null));
  if (stato === 'superata' || stato === 'annullata') {
    const per = sostituita_da === null ? {} : { per_effetto_di: sostituita_da };
    then.push({ passo: stato, il: variata_il ?? giudicata_il, ...per });
  }
  return [...first, ...then.toSorted((one, other) => one.il.getTime() - other.il.getTime())];
}

/** True if its verdict was that it waits: its own fact says so, or that of the riga that it repeats. */
function waited(fatti: readonly FattoLetto[], giudicataIl: Date): boolean {
  const held = fatti.some(({ tipo }) => tipo === 'trattenuta');
  return held && !fatti.some(({ tipo, il }) => tipo === 'sbloccata' && il < giudicataIl);
}

function passoOf(keyRing: KeyRing, fatto: FattoLetto, operazione: 'I' | 'C' | null): PassoRiga {
  const { tipo, il, codice, flusso } = fatto;
  if (tipo === 'collegata' || tipo === 'trattenuta' || tipo === 'sbloccata') return { passo: tipo, il };
  const passo = PASSO_DI_INPS[tipo];
  if (flusso === '') {
    const motivo = motivoOf(fatto)!;
    return { passo, il, motivo, motivo_descrizione: MOTIVI_IN_PAROLE[motivo] };
  }
  const descrizione = openDescrizione(keyRing, fatto);
  return {
    passo,
    il,
    flusso,
    ...(operazione === null ? {} : { operazione }),
    ...(codice === '' ? {} : { codice }),
    ...(descrizione === null ? {} : { descrizione }),
  };
}
