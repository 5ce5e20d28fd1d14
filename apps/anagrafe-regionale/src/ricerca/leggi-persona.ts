import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { RegistroAccessi } from '../accesso/registro-accessi.js';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { Riferimento } from '../persona/riferimento.js';
import { parseFinalita } from '../visibilita/finalita.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { type DomandaPersona, casoOf } from './domanda.js';
import { type PersonaVisibile, PersoneVisibili } from './persone-visibili.js';
import type { RigaPersona } from './riga-persona.js';
import type { RispostaPersona } from './risposta.js';

/** An id that is not even a UUID is looked for all the same, under one that nobody has: as much work, the same answer. */
const NESSUNA = '00000000-0000-0000-0000-000000000000';

/** Reads one person by its id, under the rules of the search. */
@Injectable()
export class LeggiPersona {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly visibili: PersoneVisibili,
    private readonly registro: RegistroAccessi,
    private readonly riferimento: Riferimento,
  ) {}

  /** @throws Problem finalita_non_ammessa; persona_sconosciuta, also for a person that is not the caller's to see */
  async read(
    caller: Caller,
    given: string,
    { finalita: declared, caso: named }: DomandaPersona,
  ): Promise<RispostaPersona> {
    const id = isUUID(given) ? given.toLowerCase() : NESSUNA;
    const finalita = parseFinalita(declared, caller.ruoli);
    const accesso = { verbo: 'lettura', persona: this.riferimento.ofPersona(id), quante: 0 } as const;
    if (finalita === undefined) {
      await this.registro.writeAlone(caller, { ...accesso, esito: 'finalita_non_ammessa' });
      throw anagrafeProblem('finalita_non_ammessa');
    }
    const chi = this.visibilita.richiedenteOf(caller);
    const caso = casoOf(named);
    const found = await this.database.transaction<PersonaVisibile | undefined, RigaPersona>(
      'api',
      this.visibilita.scopeOf(chi, caso),
      async (tx, rows) => {
        const [shown] = this.visibili.show(rows, chi, this.visibilita.domandaOf(finalita, { caso }));
        const outcome =
          shown === undefined ? ({ esito: 'nessuna' } as const) : { ...this.visibili.mostrataOf(shown), quante: 1 };
        await this.registro.write(tx, caller, [{ ...accesso, finalita, ...outcome }]);
        return shown;
      },
      { opening: this.visibili.byId(id, chi) },
    );
    if (found === undefined) throw anagrafeProblem('persona_sconosciuta');
    return found.persona;
  }
}
