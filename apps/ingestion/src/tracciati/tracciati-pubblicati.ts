import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ContentTag } from '#libs/http';
import {
  type DocumentiTracciato,
  type Tracciato,
  differenzeOf,
  documentiOf,
  nomeTracciato,
  precedenteDi,
} from '#libs/tracciati';
import { IngestionSettings } from '../ingestion.config.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { CatalogoTracciati } from './catalogo-tracciati.js';
import { FORME } from './forme.js';
import type { RispostaDifferenze, RispostaTracciati } from './risposta-tracciati.js';

/** The tracciati of this release for anyone to read. Made once, when first asked for: they change only with the release or a setting. */
@Injectable()
export class TracciatiPubblicati extends ContentTag {
  readonly elenco: RispostaTracciati;
  readonly #catalogo: readonly Tracciato[];
  #documenti: Promise<ReadonlyMap<string, DocumentiTracciato>> | undefined;
  #impronta: Promise<string> | undefined;

  constructor(settings: IngestionSettings, { tracciati }: CatalogoTracciati) {
    super();
    this.#catalogo = tracciati;
    this.elenco = {
      tracciati: tracciati.map((tracciato) => {
        const { codice, versione, titolo, validita, pubblicato, preavvisoGiorni } = tracciato;
        return {
          codice,
          versione,
          titolo,
          validita,
          pubblicato,
          preavviso_giorni: preavvisoGiorni,
          versione_precedente: precedenteDi(tracciato, tracciati)?.versione ?? null,
          forme: FORME,
          attivo: settings.tracciatiAttivi.includes(codice),
        };
      }),
    };
  }

  current(): Promise<string> {
    this.#impronta ??= this.#tutti().then((documenti) => {
      const hash = createHash('sha256').update(JSON.stringify(this.elenco));
      for (const one of documenti.values()) for (const content of Object.values(one)) hash.update(content);
      return hash.digest('base64url').slice(0, 22);
    });
    return this.#impronta;
  }

  /** @throws Problem tracciato_inesistente */
  async documenti(codice: string, versione: string): Promise<DocumentiTracciato> {
    const documenti = await this.#tutti();
    return documenti.get(nomeTracciato(this.#tracciato(codice, versione)))!;
  }

  /** @throws Problem tracciato_inesistente, for either version */
  differenze(codice: string, versione: string, da: string): RispostaDifferenze {
    const differenze = differenzeOf(this.#tracciato(codice, da), this.#tracciato(codice, versione));
    return {
      codice,
      da,
      a: versione,
      differenze: differenze.map(({ daAdeguare, ...differenza }) => ({ ...differenza, da_adeguare: daAdeguare })),
    };
  }

  #tutti(): Promise<ReadonlyMap<string, DocumentiTracciato>> {
    this.#documenti ??= Promise.all(
      this.#catalogo.map(async (tracciato) => {
        const documenti = await documentiOf(tracciato, precedenteDi(tracciato, this.#catalogo));
        return [nomeTracciato(tracciato), documenti] as const;
      }),
    ).then((all) => new Map(all));
    return this.#documenti;
  }

  #tracciato(codice: string, versione: string): Tracciato {
    const found = this.#catalogo.find((one) => one.codice === codice && one.versione === versione);
    if (found === undefined) throw ingestionProblem('tracciato_inesistente');
    return found;
  }
}
