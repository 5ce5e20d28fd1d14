import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { nomeVersione } from '../nomenclature/parti.js';
import { confronta } from './differenze.js';
import type { DifferenzePresentate, VersionePresentata } from './pagina-differenze.js';
import type { VoceConfrontata } from './voce-confrontata.js';

/** What changed from one published version of a code system to another. */
@Injectable()
export class LeggiDifferenze {
  constructor(private readonly database: Database) {}

  /**
   * @param da the version to compare with; the one published before it unless told, nothing if it is the first
   * @throws Problem `nomenclatura_sconosciuta` for what is not there or is a draft, `versioni_non_confrontabili`
   */
  async read(sistema: string, versione: string, da?: string): Promise<DifferenzePresentate> {
    const known = await this.database.statement<VersionePresentata>(
      'api',
      {},
      `SELECT versione, denominazione, stato, dal, al, fonte FROM versione_nomenclatura
        WHERE sistema = $1 AND stato <> 'bozza' ORDER BY dal, versione`,
      [sistema],
    );
    const after = known.find((one) => one.versione === versione);
    if (after === undefined) throw nomenclatoreProblem('nomenclatura_sconosciuta');
    const earlier = known.filter((one) => one.dal < after.dal);
    const published = earlier.filter(({ stato }) => stato === 'pubblicata');
    const before = da === undefined ? published.at(-1) : known.find((one) => one.versione === da);
    if (before === undefined && da !== undefined) throw nomenclatoreProblem('nomenclatura_sconosciuta');
    if (before !== undefined && before !== after && !earlier.includes(before))
      throw nomenclatoreProblem('versioni_non_confrontabili');
    const between = published.filter((one) => before !== undefined && one.dal > before.dal);
    const path = before === undefined || before === after ? [after] : [before, ...between, after];
    const voci = await this.#itemsOf(path.map((one) => nomeVersione({ sistema, versione: one.versione })));
    const confronto = confronta([before === undefined ? [] : voci[0]!, ...voci.slice(before === undefined ? 0 : 1)]);
    return { sistema, da: before ?? null, a: after, ...confronto };
  }

  /** Items of each version, in the order of its source. */
  async #itemsOf(ids: readonly string[]): Promise<VoceConfrontata[][]> {
    const rows = await this.database.statement<VoceConfrontata & { versione_id: string }>(
      'api',
      {},
      `SELECT versione_id, codice, padre, denominazione, descrizione, attributi FROM voce_nomenclatura
        WHERE versione_id = ANY($1) ORDER BY posizione`,
      [ids],
    );
    const byVersione = new Map<string, VoceConfrontata[]>(ids.map((id) => [id, []]));
    for (const { versione_id, ...voce } of rows) byVersione.get(versione_id)!.push(voce);
    return ids.map((id) => byVersione.get(id)!);
  }
}
