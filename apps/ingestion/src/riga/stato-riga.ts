import type { StatoRiga } from '#libs/codici';
import type { EsitoCollegamento } from '#libs/contracts';

/** What the checks of delivery may say of a riga. */
export type Giudizio = 'respinta' | 'in_attesa_di_codifica' | 'in_attesa_di_conferma' | 'provvisoria' | 'accettata';

/** How far INPS's handling of one flusso has come. */
export type PassoFlusso = 'pubblicato' | 'ritirato' | 'accolto' | 'respinto';

/** One thing that happened to a riga or to one of its flussi. Instants are ISO 8601, UTC. */
export type FattoRiga =
  | { readonly tipo: 'giudicata'; readonly il: string; readonly giudizio: Giudizio }
  /** What held the riga is over: the code has its associazione, the titolare confirmed, the gaps were filled. */
  | { readonly tipo: 'sbloccata'; readonly il: string; readonly da: Exclude<Giudizio, 'respinta' | 'accettata'> }
  | { readonly tipo: 'non_trasmissibile'; readonly il: string; readonly motivo: string }
  | { readonly tipo: 'lasciata_al_canale'; readonly il: string }
  /** `di`: how many flussi the riga was split into; INPS has accepted the riga only when it has accepted all of them. */
  | {
      readonly tipo: 'flusso';
      readonly il: string;
      readonly flusso: string;
      readonly di: number;
      readonly passo: PassoFlusso;
    }
  /** The registry knows the beneficiario: worth showing, changes no state. */
  | { readonly tipo: 'collegata'; readonly il: string; readonly esito: EsitoCollegamento }
  | { readonly tipo: 'silenzio'; readonly il: string }
  | { readonly tipo: 'restituita'; readonly il: string }
  | { readonly tipo: 'superata'; readonly il: string; readonly da: string }
  | { readonly tipo: 'annullata'; readonly il: string; readonly da: string };

export interface SituazioneRiga {
  readonly stato: StatoRiga;
  /** INPS has taken a flusso and said nothing for days. */
  readonly silente: boolean;
  /** INPS has given the riga back in a ritorno. */
  readonly restituita: boolean;
}

/** The ledger's only rule: the state follows from the set of facts, in whatever order they were told and however often. */
export function situazioneRiga(fatti: readonly FattoRiga[]): SituazioneRiga {
  const stato = statoOf(fatti);
  return {
    stato,
    silente: hasInpsTheWord(stato) && fatti.some(({ tipo }) => tipo === 'silenzio'),
    restituita: fatti.some(({ tipo }) => tipo === 'restituita'),
  };
}

/** Since when INPS owes an answer: the first flusso it took and has said nothing of. Undefined when it owes none. */
export function inAttesaDal(fatti: readonly FattoRiga[]): string | undefined {
  if (!hasInpsTheWord(statoOf(fatti))) return undefined;
  const flussi = fatti.filter((fatto) => fatto.tipo === 'flusso');
  const answered = new Set(flussi.filter(({ passo }) => isAnswer(passo)).map(({ flusso }) => flusso));
  const waiting = flussi.filter(({ passo, flusso }) => passo === 'ritirato' && !answered.has(flusso));
  return waiting.map(({ il }) => il).toSorted()[0];
}

/** INPS may take the riga, or has taken it, and the rest is up to it. */
export function hasInpsTheWord(stato: StatoRiga): boolean {
  return stato === 'a_disposizione_di_inps' || stato === 'ritirata';
}

function isAnswer(passo: PassoFlusso): boolean {
  return passo === 'accolto' || passo === 'respinto';
}

function statoOf(fatti: readonly FattoRiga[]): StatoRiga {
  const has = (tipo: FattoRiga['tipo']): boolean => fatti.some((fatto) => fatto.tipo === tipo);
  const giudizi = new Set(fatti.flatMap((fatto) => (fatto.tipo === 'giudicata' ? [fatto.giudizio] : [])));
  // A riga that was refused never had effects: nothing can supersede it or cancel it.
  if (giudizi.has('respinta')) return 'respinta';
  if (giudizi.size === 0) return 'ricevuta';
  if (has('annullata')) return 'annullata';
  if (has('superata')) return 'superata';
  const flussi = fatti.filter((fatto) => fatto.tipo === 'flusso');
  const daiFlussi = flussi.length > 0 ? statoDaiFlussi(flussi) : undefined;
  if (daiFlussi === 'respinta_da_inps') return daiFlussi;
  // Before the flussi: what takes the revision before back may well have gone to INPS while this one cannot.
  if (has('non_trasmissibile')) return 'non_trasmissibile';
  if (has('lasciata_al_canale')) return 'lasciata_al_canale_dell_ente';
  if (daiFlussi !== undefined) return daiFlussi;
  const unlocked = new Set(fatti.flatMap((fatto) => (fatto.tipo === 'sbloccata' ? [fatto.da] : [])));
  const held = (['in_attesa_di_codifica', 'in_attesa_di_conferma', 'provvisoria'] as const).find(
    (giudizio) => giudizi.has(giudizio) && !unlocked.has(giudizio),
  );
  return held ?? 'accettata';
}

const AVANZAMENTO: Readonly<Record<PassoFlusso, number>> = { pubblicato: 1, ritirato: 2, accolto: 3, respinto: 4 };

/** Refused if one flusso is, accepted only when all are, else as far as the slowest of them. */
function statoDaiFlussi(flussi: readonly Extract<FattoRiga, { tipo: 'flusso' }>[]): StatoRiga {
  const furthest = new Map<string, number>();
  for (const { flusso, passo } of flussi) {
    furthest.set(flusso, Math.max(furthest.get(flusso) ?? 0, AVANZAMENTO[passo]));
  }
  const steps = [...furthest.values()];
  if (steps.includes(AVANZAMENTO.respinto)) return 'respinta_da_inps';
  const expected = Math.max(...flussi.map(({ di }) => di));
  const slowest = steps.length < expected ? AVANZAMENTO.pubblicato : Math.min(...steps);
  if (slowest >= AVANZAMENTO.accolto) return 'accolta';
  return slowest === AVANZAMENTO.ritirato ? 'ritirata' : 'a_disposizione_di_inps';
}
