import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { type DatiInChiaro, DatiRiservati } from '../persona/dati-riservati.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { ASSENZE_NOTE } from './fornitura-mostrata.js';
import type { DomandaAssenze, RigaNonPiuDichiarata, RispostaAssenze } from './risposta-assenze.js';

const FORNITURA = `SELECT al::text AS dal, ${ASSENZE_NOTE} AS note FROM fornitura WHERE id = $1`;

/** What the comune said itself, and nothing of the person that it was found to be of. */
const PAGINA = `SELECT n.riga_id AS riga, n.ente, encode(s.record_id, 'hex') AS "recordId", s.riservato, s.cognome, s.nome,
    s.anno_nascita AS "annoNascita", s.data_nascita AS "dataNascita", s.comune_residenza AS "comuneResidenza",
    to_char(s.accettata_il AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS accettata_il
  FROM non_piu_dichiarata n JOIN scheda s ON s.record_id = n.record_id
  WHERE n.fornitura = $1 AND n.palese AND ($2::uuid IS NULL OR n.riga_id > $2) ORDER BY n.riga_id LIMIT $3`;

type Riga = DatiInChiaro &
  Omit<RigaNonPiuDichiarata, 'id_anagrafico'> & {
    readonly ente: string;
    readonly recordId: string;
    readonly riservato: Buffer;
  };

/** Reads, for a comune, whom a fornitura of its own does not name of those whom it had declared. */
@Injectable()
export class LeggiAssenze {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly riservati: DatiRiservati,
  ) {}

  /**
   * Only the ente whose registry it is: not the steward either, who has nothing to decide on it.
   * @throws Problem fornitura_sconosciuta, also for that of another
   */
  async page(caller: Caller, id: string, { cursor, limit }: DomandaAssenze): Promise<RispostaAssenze> {
    if (!isUUID(id)) throw anagrafeProblem('fornitura_sconosciuta');
    const { entiPropri } = this.visibilita.richiedenteOf(caller);
    const scope = { ente: caller.ente, enti: caller.ruoli.includes('titolare') ? entiPropri.join() : '' };
    const [forniture, rows] = await this.database.statements('api', scope, [
      { sql: FORNITURA, params: [id] },
      { sql: PAGINA, params: [id, cursor ?? null, limit + 1] },
    ]);
    const [fornitura] = forniture as { dal: string | null; note: boolean }[];
    if (fornitura === undefined) throw anagrafeProblem('fornitura_sconosciuta');
    const righe = fornitura.note ? (rows as Riga[]) : [];
    const items = righe.slice(0, limit).map((riga) => this.#itemOf(riga));
    return {
      fornitura: id,
      dal: fornitura.dal,
      items,
      next_cursor: righe.length > limit ? items.at(-1)!.riga : null,
    };
  }

  #itemOf({ riga, ente, recordId, riservato, accettata_il, ...chiari }: Riga): RigaNonPiuDichiarata {
    const { codici } = this.riservati.openScheda(recordId, chiari, riservato);
    const propria = codici.find(({ sistema }) => sistema === `locale:${ente}`);
    return { riga, id_anagrafico: propria?.codice ?? null, accettata_il };
  }
}
