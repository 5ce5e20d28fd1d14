import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Database, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { type Accesso, RegistroAccessi, type Verbo } from '../accesso/registro-accessi.js';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { Riferimento } from '../persona/riferimento.js';
import { type Finalita, parseFinalita } from '../visibilita/finalita.js';
import type { Visibile } from '../visibilita/profilo.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { type Fermo, FrenoRicerche, type StatoFreno } from './freno-ricerche.js';

/** An id that is not even a UUID is looked for all the same, under one that nobody has: as much work, the same answer. */
const NESSUNA = '00000000-0000-0000-0000-000000000000';

const RADICE = `SELECT coalesce((SELECT radice FROM radice_persona WHERE persona_id = $1), $1::uuid) AS radice`;

const PERSONE = `SELECT id, cognome, nome, anno_nascita AS "annoNascita", data_nascita AS "dataNascita", vita, comune_residenza AS comune, protetta
  FROM persona WHERE id = ANY ($1::uuid[])`;

/** Which person is looked at, how and why, as the caller writes it. */
export interface Sguardo {
  readonly verbo: Verbo;
  readonly id: string;
  readonly finalita: unknown;
  /** A presa in carico that the caller names. */
  readonly caso: unknown;
}

/** A person that the caller may see, with what tells her from others. */
export interface PersonaVista extends Visibile {
  readonly id: string;
  readonly cognome: string;
  readonly nome: string;
  readonly annoNascita: number | null;
  readonly dataNascita: string | null;
  readonly vita: string;
  readonly comune: string | null;
  readonly protetta: boolean;
}

interface RigaRadice {
  readonly freno: StatoFreno;
  readonly radice: string;
}

/** Sees persons as the caller may, in the transaction of its question. */
export type Vede = (personaIds: readonly string[]) => Promise<ReadonlyMap<string, PersonaVista>>;

/** What is answered, and who besides the person asked for is shown in it. */
export interface Mostrato<T> {
  readonly risposta: T;
  readonly altre: readonly PersonaVista[];
}

/**
 * Looks at one person and at those around her, under the rules of visibility; whoever is shown is in the register of accesses first. The id
 * of before a merge leads to the person it is now.
 */
@Injectable()
export class GuardaPersone {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly registro: RegistroAccessi,
    private readonly riferimento: Riferimento,
    private readonly freno: FrenoRicerche,
  ) {}

  /**
   * @param show works in the transaction, as the caller
   * @throws Problem finalita_non_ammessa; persona_sconosciuta, also for a person that is not the caller's to see; troppe_ricerche
   */
  async look<T>(
    caller: Caller,
    { verbo, id: given, finalita: declared, caso }: Sguardo,
    show: (tx: Tx, lei: PersonaVista, vede: Vede) => Promise<Mostrato<T>>,
  ): Promise<T> {
    const id = isUUID(given) ? given.toLowerCase() : NESSUNA;
    const finalita = parseFinalita(declared, caller.ruoli);
    const accesso = { verbo, persona: this.riferimento.ofPersona(id), quante: 0 } as const;
    if (finalita === undefined) {
      await this.registro.writeAlone(caller, { ...accesso, esito: 'finalita_non_ammessa' });
      throw anagrafeProblem('finalita_non_ammessa');
    }
    const named = typeof caso === 'string' && isUUID(caso) ? caso.toLowerCase() : undefined;
    const chi = this.visibilita.richiedenteOf(caller);
    const work = async (tx: Tx, rows: readonly RigaRadice[]): Promise<Mostrato<T> | Fermo | undefined> => {
      const [{ freno, radice }] = rows as [RigaRadice];
      const fermo = this.freno.fermoPerId(freno, finalita);
      if (fermo !== undefined) {
        await this.registro.write(tx, caller, [{ ...accesso, finalita, esito: 'troppe_ricerche' }]);
        return fermo;
      }
      const vede: Vede = (ids) => this.#see(tx, caller, { finalita, caso: named }, ids);
      const lei = (await vede([radice])).get(radice);
      const found = lei === undefined ? undefined : await show(tx, lei, vede);
      const viste = lei === undefined || found === undefined ? [] : [lei, ...found.altre];
      const mostrate = viste.map((una) => this.#shown(una, { verbo, finalita, quante: viste.length }));
      await this.registro.write(
        tx,
        caller,
        mostrate.length > 0 ? mostrate : [{ ...accesso, finalita, esito: 'nessuna' }],
      );
      await this.freno.noteId(tx, caller, found !== undefined);
      return found;
    };
    const opening = this.freno.before({ sql: RADICE, params: [id] }, caller, []);
    const mostrato = await this.database.transaction('api', this.visibilita.scopeOf(chi, named), work, { opening });
    if (mostrato !== undefined && 'secondi' in mostrato)
      throw anagrafeProblem('troppe_ricerche', undefined, { retry_after: mostrato.secondi });
    if (mostrato === undefined) throw anagrafeProblem('persona_sconosciuta');
    return mostrato.risposta;
  }

  async #see(
    tx: Tx,
    caller: Caller,
    { finalita, caso }: { readonly finalita: Finalita; readonly caso: string | undefined },
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, PersonaVista>> {
    const chi = this.visibilita.richiedenteOf(caller);
    const profili = await this.visibilita.profiliOf(tx, chi, this.visibilita.domandaOf(finalita, { caso }), ids);
    const rows = await tx.query<Omit<PersonaVista, keyof Visibile>>(PERSONE, [[...profili.keys()]]);
    return new Map(rows.map((row) => [row.id, { ...row, ...profili.get(row.id)! }]));
  }

  /** Of a protected person the comune of residence does not learn who looked: it would learn that she is there. */
  #shown(
    { id, regola, profilo, comune, protetta }: PersonaVista,
    rest: Pick<Accesso, 'verbo' | 'finalita' | 'quante'>,
  ): Accesso {
    const persona = this.riferimento.ofPersona(id);
    return { ...rest, esito: 'mostrata', regola, profilo, persona, comune: protetta ? null : comune };
  }
}
