import { expect } from '@jest/globals';
import { type ErroreSeminato, generateFlusso } from '#libs/sintetici';
import { legalDayOf } from '#libs/persistence';
import { eventually } from '#libs/testing';
import { type RigaScritta, righeScritte } from './attese.js';
import { richiestaDiComune } from './documenti.js';
import { InpsInProva } from './inps.js';
import type { Installazione, Json } from './installazione.js';

/** Osimo and Loreto are in one ambito, Recanati in another; Macerata, of a third, feeds INPS by itself. */
export const COMUNI = { osimo: 'G157', loreto: 'E690', recanati: 'H211', macerata: 'E783' } as const;
export const REGIONE = 'REGIONE';
const CON_SNODO = [COMUNI.osimo, COMUNI.loreto, COMUNI.recanati];

/** What the gateway mends, splits or sets aside; and one thing that refuses the riga. */
const ERRORI = [
  'periodo_su_due_anni',
  'omocodia_non_trasmissibile',
  'codice_inesistente',
  'denominazione_corta',
  'regione_istat',
  'codice_stp',
];
const NON_TRASMISSIBILI = new Set(['omocodia_non_trasmissibile', 'codice_stp']);

export interface Consegna {
  readonly ente: string;
  readonly id: string;
  readonly righe: readonly RigaScritta[];
  readonly xml: string;
}

/** The whole path of some deliveries, as those who take part in it see it. */
export class StoriaInps {
  readonly inps: InpsInProva;
  readonly consegne: Consegna[] = [];

  constructor(readonly installazione: Installazione) {
    this.inps = new InpsInProva(installazione.env['SNODO_SIMULATORI_URL']!);
  }

  /** The three comuni choose Snodo for their flussi to INPS; the fourth says nothing. */
  async chooseSnodo(): Promise<void> {
    for (const ente of CON_SNODO) {
      await this.installazione.ask(ente, '/rest/inps/v1/modalita', {
        method: 'POST',
        body: { tracciato: 'PS_PSA_SINA', modalita: 'snodo', dal: legalDayOf(new Date()) },
      });
    }
  }

  /** @param righe in all; the largest delivery is of Osimo, Recanati's is a few righe */
  async depositAll(
    righe: number,
    deposit = (ente: string, xml: string) => this.installazione.deposit(ente, xml),
  ): Promise<void> {
    const parts: [string, number][] = [
      [COMUNI.osimo, Math.floor(righe * 0.6)],
      [COMUNI.loreto, Math.floor(righe * 0.38)],
      [COMUNI.recanati, 30],
      [COMUNI.macerata, 10],
    ];
    await Promise.all(
      parts.map(async ([ente, count]) => {
        const richiesta = richiestaDiComune(ente, { seed: 'storia', righe: count, errori: ERRORI });
        const errori: ErroreSeminato[] = [];
        let xml = '';
        for (const pezzo of generateFlusso(richiesta)) {
          // The same people, each with a domanda of its own at each ente: one prestazione of two enti of an ambito would be refused.
          xml += pezzo.testo.replaceAll('ProtocolloDomanda="', `ProtocolloDomanda="${ente}/`);
          errori.push(...pezzo.errori);
        }
        const { id } = await deposit(ente, xml);
        this.consegne.push({ ente, id, xml, righe: righeScritte(xml, errori) });
      }),
    );
  }

  async concluded(timeout: number): Promise<void> {
    for (const { ente, id } of this.consegne) {
      await eventually(
        async () => (await this.installazione.ask(ente, `/rest/esiti/v1/invii/${id}`)).concluso_il !== null,
        { timeout, interval: 200 },
      );
    }
  }

  /** Lets INPS ask and answer until no riga waits for anything. */
  async untilFinal(timeout: number): Promise<void> {
    await eventually(
      async () => {
        await this.inps.slot();
        for (const { ente, id, righe } of this.consegne) {
          const { righe_per_stato: stati } = await this.installazione.ask(ente, `/rest/esiti/v1/invii/${id}`);
          const total = Object.values(stati as Record<string, number>).reduce((sum, count) => sum + count, 0);
          const final = FINALI.reduce((sum, stato) => sum + (stati[stato] ?? 0), 0);
          expect({ ente, total, final }).toEqual({ ente, total: righe.length, final: righe.length });
        }
        return true;
      },
      { timeout, interval: 300 },
    );
  }

  righeOf({ ente, id }: Consegna): Promise<Json[]> {
    return this.installazione.all(ente, `/rest/esiti/v1/invii/${id}/righe`);
  }

  /** I3: every riga is in the one state that what was sown in it, and INPS's own answer, give. */
  async expectStates(): Promise<void> {
    for (const consegna of this.consegne) {
      const esiti = await this.#outcomes(consegna.ente);
      const righe = await this.righeOf(consegna);
      expect(righe.map(({ numero }) => numero)).toEqual(consegna.righe.map(({ numero }) => numero));
      const flussi = await this.#flussiByRiga(consegna.ente);
      const wrong = righe.flatMap((riga, at) => {
        const scritta = consegna.righe[at]!;
        const published = flussi.get(riga.id) ?? [];
        const expected = expectedOf(
          consegna.ente,
          scritta,
          published.map((id) => esiti.get(id)),
        );
        const count = expected === 'accolta' || expected === 'respinta_da_inps' ? scritta.spesa.size : 0;
        const right = riga.stato === expected && published.length === count;
        return right
          ? []
          : [{ numero: riga.numero, errore: scritta.errore, stato: riga.stato, expected, published, count }];
      });
      expect({ ente: consegna.ente, wrong: wrong.slice(0, 3) }).toEqual({ ente: consegna.ente, wrong: [] });
    }
  }

  /** I1, I2, I6: INPS has taken every flusso of the log once and in its order, and found nothing wrong in how it was served. */
  async expectServedOnce(): Promise<void> {
    for (const ente of CON_SNODO) {
      const { acquisiti, problemi } = await this.inps.stato(ente);
      const log = await this.installazione.all(ente, '/rest/inps/v1/flussi');
      const inOrder = log
        .toSorted((one, other) => (one.ts_flusso < other.ts_flusso ? -1 : 1))
        .map(({ id_flusso }) => id_flusso);
      expect(new Set(inOrder).size).toBe(inOrder.length);
      expect({ ente, acquisiti }).toEqual({ ente, acquisiti: inOrder });
      expect(problemi.filter(isSerious)).toEqual([]);
    }
    const stranger = await fetch(`${this.installazione.urlOf('/waas/')}/waas/${COMUNI.osimo}/v1/flussi?since=0`);
    expect(stranger.status).toBeGreaterThanOrEqual(400);
  }

  /** The righe whose content entered the registry: all but those refused. */
  accepted(enti: readonly string[]): RigaScritta[] {
    return this.consegne
      .filter(({ ente }) => enti.includes(ente))
      .flatMap(({ righe }) => righe.filter(({ errore }) => errore !== 'codice_inesistente'));
  }

  /** Somebody whom Osimo serves and Macerata does not, resident in the province of Ancona: no comune of Macerata's ambito is there. */
  codiceSoloDiOsimo(): string {
    const [osimo, macerata] = [COMUNI.osimo, COMUNI.macerata].map(
      (ente) => this.consegne.find((consegna) => consegna.ente === ente)!.xml,
    );
    const residents =
      /CodiceFiscale="([A-Z]{6}[0-9]{2}[A-Z][0-9]{2}[A-Z][0-9]{3}[A-Z])">\s*<Anagrafica[^>]*>\s*<Indirizzo[^>]*CodiceComune="042/g;
    return [...osimo!.matchAll(residents)].map(([, codice]) => codice!).find((codice) => !macerata!.includes(codice))!;
  }

  /** Codes and long surnames of everybody in the deliveries. */
  words(): string[] {
    return this.consegne.flatMap(({ xml }) =>
      [...xml.matchAll(/\b(?:CodiceFiscale="([A-Z0-9]{16})"|Cognome="([A-Z]{7,})")/g)].map(
        ([, code, surname]) => code ?? surname!,
      ),
    );
  }

  async #outcomes(ente: string): Promise<Map<string, string>> {
    if (ente === COMUNI.macerata) return new Map();
    const { consegnati } = await this.inps.stato(ente);
    return new Map(consegnati.map((esito: Json) => [esito.id_flusso, esito.codice_esito]));
  }

  async #flussiByRiga(ente: string): Promise<Map<string, string[]>> {
    const byRiga = new Map<string, string[]>();
    for (const { riga_id: riga, id_flusso: id } of await this.installazione.all(ente, '/rest/inps/v1/flussi')) {
      byRiga.set(riga, [...(byRiga.get(riga) ?? []), id]);
    }
    return byRiga;
  }
}

const FINALI = ['respinta', 'non_trasmissibile', 'lasciata_al_canale_dell_ente', 'accolta', 'respinta_da_inps'];

function expectedOf(ente: string, { errore }: RigaScritta, outcomes: readonly (string | undefined)[]): string {
  if (errore === 'codice_inesistente') return 'respinta';
  if (ente === COMUNI.macerata) return 'lasciata_al_canale_dell_ente';
  if (errore !== undefined && NON_TRASMISSIBILI.has(errore)) return 'non_trasmissibile';
  return outcomes.every((outcome) => outcome === 'OK') ? 'accolta' : 'respinta_da_inps';
}

/** What INPS may always find while processes die and come back. */
function isSerious({ genere }: Json): boolean {
  return genere !== 'rete' && genere !== 'rifiuto';
}
