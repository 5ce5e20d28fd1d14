import type { BlindIndex } from '#libs/security';
import { GRUPPI_VARIAZIONE, type GruppoVariazione } from '../variazione/gruppi.js';

/** What may be followed: a person, or the persons of the household it is registered in. */
export const OGGETTI = ['persona', 'famiglia'] as const;
export type Oggetto = (typeof OGGETTI)[number];

/** Why a subscription ended. */
export const MOTIVI_FINE = ['richiesta', 'scadenza', 'fine_visibilita', 'decesso'] as const;
export type MotivoFine = (typeof MOTIVI_FINE)[number];

/** What may be asked for. That persons were joined or separated is told as such, to those who follow both. */
export type GruppoSottoscrivibile = Exclude<GruppoVariazione, 'legami'>;
export const GRUPPI_SOTTOSCRIVIBILI = GRUPPI_VARIAZIONE.filter(
  (gruppo): gruppo is GruppoSottoscrivibile => gruppo !== 'legami',
);

/** Longer than this a body must say again that it still needs to know. */
export const GIORNI_MASSIMI = 366;

/**
 * The name of a person, or of its household, for one ente: without the key nobody goes from one ente's names to another's or to the
 * registry's. 16 bytes: no two of a region meet by chance.
 */
export class Soggetti {
  constructor(private readonly index: BlindIndex) {}

  /** @param personaId as the subscription holds it: a merge does not rename */
  of(ente: string, oggetto: Oggetto, personaId: string): Buffer {
    return this.index.of(personaId, `anagrafe.sottoscrizione.${oggetto}.${ente}`);
  }
}
