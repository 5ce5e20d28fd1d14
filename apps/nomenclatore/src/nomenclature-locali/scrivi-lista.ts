import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import type { Ente } from '#libs/riferimenti';
import type { Autore } from '../storia/storia.js';
import { PubblicaVersione } from '../versioni/pubblica-versione.js';
import { RitiraVersione } from '../versioni/ritira-versione.js';
import { ScriviBozza } from '../versioni/scrivi-bozza.js';
import type { VersioneTenuta } from '../versioni/versioni-tenute.js';
import type { CodiceLista } from './lista-letta.js';

/** A list that becomes the one in force. */
export interface ListaNuova {
  readonly sistema: string;
  readonly ente: Ente;
  readonly codici: readonly CodiceLista[];
  readonly dal: string;
  /** The last published one; withdrawn when the new one begins on the same day. */
  readonly precedente: VersioneTenuta | undefined;
  /** Name of the new version. */
  readonly versione: string;
}

/** Provenance of what an ente says of itself. */
const FONTE = 'lista caricata dall’ente';

/** Publishes a list as a version of the system of its ente, inside the transaction that also proposes its associations. */
@Injectable()
export class ScriviLista {
  constructor(
    private readonly bozza: ScriviBozza,
    private readonly pubblica: PubblicaVersione,
    private readonly ritira: RitiraVersione,
  ) {}

  async write(tx: Tx, { sistema, ente, codici, dal, precedente, versione }: ListaNuova, autore: Autore): Promise<void> {
    await tx.execute(`INSERT INTO nomenclatura_locale (ente, sistema) VALUES ($1, $2) ON CONFLICT (ente) DO NOTHING`, [
      ente.id,
      sistema,
    ]);
    if (precedente !== undefined && precedente.dal === dal) {
      await this.ritira.withdraw(tx, precedente, 'sostituita da una lista che comincia lo stesso giorno', autore);
    }
    const { revisione } = await this.bozza.write(
      tx,
      {
        sistema,
        versione,
        denominazione: `Nomenclatura locale di ${ente.denominazione}`,
        dal,
        al: null,
        fonte: FONTE,
        affidabilita: 'fonte',
        ente: ente.id,
        voci: codici.map(({ codice, padre, denominazione, descrizione }) => {
          return { codice, padre, denominazione, descrizione, attributi: {}, fonte: FONTE, affidabilita: 'fonte' };
        }),
      },
      autore,
    );
    await this.pubblica.publish(tx, { sistema, versione, revisione }, autore);
  }
}
