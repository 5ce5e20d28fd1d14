import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { RegistroAccessi } from '../accesso/registro-accessi.js';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { parseFinalita } from '../visibilita/finalita.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { type DomandaPersona, casoOf } from './domanda.js';
import { type Fermo, FrenoRicerche, type StatoFreno } from './freno-ricerche.js';
import { type PersonaVisibile, PersoneVisibili } from './persone-visibili.js';
import type { RigaPersona } from './riga-persona.js';
import type { RispostaPersona } from './risposta.js';

/** An id that is not even a UUID is looked for all the same, under one that nobody has: as much work, the same answer. */
const NESSUNA = '00000000-0000-0000-0000-000000000000';

/** Where the id leads to nobody, the state of the client alone. */
type RigaLetta = { readonly freno: StatoFreno } & (RigaPersona | { readonly id: null });

/** Reads one person by its id, under the rules of the search. */
@Injectable()
export class LeggiPersona {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly visibili: PersoneVisibili,
    private readonly registro: RegistroAccessi,
    private readonly freno: FrenoRicerche,
  ) {}

  /** @throws Problem finalita_non_ammessa; persona_sconosciuta, also for a person that is not the caller's to see; troppe_ricerche */
  async read(
    caller: Caller,
    given: string,
    { finalita: declared, caso: named }: DomandaPersona,
  ): Promise<RispostaPersona> {
    const id = isUUID(given) ? given.toLowerCase() : NESSUNA;
    const finalita = parseFinalita(declared, caller.ruoli);
    const accesso = { verbo: 'lettura', persona: this.visibili.riferimentoDi(id), quante: 0 } as const;
    if (finalita === undefined) {
      await this.registro.writeAlone(caller, { ...accesso, esito: 'finalita_non_ammessa' });
      throw anagrafeProblem('finalita_non_ammessa');
    }
    const chi = this.visibilita.richiedenteOf(caller);
    const caso = casoOf(named);
    const found = await this.database.transaction<PersonaVisibile | Fermo | undefined, RigaLetta>(
      'api',
      this.visibilita.scopeOf(chi, caso),
      async (tx, rows) => {
        const fermo = this.freno.fermoPerId(rows[0]!.freno, finalita);
        if (fermo !== undefined) {
          await this.registro.write(tx, caller, [{ ...accesso, finalita, esito: 'troppe_ricerche' }]);
          return fermo;
        }
        const there = rows.filter((row): row is RigaPersona & RigaLetta => row.id !== null);
        const [shown] = this.visibili.show(there, chi, this.visibilita.domandaOf(finalita, { caso }));
        const outcome =
          shown === undefined ? ({ esito: 'nessuna' } as const) : { ...this.visibili.mostrataOf(shown), quante: 1 };
        await this.registro.write(tx, caller, [{ ...accesso, finalita, ...outcome }]);
        await this.freno.noteId(tx, caller, shown !== undefined);
        return shown;
      },
      { opening: this.freno.before(this.visibili.byId(id, chi), caller, []) },
    );
    if (found !== undefined && 'secondi' in found)
      throw anagrafeProblem('troppe_ricerche', undefined, { retry_after: found.secondi });
    if (found === undefined) throw anagrafeProblem('persona_sconosciuta');
    return found.persona;
  }
}
