import { Injectable } from '@nestjs/common';
import { approvata, inVigore } from '../consultazione/associazioni-pubbliche.js';
import { LeggiTestata } from '../consultazione/leggi-testata.js';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import type { VoceLetta } from '../lettura/modelli.js';
import { nomeVersione } from '../nomenclature/parti.js';
import { VOCE_LETTA } from '../nomenclature/voci-tenute.js';
import { IndirizzoPubblico } from './indirizzo-pubblico.js';
import type { Nodo } from './grafo.js';
import { type Associata, schemaSkos } from './schema-skos.js';

/** A version of a code system as linked data. */
@Injectable()
export class LeggiSkos {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly testata: LeggiTestata,
    private readonly indirizzo: IndirizzoPubblico,
  ) {}

  /** @throws Problem `nomenclatura_sconosciuta` */
  async read(sistema: string, versione: string): Promise<Nodo[]> {
    const testata = await this.testata.read(sistema, { versione });
    const voci = await this.database.statement<VoceLetta & Record<string, unknown>>(
      'api',
      {},
      `SELECT ${VOCE_LETTA} FROM voce_nomenclatura WHERE versione_id = $1 ORDER BY posizione`,
      [nomeVersione({ sistema, versione })],
    );
    const oggi = legalDayOf(this.clock.now());
    // What the codes are elsewhere today; for a version that is over or not begun, on its last day or its first.
    const giorno = testata.al !== null && testata.al < oggi ? testata.al : testata.dal > oggi ? testata.dal : oggi;
    const [attorno] = await this.database.statement<{ prima: string | null; regione: string | null }>(
      'api',
      {},
      `SELECT (SELECT versione FROM versione_nomenclatura
                WHERE sistema = $1 AND stato <> 'bozza' AND dal < $2 ORDER BY stato = 'pubblicata' DESC, dal DESC LIMIT 1) AS prima,
              (SELECT denominazione FROM ente WHERE tipo = 'regione' ORDER BY dal LIMIT 1) AS regione`,
      [sistema, testata.dal],
    );
    const associazioni = await this.database.statement<Associata & Record<string, unknown>>(
      'api',
      {},
      `SELECT codice, relazione, a, arrivo.versione, destinazioni, limite
         FROM associazione, LATERAL (${inVigore('associazione.a', '$2')}) AS arrivo
        WHERE da = $1 AND ${approvata('$2')} ORDER BY codice, a`,
      [sistema, giorno],
    );
    const { prima, regione } = attorno!;
    const intera = { testata, voci, associazioni, prima, regione: regione ?? 'Regione' };
    return schemaSkos(intera, `${this.indirizzo.url}/rest/nomenclatore/v1/sistemi`);
  }
}
