import { Injectable } from '@nestjs/common';
import { MODELLO_ITALIANO } from '#libs/abbinamento';
import { Database } from '#libs/persistence';
import type { Misure } from './giudica-modello.js';

/** A model as operators see it: what it was found to do, never its weights. */
export interface ModelloLetto {
  readonly nome: string;
  readonly stato: 'in_corso' | 'proposto' | 'scartato';
  readonly in_uso: boolean;
  readonly chiesto_il: string | null;
  readonly concluso_il: string | null;
  /** Why it may not be used. */
  readonly motivo: string | null;
  readonly misure: Misure | null;
}

const MOSTRATI = 50;

const ULTIMI = `SELECT numero, stato, chiesto_il, concluso_il, motivo, misure,
    numero IS NOT DISTINCT FROM (SELECT numero FROM modello_in_uso ORDER BY dal DESC LIMIT 1) AS in_uso
  FROM modello_abbinamento ORDER BY numero DESC LIMIT ${MOSTRATI}`;

type RigaModello = Pick<ModelloLetto, 'stato' | 'motivo' | 'misure' | 'in_uso'> & {
  readonly numero: number;
  readonly chiesto_il: Date;
  readonly concluso_il: Date | null;
};

/** The models there are. */
@Injectable()
export class LeggiModelli {
  constructor(private readonly database: Database) {}

  /** The newest first; last the one that comes with the release. */
  async list(): Promise<ModelloLetto[]> {
    const rows = await this.database.statement<RigaModello>('api', {}, ULTIMI);
    const appresi = rows.map(({ numero, chiesto_il: dal, concluso_il: al, ...row }) => ({
      ...row,
      nome: `appreso-${numero}`,
      chiesto_il: dal.toISOString(),
      concluso_il: al?.toISOString() ?? null,
    }));
    const fornito: ModelloLetto = {
      nome: MODELLO_ITALIANO.nome,
      stato: 'proposto',
      in_uso: !appresi.some(({ in_uso: inUso }) => inUso),
      chiesto_il: null,
      concluso_il: null,
      motivo: null,
      misure: null,
    };
    return [...appresi, fornito];
  }
}
