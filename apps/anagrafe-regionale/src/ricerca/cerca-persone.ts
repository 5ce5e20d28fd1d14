import { Injectable } from '@nestjs/common';
import { type Identificativo, parseIdentificativo } from '#libs/codici';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { type Accesso, RegistroAccessi } from '../accesso/registro-accessi.js';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { Riferimento } from '../persona/riferimento.js';
import { parseFinalita } from '../visibilita/finalita.js';
import { Visibilita } from '../visibilita/visibilita.js';
import type { DomandaRicerca } from './domanda.js';
import { type PersonaVisibile, PersoneVisibili, type RigaPersona } from './persone-visibili.js';
import type { RispostaRicerca } from './risposta.js';

/** Looks for the persons of a code, as far as the caller may know them. */
@Injectable()
export class CercaPersone {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly visibili: PersoneVisibili,
    private readonly registro: RegistroAccessi,
    private readonly riferimento: Riferimento,
  ) {}

  /**
   * The same answer, after the same work, for a code that nobody has and for one whose person is not the caller's to see. Every search
   * is in the register before it is answered.
   * @throws Problem finalita_non_ammessa, codice_non_valido
   */
  async search(caller: Caller, domanda: DomandaRicerca): Promise<RispostaRicerca> {
    const identificativo = identificativoOf(domanda.codice_fiscale);
    const codice = identificativo === undefined ? undefined : this.riferimento.ofRicerca(identificativo);
    const finalita = parseFinalita(domanda.finalita, caller.ruoli);
    const accesso = { verbo: 'ricerca', codice, quante: 0 } as const;
    if (finalita === undefined) {
      await this.registro.writeAlone(caller, { ...accesso, esito: 'finalita_non_ammessa' });
      throw anagrafeProblem('finalita_non_ammessa');
    }
    if (identificativo === undefined) {
      await this.registro.writeAlone(caller, { ...accesso, finalita, esito: 'codice_non_valido' });
      throw anagrafeProblem('codice_non_valido');
    }
    const chi = this.visibilita.richiedenteOf(caller);
    const { indice } = this.riferimento.indiciOf(identificativo);
    const found = await this.database.transaction<PersonaVisibile[], RigaPersona>(
      'api',
      this.visibilita.scopeOf(chi),
      async (tx, rows) => {
        const shown = this.visibili.show(rows, chi, this.visibilita.domandaOf(finalita));
        await this.registro.write(tx, caller, this.#accessi({ ...accesso, finalita }, shown));
        return shown;
      },
      { opening: this.visibili.byCodice(indice, chi) },
    );
    return { items: found.map(({ persona }) => persona) };
  }

  /** One entry for each person shown; one if there is none. */
  #accessi(accesso: Omit<Accesso, 'esito'>, shown: readonly PersonaVisibile[]): Accesso[] {
    if (shown.length === 0) return [{ ...accesso, esito: 'nessuna' }];
    return shown.map(({ persona, regola, comune }) => ({
      ...accesso,
      esito: 'mostrata',
      regola,
      profilo: persona.profilo,
      persona: this.riferimento.ofPersona(persona.id),
      comune,
      quante: shown.length,
    }));
  }
}

function identificativoOf(value: unknown): Identificativo | undefined {
  if (typeof value !== 'string' || value.length > 64) return undefined;
  const read = parseIdentificativo(value);
  return 'invalid' in read ? undefined : read;
}
