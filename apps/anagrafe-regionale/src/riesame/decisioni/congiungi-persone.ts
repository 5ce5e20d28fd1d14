import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { coppiaOf } from '../../persona/coppie.js';
import { AnnotaVariazioni } from '../../variazione/annota-variazioni.js';
import type { DubbioDeciso } from './attore.js';
import { DecidiDubbi } from './decidi-dubbi.js';
import type { Effetto, TipoOperazione } from './operazione.js';
import { RivediCodici } from './rivedi-codici.js';
import { ScriviOperazioni } from './scrivi-operazioni.js';
import type { Mossa, Operazione } from './mossa.js';
import { SpostaRecord } from './sposta-record.js';
import { TieniDistinti } from './tieni-distinti.js';
import type { Decise } from './trattieni-decise.js';

/** Two persons, held, that are one. */
export interface Congiunzione {
  readonly decise: Decise;
  readonly rimasta: string;
  readonly altra: string;
  readonly operazione: Operazione;
  readonly tipo: TipoOperazione;
  readonly dubbio?: DubbioDeciso | undefined;
  readonly annulla?: string | undefined;
  /** How the places of some records are called, if not decided by a person. */
  readonly come?: ReadonlyMap<string, Pick<Mossa, 'decisione' | 'punteggio' | 'modello'>> | undefined;
  /** Whether they had been said to be two by what is taken back. */
  readonly ricongiunta?: boolean;
}

const EFFETTO: Effetto = 'unisce';

/** One level is followed, everywhere: who led to who was absorbed leads to who it is. Not all of them are persons still. */
const RADICI = `SELECT persona_id AS id FROM radice_persona WHERE radice = $1`;
const UNITE = `UPDATE persona SET unita_in = $2 WHERE unita_in = $1`;
const GUIDATE = `UPDATE radice_persona SET radice = $2 WHERE radice = $1`;

/** Makes one person of two: everything of the second goes to the first. */
@Injectable()
export class CongiungiPersone {
  constructor(
    private readonly operazioni: ScriviOperazioni,
    private readonly sposta: SpostaRecord,
    private readonly dubbi: DecidiDubbi,
    private readonly codici: RivediCodici,
    private readonly distinti: TieniDistinti,
    private readonly annota: AnnotaVariazioni,
  ) {}

  async join(tx: Tx, congiunzione: Congiunzione): Promise<void> {
    const { decise, rimasta, altra, operazione, tipo, dubbio, annulla, come, ricongiunta = false } = congiunzione;
    const { il } = operazione;
    const coppia = coppiaOf(rimasta, altra);
    const decisi = await this.dubbi.settle(tx, coppia, { dubbio, stato: 'unito', operazione });
    const portati = await this.dubbi.carry(tx, altra, rimasta, il);
    if (ricongiunta) await this.distinti.close(tx, [coppia], il);
    const distinti = await this.distinti.carry(tx, altra, rimasta, operazione);
    const ereditati = await this.#settleAll(tx, rimasta, distinti, operazione);
    const dubbi = [...decisi, ...ereditati];
    const radici = (await tx.query<{ id: string }>(RADICI, [altra])).map(({ id }) => id);
    const mosse = decise.persone.get(altra)!.schede.map(({ recordId }): Mossa => ({
      ...(come?.get(recordId) ?? { decisione: 'manuale' }),
      recordId,
      da: altra,
      a: rimasta,
    }));
    const dettagli = { dubbi, portati, radici, distinti, ...(ricongiunta && { coppia: 'ricongiunta' as const }) };
    const scritta = { ...operazione, tipo, effetto: EFFETTO, rimasta, altra, dubbio: dubbio?.id, annulla, dettagli };
    await this.operazioni.write(tx, scritta, mosse);
    await this.sposta.move(tx, { decise, mosse, operazione, assorbita: { id: altra, in: rimasta } });
    await this.codici.review(tx, [rimasta, altra]);
    await tx.execute(UNITE, [altra, rimasta]);
    await tx.execute(GUIDATE, [altra, rimasta]);
    await this.annota.note(tx, [{ personaId: altra, gruppi: [], legame: { tipo: 'unione', altra: rimasta } }]);
  }

  /** Of who was absorbed somebody said already that these are others. @returns ids of what was open about them */
  async #settleAll(tx: Tx, rimasta: string, distinti: readonly string[], operazione: Operazione): Promise<string[]> {
    const dubbi: string[] = [];
    for (const id of distinti) {
      dubbi.push(...(await this.dubbi.settle(tx, coppiaOf(rimasta, id), { stato: 'distinto', operazione })));
    }
    return dubbi;
  }
}
