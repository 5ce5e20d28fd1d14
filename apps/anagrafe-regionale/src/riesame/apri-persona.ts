import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Database, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { NESSUNO } from '../identita/trova-soggetto.js';
import { parseFinalita } from '../visibilita/finalita.js';
import { Visibilita } from '../visibilita/visibilita.js';
import type { DomandaAperturaRiesame } from './domanda.js';
import { LeggiRecord } from './leggi-record.js';
import { MostraAperte } from './mostra-aperte.js';
import type { RispostaPersonaAperta } from './risposta-decisioni.js';
import { ScriviApertura } from './scrivi-apertura.js';

const AFFIDATA = `SELECT v.id FROM (SELECT coalesce((SELECT radice FROM radice_persona WHERE persona_id = $1), $1::uuid) AS id) v
  WHERE affidata(v.id)`;

type Aperta = RispostaPersonaAperta | { readonly attesa: number } | undefined;

/** Opens one person to one steward, with a reason, for a while: somebody says that it is two (rule R9). */
@Injectable()
export class ApriPersona {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly scrivi: ScriviApertura,
    private readonly mostra: MostraAperte,
    private readonly record: LeggiRecord,
  ) {}

  /**
   * With the records that speak of it. Who does not exist, is protected or is not the steward's: one answer.
   * @throws Problem finalita_non_ammessa, persona_sconosciuta, troppe_aperture
   */
  async open(
    caller: Caller,
    given: string,
    { finalita, motivo }: DomandaAperturaRiesame,
  ): Promise<RispostaPersonaAperta> {
    if (parseFinalita(finalita, caller.ruoli) !== 'riesame_duplicati') {
      await this.scrivi.refuse(caller);
      throw anagrafeProblem('finalita_non_ammessa');
    }
    const id = isUUID(given) ? given.toLowerCase() : NESSUNO;
    const scope = this.visibilita.scopeOf(this.visibilita.richiedenteOf(caller));
    const aperta = await this.database.transaction('api', scope, (tx) => this.#open(tx, caller, id, motivo));
    if (aperta === undefined) throw anagrafeProblem('persona_sconosciuta');
    if ('attesa' in aperta) throw anagrafeProblem('troppe_aperture', undefined, { retry_after: aperta.attesa });
    return aperta;
  }

  async #open(tx: Tx, caller: Caller, given: string, motivo: string): Promise<Aperta> {
    const attesa = await this.scrivi.stop(tx, caller);
    if (attesa !== undefined) return { attesa };
    const [found] = await tx.query<{ id: string }>(AFFIDATA, [given]);
    const concessa = found !== undefined;
    const { id: apertura, al } = await this.scrivi.write(tx, caller, { persona: given, motivo, concessa });
    const aperte = await this.mostra.show(tx, caller, found?.id);
    if (found === undefined || aperte === undefined) return undefined;
    const record = await this.record.of(tx, found.id);
    return { apertura, fino_al: al, revisione: aperte.revisione, persona: aperte.persone[0]!, ...record };
  }
}
