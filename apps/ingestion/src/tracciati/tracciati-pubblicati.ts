import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ContentTag } from '#libs/http';
import { TRACCIATI, documentazioneOf, nomeTracciato, regoleDi, xsdOf } from '#libs/tracciati';
import { IngestionSettings } from '../ingestion.config.js';
import { ingestionProblem } from '../ingestion.errors.js';
import type { RispostaTracciati } from '../risposta.js';

interface Documenti {
  readonly xsd: string;
  readonly documentazione: string;
}

/** The tracciati of this release for anyone to read. Made once: they change only with the release or a setting. */
@Injectable()
export class TracciatiPubblicati extends ContentTag {
  readonly elenco: RispostaTracciati;
  readonly #documenti: ReadonlyMap<string, Documenti>;
  readonly #impronta: string;

  constructor(settings: IngestionSettings) {
    super();
    this.#documenti = new Map(
      TRACCIATI.map((tracciato) => [
        nomeTracciato(tracciato),
        { xsd: xsdOf(tracciato), documentazione: documentazioneOf(tracciato, regoleDi(tracciato)) },
      ]),
    );
    this.elenco = {
      tracciati: TRACCIATI.map(({ codice, versione, titolo, validita }) => ({
        codice,
        versione,
        titolo,
        validita,
        attivo: settings.tracciatiAttivi.includes(codice),
      })),
    };
    const everything = JSON.stringify([this.elenco, ...this.#documenti.values()]);
    this.#impronta = createHash('sha256').update(everything).digest('base64url').slice(0, 22);
  }

  current(): string {
    return this.#impronta;
  }

  /** @throws Problem tracciato_inesistente */
  documenti(codice: string, versione: string): Documenti {
    const documenti = this.#documenti.get(`${codice}@${versione}`);
    if (documenti === undefined) throw ingestionProblem('tracciato_inesistente');
    return documenti;
  }
}
