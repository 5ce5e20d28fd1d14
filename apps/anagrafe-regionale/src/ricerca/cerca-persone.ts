import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { type Accesso, RegistroAccessi } from '../accesso/registro-accessi.js';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { type Finalita, parseFinalita } from '../visibilita/finalita.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { type Criterio, isCerto, parseCriterio } from './criterio.js';
import { type DomandaRicerca, casoOf } from './domanda.js';
import { FrenoRicerche, type StatoFreno } from './freno-ricerche.js';
import { lineeOf } from './linee.js';
import { type PersonaVisibile, PersoneVisibili } from './persone-visibili.js';
import type { RigaPersona } from './riga-persona.js';
import type { RispostaRicerca } from './risposta.js';
import { scegli } from './scelta.js';

/** A search that may be made. */
interface Ricerca {
  readonly criterio: Criterio;
  /** What the register keeps of it. */
  readonly codice: string;
  readonly finalita: Finalita;
  readonly caso: string | undefined;
  readonly umano: boolean;
}

type Esito =
  | { readonly esito: 'trovate'; readonly persone: readonly PersonaVisibile[] }
  | { readonly esito: 'troppe_persone' }
  | { readonly esito: 'troppe_ricerche'; readonly secondi: number };

/** Where nobody was found, the state of the client alone. */
type RigaCercata = { readonly freno: StatoFreno } & (RigaPersona | { readonly id: null });

/** Looks for persons by code, or by name with birth, as far as the caller may know them. */
@Injectable()
export class CercaPersone {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly visibili: PersoneVisibili,
    private readonly registro: RegistroAccessi,
    private readonly freno: FrenoRicerche,
  ) {}

  /**
   * The same answer, after the same work, for a person that nobody knows and for one that is not the caller's to see. Every search is in
   * the register before it is answered.
   * @throws Problem finalita_non_ammessa, codice_non_valido, criteri_non_validi, troppe_persone, troppe_ricerche
   */
  async search(caller: Caller, domanda: DomandaRicerca): Promise<RispostaRicerca> {
    const ricerca = await this.#admit(caller, domanda);
    const chi = this.visibilita.richiedenteOf(caller);
    const { criterio, umano, caso, finalita } = ricerca;
    const opening = this.freno.before(this.visibili.byCriterio(criterio, umano, chi), caller, lineeOf(criterio));
    const outcome = await this.database.transaction<Esito, RigaCercata>(
      'api',
      this.visibilita.scopeOf(chi, caso),
      async (tx, rows) => {
        const fermo = this.freno.fermoOf(rows[0]!.freno);
        const found = rows.filter((row): row is RigaPersona & RigaCercata => row.id !== null);
        const visibili = this.visibili.show(found, chi, this.visibilita.domandaOf(finalita, { caso }));
        const esito = fermo === undefined ? esitoOf(scegli(visibili, criterio, umano)) : fermoOf(fermo);
        await this.registro.write(tx, caller, this.#accessi(ricerca, esito));
        if (fermo === undefined) await this.freno.note(tx, caller, fattaOf(criterio, esito));
        return esito;
      },
      { opening },
    );
    if (outcome.esito === 'trovate') return { items: outcome.persone.map(({ persona }) => persona) };
    const wait = outcome.esito === 'troppe_ricerche' ? { retry_after: outcome.secondi } : {};
    throw anagrafeProblem(outcome.esito, undefined, wait);
  }

  /** What is refused was not looked for, but somebody asked: the register says so. */
  async #admit(caller: Caller, { finalita: declared, caso, ...campi }: DomandaRicerca): Promise<Ricerca> {
    const umano = caller.identity === 'oidc';
    const criterio = parseCriterio(campi);
    const finalita = parseFinalita(declared, caller.ruoli);
    const codice = typeof criterio === 'string' ? undefined : this.visibili.riferimentoOf(criterio);
    const refuse = async (esito: 'finalita_non_ammessa' | 'codice_non_valido' | 'criteri_non_validi') => {
      await this.registro.writeAlone(caller, { verbo: 'ricerca', codice, finalita, quante: 0, esito });
      return anagrafeProblem(esito);
    };
    if (finalita === undefined) throw await refuse('finalita_non_ammessa');
    if (typeof criterio === 'string') throw await refuse(criterio);
    if (!umano && !isCerto(criterio)) throw await refuse('criteri_non_validi');
    return { criterio, codice: codice!, finalita, caso: casoOf(caso), umano };
  }

  /** One entry for each person shown; one if there is none. */
  #accessi({ codice, finalita }: Ricerca, outcome: Esito): Accesso[] {
    const accesso = { verbo: 'ricerca', codice, finalita, quante: 0 } as const;
    if (outcome.esito !== 'trovate') return [{ ...accesso, esito: outcome.esito }];
    if (outcome.persone.length === 0) return [{ ...accesso, esito: 'nessuna' }];
    const quante = outcome.persone.length;
    return outcome.persone.map((one) => ({ ...accesso, ...this.visibili.mostrataOf(one), quante }));
  }
}

function esitoOf(scelte: readonly PersonaVisibile[] | 'troppe'): Esito {
  return scelte === 'troppe' ? { esito: 'troppe_persone' } : { esito: 'trovate', persone: scelte };
}

function fermoOf({ secondi }: { readonly secondi: number }): Esito {
  return { esito: 'troppe_ricerche', secondi };
}

function fattaOf(criterio: Criterio, outcome: Esito) {
  const vuota = outcome.esito === 'trovate' && outcome.persone.length === 0;
  return { tentativi: lineeOf(criterio), vuota, perCodice: criterio.per === 'codice' };
}
