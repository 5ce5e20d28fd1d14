import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import type { Registro } from '../pacchetto/aggregati-regione.js';
import { improntaOf } from '../pubblicazione/impronta.js';
import { ScriviRegistro } from '../registri/scrivi-registro.js';
import { type Autore, Storia } from '../storia/storia.js';
import type { VariazioneDetta } from './detta.js';
import type { RigaComune } from './registrazioni.js';

/** One change with what it did to the records of comuni. */
export interface VariazioneFatta {
  readonly detta: VariazioneDetta;
  readonly chiuse: readonly RigaComune[];
  readonly aperte: readonly RigaComune[];
}

/** What a change leaves written beside the places: the registries, the public list, the history. */
@Injectable()
export class ScrittureVariazioni {
  constructor(
    private readonly scrivi: ScriviRegistro,
    private readonly storia: Storia,
    private readonly clock: Clock,
  ) {}

  /** Digests of those that were declared before. */
  async known(tx: Tx, dette: readonly VariazioneDetta[]): Promise<Set<string>> {
    const rows = await tx.query<{ impronta: string }>(
      `SELECT impronta FROM variazione_territorio WHERE impronta = ANY ($1)`,
      [dette.map(improntaOf)],
    );
    return new Set(rows.map(({ impronta }) => impronta));
  }

  async write(tx: Tx, fatte: readonly VariazioneFatta[], registro: Registro, autore: Autore): Promise<void> {
    const motivo = fatte.map(({ detta: { tipo, atto } }) => `${tipo}: ${atto.tipo} ${atto.numero}`).join('; ');
    await this.scrivi.writeWithin(tx, { change: () => registro, attese: [], autore, motivo: motivo.slice(0, 600) });
    await tx.execute(
      `INSERT INTO variazione_territorio (impronta, tipo, dal, chiuse, aperte, atto_tipo, atto_numero, atto_data, fonte, affidabilita, registrata_il)
       SELECT impronta, tipo, dal, chiuse, aperte, atto_tipo, atto_numero, atto_data, fonte, 'fonte', $2
         FROM jsonb_to_recordset($1::jsonb) AS una (
           impronta text, tipo text, dal date, chiuse jsonb, aperte jsonb, atto_tipo text, atto_numero text, atto_data date, fonte text)`,
      [JSON.stringify(fatte.map(rowOf)), this.clock.now()],
    );
    await this.storia.write(
      tx,
      ...fatte.map(({ detta, chiuse, aperte }) => ({
        ...autore,
        genere: 'territorio',
        cosa: improntaOf(detta),
        azione: 'variata',
        prima: chiuse.map(comuneOf),
        dopo: aperte.map(comuneOf),
        motivo: `${detta.atto.tipo} ${detta.atto.numero} del ${detta.atto.data}`,
      })),
    );
  }
}

function rowOf({ detta, chiuse, aperte }: VariazioneFatta): object {
  const { tipo, dal, atto, fonte } = detta;
  return {
    impronta: improntaOf(detta),
    tipo,
    dal,
    chiuse: chiuse.map(comuneOf),
    aperte: aperte.map(comuneOf),
    atto_tipo: atto.tipo,
    atto_numero: atto.numero,
    atto_data: atto.data,
    fonte,
  };
}

/** A record of a comune as the public list of changes names it. */
export function comuneOf({ belfiore, istat, denominazione, sigla_provincia: sigla }: RigaComune): {
  belfiore: string | null;
  istat: string;
  denominazione: string;
  sigla_provincia: string | null;
} {
  return { belfiore, istat, denominazione, sigla_provincia: sigla };
}
