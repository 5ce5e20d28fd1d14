import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { ingestionProblem } from '../ingestion.errors.js';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { numeroOf } from './riga-id.js';
import { type FattoRiga, type StatoRiga, situazioneRiga } from './stato-riga.js';

/** A step of a riga's way, with its instant. */
export interface PassoRiga {
  readonly stato: StatoRiga;
  readonly il: Date;
  /** The riga that superseded or cancelled this one, where one did. */
  readonly per_effetto_di?: string;
}

export interface RigaSeguita {
  readonly id: string;
  readonly invio_id: string;
  readonly numero: number;
  readonly linea: number;
  readonly colonna: number;
  readonly ente_erogatore: string;
  readonly stato: StatoRiga;
  readonly silente: boolean;
  readonly restituita: boolean;
  readonly annullamento: boolean;
  readonly record_id: string | null;
  readonly revisione: number | null;
  readonly passi: readonly PassoRiga[];
}

export interface RigaDelLedger {
  readonly id: string;
  readonly invio_id: string;
  readonly linea: number;
  readonly colonna: number;
  readonly ente_erogatore: string;
  readonly stato: StatoRiga;
  readonly annullamento: boolean;
  readonly record_id: string | null;
  readonly revisione: number | null;
  readonly giudicata_il: Date;
  readonly variata_il: Date | null;
  readonly sostituita_da: string | null;
  readonly ricevuto_il: Date;
}

/** Answers "where are you?" for one riga. */
@Injectable()
export class LeggiRiga {
  constructor(
    private readonly database: Database,
    private readonly ambito: AmbitoVisibile,
  ) {}

  /** @throws Problem riga_sconosciuta, also for a riga of others */
  async follow(caller: Caller, id: string): Promise<RigaSeguita> {
    const [riga] = await this.database.statement<RigaDelLedger>(
      'api',
      await this.ambito.overRiga(caller, id),
      `SELECT r.id, r.invio_id, r.linea, r.colonna, r.ente_erogatore, r.stato, r.annullamento,
         encode(r.record_id, 'hex') AS record_id, r.revisione, r.giudicata_il, r.variata_il, r.sostituita_da, i.ricevuto_il
       FROM riga r JOIN invio i ON i.id = r.invio_id WHERE r.id = $1`,
      [id],
    );
    if (riga === undefined) throw ingestionProblem('riga_sconosciuta');
    const { stato, silente, restituita } = situazioneRiga(factsOf(riga));
    const { invio_id, linea, colonna, ente_erogatore, annullamento, record_id, revisione } = riga;
    return {
      id,
      invio_id,
      numero: numeroOf(id),
      linea,
      colonna,
      ente_erogatore,
      stato,
      silente,
      restituita,
      annullamento,
      record_id,
      revisione,
      passi: stepsOf(riga),
    };
  }
}

/** What the ledger knows of a riga, as facts: its stored state must follow from them (I3). */
function factsOf({ stato, giudicata_il, variata_il, sostituita_da }: RigaDelLedger): FattoRiga[] {
  const il = giudicata_il.toISOString();
  if (stato === 'respinta') return [{ tipo: 'giudicata', il, giudizio: 'respinta' }];
  const giudicata: FattoRiga = { tipo: 'giudicata', il, giudizio: 'accettata' };
  if (stato !== 'superata' && stato !== 'annullata') return [giudicata];
  return [giudicata, { tipo: stato, il: (variata_il ?? giudicata_il).toISOString(), da: sostituita_da ?? '' }];
}

function stepsOf({ ricevuto_il, giudicata_il, variata_il, stato, sostituita_da }: RigaDelLedger): PassoRiga[] {
  const replaced = stato === 'superata' || stato === 'annullata';
  const steps: PassoRiga[] = [
    { stato: 'ricevuta', il: ricevuto_il },
    { stato: stato === 'respinta' ? 'respinta' : 'accettata', il: giudicata_il },
  ];
  if (replaced) {
    steps.push({
      stato,
      il: variata_il ?? giudicata_il,
      ...(sostituita_da === null ? {} : { per_effetto_di: sostituita_da }),
    });
  }
  return steps;
}
