import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { type Tx, scopeValue } from '#libs/persistence';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { NESSUNO } from '../identita/trova-soggetto.js';
import { type CoppiaMostrata, ImprontaMostrata } from './impronta-mostrata.js';

const MIA = `a.ente::text = ${scopeValue('ente')} AND a.soggetto = ${scopeValue('soggetto_chiamante')}
  AND a.al > ${scopeValue('adesso')}::timestamptz`;
const radice = (id: string): string =>
  `coalesce((SELECT u.radice FROM radice_persona u WHERE u.persona_id = ${id}), ${id})`;

const APERTA_COPPIA = `SELECT FROM apertura_riesame a WHERE a.duplicato_id = $1 AND ${MIA} LIMIT 1`;
const COPPIA = `SELECT d.persona_a AS a, d.persona_b AS b, d.punteggio, d.evidenza, d.revisione::text AS "delDubbio"
  FROM possibile_duplicato d WHERE d.id = $1 AND d.stato = 'aperto' AND affidata(d.persona_a) AND affidata(d.persona_b)
    AND (d.punteggio IS NOT NULL OR condividono_codice(d.persona_a, d.persona_b))`;
const PERSONA = `SELECT v.id, affidata(v.id) AS affidata FROM (SELECT ${radice('$1::uuid')} AS id) v
  WHERE EXISTS (SELECT FROM apertura_riesame a WHERE a.persona_id IS NOT NULL AND ${MIA} AND ${radice('a.persona_id')} = v.id)`;

export interface CoppiaAperta {
  readonly id: string;
  readonly persone: readonly [string, string];
  /** Of the doubt alone. */
  readonly delDubbio: string;
}

/**
 * Whether a steward has before it what it decides about, as it is now: nobody decides unseen. Of what it has not open it is told this
 * alone, whether it exists or not: refusals would else tell who is whose, and opening is what has a limit and is written down. In a
 * transaction of role consumer, under its scope.
 */
@Injectable()
export class AperteDaChiDecide {
  constructor(private readonly impronta: ImprontaMostrata) {}

  /** @throws Problem riesame_non_aperto, possibile_duplicato_sconosciuto, riesame_superato */
  async coppia(tx: Tx, given: string, revisione: string): Promise<CoppiaAperta> {
    const id = isUUID(given) ? given.toLowerCase() : NESSUNO;
    if ((await tx.query(APERTA_COPPIA, [id])).length === 0) throw anagrafeProblem('riesame_non_aperto');
    const [found] = await tx.query<CoppiaMostrata & { readonly delDubbio: string }>(COPPIA, [id]);
    if (found === undefined) throw anagrafeProblem('possibile_duplicato_sconosciuto');
    await this.#assertSeen(tx, found, revisione);
    return { id, persone: [found.a, found.b], delDubbio: found.delDubbio };
  }

  /**
   * @param revisione undefined: whatever it is by now
   * @returns the id that it has now
   * @throws Problem riesame_non_aperto, persona_sconosciuta, riesame_superato
   */
  async persona(tx: Tx, given: string, revisione?: string): Promise<string> {
    const [found] = await tx.query<{ readonly id: string; readonly affidata: boolean }>(PERSONA, [
      isUUID(given) ? given.toLowerCase() : NESSUNO,
    ]);
    if (found === undefined) throw anagrafeProblem('riesame_non_aperto');
    if (!found.affidata) throw anagrafeProblem('persona_sconosciuta');
    if (revisione !== undefined) await this.#assertSeen(tx, found.id, revisione);
    return found.id;
  }

  async #assertSeen(tx: Tx, what: string | CoppiaMostrata, revisione: string): Promise<void> {
    if ((await this.impronta.of(tx, what)) !== revisione) throw anagrafeProblem('riesame_superato');
  }
}
