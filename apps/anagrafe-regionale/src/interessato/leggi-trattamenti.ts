import { Injectable } from '@nestjs/common';
import { Clock, type Tx, legalDayOf } from '#libs/persistence';
import { Riferimento } from '../persona/riferimento.js';
import { CAMPI as CAMPI_CASO, type RigaPresaInCarico, answerOf } from '../presa-in-carico/risposta.js';
import { CAMPI as CAMPI_PROTEZIONE, Motivi, type RigaProtezione } from '../protezione/motivi.js';
import { LeggiDati } from './leggi-dati.js';
import { ACCESSI_ESTRATTI, type RispostaEstratto } from './risposta.js';

interface RigaAccesso {
  readonly ente: string;
  readonly avvenutoIl: Date;
  readonly finalita: string | null;
  readonly verbo: string;
}

const IDS = `ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = $1) || $1::uuid`;
const DEL_TITOLARE = `persona_id = ANY (${IDS}) AND ente = ANY ($2) ORDER BY id DESC LIMIT 1000`;

/** Looks that showed something, or answered; while others protected the person, none but the titolare's own. Who protected is never told. */
const ACCESSI = `SELECT a.ente, a.avvenuto_il AS "avvenutoIl", a.finalita, a.verbo FROM accesso a
  WHERE a.persona = ANY ($3::bytea[]) AND a.esito IN ('mostrata', 'si', 'no', 'concesso', 'fatto')
    AND (a.ente = ANY ($2) OR a.verbo <> 'protezione' AND NOT EXISTS (SELECT FROM periodi_protetti($1, $2) v
      WHERE a.avvenuto_il >= v.dal AND (v.al IS NULL OR a.avvenuto_il <= v.al)))
  ORDER BY a.id DESC LIMIT ${ACCESSI_ESTRATTI + 1}`;

/** Reads what was done with the data of the person whom the transaction reaches: by the titolare itself, and who looked. */
@Injectable()
export class LeggiTrattamenti {
  constructor(
    private readonly riferimento: Riferimento,
    private readonly motivi: Motivi,
    private readonly dati: LeggiDati,
    private readonly clock: Clock,
  ) {}

  /** @param propri the titolare that answers, and the enti that ceased into it */
  async read(
    tx: Tx,
    id: string,
    propri: readonly string[],
  ): Promise<Pick<RispostaEstratto, 'generato_il' | 'prese_in_carico' | 'protezioni' | 'accessi' | 'troncato'>> {
    const now = this.clock.now();
    const oggi = legalDayOf(now);
    const [{ ids } = { ids: [id] }] = await tx.query<{ ids: string[] }>(`SELECT ${IDS} AS ids`, [id]);
    const riferimenti = ids.map((one) => this.riferimento.ofPersona(one));
    await tx.query(`SELECT set_config('snodo.riferimenti', $1, true)`, [riferimenti.join()]);
    const mine = [id, propri];
    const casi = await tx.query<RigaPresaInCarico>(
      `SELECT ${CAMPI_CASO} FROM presa_in_carico WHERE ${DEL_TITOLARE}`,
      mine,
    );
    const protezioni = await tx.query<RigaProtezione>(
      `SELECT ${CAMPI_PROTEZIONE} FROM protezione WHERE ${DEL_TITOLARE}`,
      mine,
    );
    const accessi = await tx.query<RigaAccesso>(ACCESSI, [...mine, riferimenti.map((one) => Buffer.from(one, 'hex'))]);
    return {
      generato_il: now,
      prese_in_carico: casi.map((riga) => answerOf(riga, oggi)),
      protezioni: protezioni.map((riga) => this.motivi.answerOf(riga)),
      accessi: accessi.slice(0, ACCESSI_ESTRATTI).map(({ ente, avvenutoIl, finalita, verbo }) => ({
        ente: this.dati.enteOf(ente),
        il: legalDayOf(avvenutoIl),
        finalita,
        verbo,
      })),
      troncato: accessi.length > ACCESSI_ESTRATTI,
    };
  }
}
