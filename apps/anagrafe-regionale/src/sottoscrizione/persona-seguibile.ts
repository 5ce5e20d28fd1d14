import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { RegistroAccessi } from '../accesso/registro-accessi.js';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { Riferimento } from '../persona/riferimento.js';
import { type Finalita, parseFinalita } from '../visibilita/finalita.js';
import type { Visibile } from '../visibilita/profilo.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { identificativoOf } from './identificativo.js';
import { Radici } from './radici.js';

/** A person that a caller may be told of. */
export interface Seguibile {
  /** As the caller wrote it. */
  readonly personaId: string;
  readonly finalita: Finalita;
  readonly visibile: Visibile;
}

/** Whether a caller may follow a person: whether it could read it now, written in the register as a reading is. */
@Injectable()
export class PersonaSeguibile {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly radici: Radici,
    private readonly registro: RegistroAccessi,
    private readonly riferimento: Riferimento,
  ) {}

  /**
   * Does `work` in the transaction that looked, which keeps the entry too.
   * @throws Problem finalita_non_ammessa; persona_sconosciuta, also for a person that is not the caller's to see
   */
  async follow<T>(
    caller: Caller,
    given: string,
    declared: unknown,
    work: (tx: Tx, seguibile: Seguibile) => Promise<T>,
  ): Promise<T> {
    const personaId = identificativoOf(given);
    const finalita = parseFinalita(declared, caller.ruoli);
    // Under the person that it is now, as every other look at it: what is kept silent of that one covers this one too.
    const radice = (await this.radici.of([personaId])).get(personaId)!;
    const accesso = { verbo: 'variazione', persona: this.riferimento.ofPersona(radice), quante: 0 } as const;
    if (finalita === undefined) {
      await this.registro.writeAlone(caller, { ...accesso, esito: 'finalita_non_ammessa' });
      throw anagrafeProblem('finalita_non_ammessa');
    }
    const chi = this.visibilita.richiedenteOf(caller);
    const done = await this.database.transaction('api', this.visibilita.scopeOf(chi), async (tx) => {
      const visibile = (await this.visibilita.profiliOf(tx, chi, this.visibilita.domandaOf(finalita), [radice])).get(
        radice,
      );
      if (visibile === undefined) {
        await this.registro.write(tx, caller, [{ ...accesso, finalita, esito: 'nessuna' }]);
        return undefined;
      }
      const { regola, profilo } = visibile;
      const comune = await residenceOf(tx, radice);
      await this.registro.write(tx, caller, [
        { ...accesso, finalita, esito: 'mostrata', regola, profilo, comune, quante: 1 },
      ]);
      return { result: await work(tx, { personaId, finalita, visibile }) };
    });
    if (done === undefined) throw anagrafeProblem('persona_sconosciuta');
    return done.result;
  }
}

/** For the register, by which a comune knows who looked at its residents; of who is protected nobody but the protecting ente may. */
async function residenceOf(tx: Tx, personaId: string): Promise<string | null> {
  const [row] = await tx.query<{ comune: string | null }>(
    `SELECT CASE WHEN protetta THEN NULL ELSE comune_residenza END AS comune FROM persona WHERE id = $1`,
    [personaId],
  );
  return row?.comune ?? null;
}
