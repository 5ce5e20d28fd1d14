import { Injectable } from '@nestjs/common';
import type { StatoRiga } from '#libs/codici';
import { Database } from '#libs/persistence';
import { type Caller, KeyRing } from '#libs/security';
import { readFatti } from '../fatto/leggi-fatti.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { type PassoRiga, passiOf } from './passi-riga.js';
import { numeroOf } from './riga-id.js';
import { type SeguitoRiga, seguitoOf } from './risposta-inps.js';
import { Silenzio } from './silenzio.js';

interface RigaDelLedger {
  readonly id: string;
  readonly invio_id: string;
  readonly linea: number;
  readonly colonna: number;
  readonly ente_erogatore: string;
  readonly stato: StatoRiga;
  readonly annullamento: boolean;
  readonly record_id: string | null;
  readonly revisione: number | null;
  readonly in_attesa_dal: Date | null;
  readonly giudicata_il: Date;
  readonly variata_il: Date | null;
  readonly sostituita_da: string | null;
  /** Null: the riga itself. */
  readonly riga_origine: string | null;
  readonly ricevuto_il: Date;
}

export interface RigaSeguita
  extends
    Omit<RigaDelLedger, 'giudicata_il' | 'variata_il' | 'sostituita_da' | 'riga_origine' | 'ricevuto_il'>,
    SeguitoRiga {
  readonly numero: number;
  /** INPS has owed an answer for days. */
  readonly silente: boolean;
  /** INPS has given it back in a ritorno. */
  readonly restituita: boolean;
  readonly passi: readonly PassoRiga[];
}

/** Answers "where are you?" for one riga. */
@Injectable()
export class LeggiRiga {
  constructor(
    private readonly database: Database,
    private readonly ambito: AmbitoVisibile,
    private readonly keyRing: KeyRing,
    private readonly silenzio: Silenzio,
  ) {}

  /** @throws Problem riga_sconosciuta, also for a riga of others */
  async follow(caller: Caller, id: string): Promise<RigaSeguita> {
    const scope = await this.ambito.overRiga(caller, id);
    return this.database.transaction('api', scope, async (tx) => {
      const [riga] = await tx.query<RigaDelLedger>(
        `SELECT r.id, r.invio_id, r.linea, r.colonna, r.ente_erogatore, r.stato, r.annullamento,
           encode(r.record_id, 'hex') AS record_id, r.revisione, r.in_attesa_dal, r.giudicata_il, r.variata_il,
           r.sostituita_da, r.riga_origine, i.ricevuto_il
         FROM riga r JOIN invio i ON i.id = r.invio_id WHERE r.id = $1`,
        [id],
      );
      if (riga === undefined) throw ingestionProblem('riga_sconosciuta');
      const { giudicata_il, variata_il, sostituita_da, riga_origine, ricevuto_il, ...shown } = riga;
      // A riga that repeats another has facts of its own only if it was cancelled with its invio.
      const byRiga = await readFatti(tx, riga_origine === null ? [id] : [riga_origine, id]);
      const fatti = [...byRiga.values()].flat();
      return {
        ...shown,
        numero: numeroOf(id),
        silente: this.silenzio.isSilente(riga.stato, riga.in_attesa_dal),
        restituita: false,
        ...seguitoOf(this.keyRing, fatti),
        passi: passiOf(
          this.keyRing,
          { stato: riga.stato, giudicata_il, variata_il, sostituita_da, ricevuto_il },
          fatti,
        ),
      };
    });
  }
}
