import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { LeggiProve } from '#libs/registro';
import { type Caller, type LeafValue, type ProvaInclusione } from '#libs/security';
import { ingestionProblem } from '../ingestion.errors.js';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';

/** What was sealed of an invio, with its proof. */
export interface SigilloLetto {
  readonly genere: 'esiti.v1';
  /** The fields of the leaf. */
  readonly contenuto: Readonly<Record<string, LeafValue>>;
  readonly prova: ProvaInclusione;
}

/** Gives what was sealed of the outcome of an invio, to who sees the invio. */
@Injectable()
export class LeggiSigillo {
  constructor(
    private readonly database: Database,
    private readonly ambito: AmbitoVisibile,
    private readonly prove: LeggiProve,
  ) {}

  /** @throws Problem invio_sconosciuto, also for an invio of others; sigillo_non_pronto, registro_discorde */
  async byInvio(caller: Caller, invioId: string): Promise<SigilloLetto> {
    const scope = this.ambito.own(caller);
    const [row] = await this.database.statement<{ contenuto: Buffer | null }>(
      'api',
      scope,
      `SELECT f.contenuto FROM invio i LEFT JOIN registro_foglia f ON f.oggetto = i.id AND f.genere = 'esiti.v1'
       WHERE i.id = $1`,
      [invioId],
    );
    if (row === undefined) throw ingestionProblem('invio_sconosciuto');
    const { contenuto } = row;
    if (contenuto === null) throw ingestionProblem('sigillo_non_pronto');
    const prova = await this.prove.of(scope, { genere: 'esiti.v1', oggetto: invioId, contenuto });
    if (prova === undefined) throw ingestionProblem('sigillo_non_pronto');
    const json = contenuto.toString('utf8').slice('esiti.v1\n'.length);
    return { genere: 'esiti.v1', contenuto: JSON.parse(json) as SigilloLetto['contenuto'], prova };
  }
}
