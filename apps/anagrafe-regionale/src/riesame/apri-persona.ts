import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { ConcediApertura } from './concedi-apertura.js';
import type { DomandaAperturaRiesame } from './domanda.js';
import { LeggiRecord } from './leggi-record.js';
import { MostraAperte } from './mostra-aperte.js';
import type { RispostaPersonaAperta } from './risposta-decisioni.js';
import { ScriviApertura } from './scrivi-apertura.js';

const AFFIDATA = `SELECT v.id FROM (SELECT coalesce((SELECT radice FROM radice_persona WHERE persona_id = $1), $1::uuid) AS id) v
  WHERE affidata(v.id)`;

/** Opens one person to one steward, with a reason, for a while: somebody says that it is two (rule R9). */
@Injectable()
export class ApriPersona {
  constructor(
    private readonly concedi: ConcediApertura,
    private readonly scrivi: ScriviApertura,
    private readonly mostra: MostraAperte,
    private readonly record: LeggiRecord,
  ) {}

  /**
   * With the records that speak of it. Who does not exist, is protected or is not the steward's: one answer.
   * @throws Problem finalita_non_ammessa, persona_sconosciuta, troppe_aperture
   */
  async open(caller: Caller, id: string, domanda: DomandaAperturaRiesame): Promise<RispostaPersonaAperta> {
    return this.concedi.grant(caller, domanda, {
      id,
      sconosciuto: 'persona_sconosciuta',
      open: (tx, known) => this.#open(tx, caller, known, domanda.motivo),
    });
  }

  async #open(tx: Tx, caller: Caller, given: string, motivo: string): Promise<RispostaPersonaAperta | undefined> {
    const [found] = await tx.query<{ id: string }>(AFFIDATA, [given]);
    const concessa = found !== undefined;
    const { id: apertura, al } = await this.scrivi.write(tx, caller, { persona: given, motivo, concessa });
    const aperte = await this.mostra.show(tx, caller, found?.id);
    if (found === undefined || aperte === undefined) return undefined;
    const record = await this.record.of(tx, found.id);
    return { apertura, fino_al: al, revisione: aperte.revisione, persona: aperte.persone[0]!, ...record };
  }
}
