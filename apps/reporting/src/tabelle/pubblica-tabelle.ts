import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { ReportingSettings } from '../reporting.config.js';
import { componiTabella } from './componi-tabella.js';
import { contaPrestazioni } from './conta-prestazioni.js';
import { ScriviTabella, type TabellaCalcolata } from './scrivi-tabella.js';
import { type TerritorioDellAnno, giornoDegliAmbiti, territorioOf } from './territorio-dell-anno.js';

/** Years of which there is a table even when nothing came in: the current one and these before it. */
const ANNI_INDIETRO = 4;
/** Counting may take longer than a transaction that writes, and holds back nobody. */
const LIMITE_CONTEGGIO = 60_000;

const SITUAZIONE = `
  SELECT anno, true AS variato, NULL::timestamptz AS "calcolataIl", NULL AS impronta FROM variazione GROUP BY anno
  UNION ALL SELECT anno, false, calcolata_il, impronta FROM tabella`;

interface Situazione {
  readonly anno: number;
  readonly variato: boolean;
  readonly calcolataIl: Date | null;
  readonly impronta: string | null;
}

/** Publishes a new revision of every table of which something changed, never sooner than the interval allows. */
@Injectable()
export class PubblicaTabelle {
  constructor(
    private readonly database: Database,
    private readonly riferimenti: Riferimenti,
    private readonly scrivi: ScriviTabella,
    private readonly clock: Clock,
    private readonly settings: ReportingSettings,
  ) {}

  /** @returns the years published now; none until the ambiti are known */
  async publish(): Promise<number[]> {
    if (!this.riferimenti.ready) return [];
    const situazione = await this.database.statement<Situazione>('consumer', {}, SITUAZIONE);
    const published: number[] = [];
    for (const anno of anniOf(situazione, legalDayOf(this.clock.now()))) {
      if (await this.#publishYear(anno, situazione)) published.push(anno);
    }
    return published;
  }

  async #publishYear(anno: number, situazione: readonly Situazione[]): Promise<boolean> {
    const now = this.clock.now();
    const giorno = giornoDegliAmbiti(anno, legalDayOf(now));
    const { vista } = this.riferimenti;
    const territorio = territorioOf(vista.ambitiInVigore(giorno), giorno, (ente, day) => vista.continuita(ente, day));
    const impronta = this.#improntaOf(territorio);
    const last = situazione.find((one) => one.anno === anno && !one.variato);
    const changed = last?.impronta !== impronta || situazione.some((one) => one.anno === anno && one.variato);
    const elapsed = last === undefined ? Infinity : now.getTime() - last.calcolataIl!.getTime();
    if (!changed || elapsed < this.settings.intervallo) return false;
    return this.scrivi.write(await this.#compute(anno, territorio, impronta));
  }

  /** Everything from one snapshot: what is committed meanwhile stays noted, and comes with the next revision. */
  async #compute(anno: number, territorio: TerritorioDellAnno, impronta: string): Promise<TabellaCalcolata> {
    const { soglia: ordinaria, sogliaDelicata: delicata } = this.settings;
    const soglie = { ordinaria, delicata };
    return this.database.transaction(
      'consumer',
      {},
      async (tx) => {
        const calcolataIl = this.clock.now();
        const variazioni = await tx.query<{ id: number; fattiAl: Date }>(
          `SELECT id, fatti_al AS "fattiAl" FROM variazione WHERE anno = $1`,
          [anno],
        );
        const conteggi = await contaPrestazioni(tx, anno, territorio);
        const celle = componiTabella(territorio, conteggi, soglie);
        return { anno, giorno: territorio.giorno, calcolataIl, soglie, impronta, variazioni, celle };
      },
      { isolation: 'repeatable read', limitMs: LIMITE_CONTEGGIO },
    );
  }

  #improntaOf({ giorno, ambiti }: TerritorioDellAnno): string {
    const { soglia, sogliaDelicata } = this.settings;
    const all = JSON.stringify([giorno, ambiti, soglia, sogliaDelicata]);
    return createHash('sha256').update(all).digest('base64url');
  }
}

function anniOf(situazione: readonly Situazione[], oggi: string): number[] {
  const current = Number(oggi.slice(0, 4));
  const recent = Array.from({ length: ANNI_INDIETRO + 1 }, (_, back) => current - back);
  return [...new Set([...recent, ...situazione.map(({ anno }) => anno)])];
}
