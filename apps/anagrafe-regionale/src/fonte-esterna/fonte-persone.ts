import type { LegalDay } from '#libs/codici';
import type { DatiDetti } from '../persona/dati-persona.js';

/** Other registries that may be asked about a person. */
const NOMI_FONTE = ['anpr', 'sanitaria'] as const;
export type NomeFonte = (typeof NOMI_FONTE)[number];

/** What is asked, and in whose name. */
export interface DomandaFonte {
  /** Digits, at most 17: a source that takes several calls gets it with a number of each. */
  readonly idOperazione: string;
  /** One that is well formed. */
  readonly codiceFiscale: string;
  /** The day that is asked about. */
  readonly giorno: LegalDay;
  /** Why, in a few words without personal data: the other registry keeps them. */
  readonly motivo: string;
  /** Who asks, by a name that only this registry can resolve: an operator, or the registry itself. */
  readonly utente: string;
}

/** Where a source says that a person is resident. */
export interface ResidenzaDetta {
  /** ISTAT code; undefined: nowhere in Italy. */
  readonly comune?: string | undefined;
  readonly dal: LegalDay;
  readonly indirizzo?: string | undefined;
}

/** What a source says of a person: identity, residence and life, and nothing else that it may have written. */
export interface DettoDaFonte {
  /** By which the source itself knows the person, whatever codes it goes by. */
  readonly soggetto: string;
  readonly dati: DatiDetti;
  /** Only of a source that is an authority on residence. */
  readonly residenza?: ResidenzaDetta | undefined;
}

/** Codes that a source gives beside its answer: its own, no values. */
export type Anomalie = readonly string[];

/**
 * What became of a question. `non_disponibile`: the source, or the way to it, does not work, and every question waits. `malformata`: it
 * answered this one with something that cannot be read. `rifiutata`: it will not answer this question, however often it is asked.
 * Causes are words of ours: they are logged, and hold nothing that the source wrote.
 */
export type RispostaFonte =
  | { readonly esito: 'trovata'; readonly detto: DettoDaFonte; readonly anomalie: Anomalie }
  | { readonly esito: 'sconosciuta' }
  | { readonly esito: 'soglia_raggiunta'; readonly attesa?: number | undefined }
  | { readonly esito: 'non_disponibile'; readonly causa: string; readonly attesa?: number | undefined }
  | { readonly esito: 'malformata'; readonly causa: string }
  | { readonly esito: 'rifiutata'; readonly causa: string };

/** Another registry of persons. It is asked, never told; it never throws for what the other side does. `attesa` is in milliseconds. */
export interface FontePersone {
  readonly nome: NomeFonte;
  /** Under which law it is asked, as the processing register says it. */
  readonly atto: string;
  /** Questions in a day. */
  readonly soglia: number;
  ask(domanda: DomandaFonte): Promise<RispostaFonte>;
}
