import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database, type SessionScope } from '#libs/persistence';
import { LeggiProve } from '#libs/registro';
import { type Caller, type ProvaInclusione, type VoceSvelata, reveal, sealedFields } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { COLONNE, GENERE_ACCESSO, type RigaSigillata, campiOf } from './voce-accesso.js';

/** What a comune reads of an access to its residents: the same as in the list. Operators, persons and codes stay digests. */
const MOSTRATI = ['id', 'avvenuto_il', 'ente', 'finalita', 'verbo', 'profilo'];
const PER_TURNO = 8;

interface RigaConSale extends RigaSigillata {
  readonly indice: number;
  readonly sale: Buffer;
}

type RigaForseSigillata = RigaConSale | (RigaSigillata & { readonly indice: null; readonly sale: null });

/** A sealed access as the comune of the person may read it: enough to make its leaf again. */
interface AccessoSigillato extends VoceSvelata {
  readonly genere: string;
  /** Place of its leaf, from 0. */
  readonly indice: number;
}

interface PaginaAccessi {
  readonly items: AccessoSigillato[];
  readonly next_cursor: string | null;
}

/** As the list of accesses, one walk down the index for each code that the comune has had. */
const PAGINA = `SELECT v.* FROM unnest($3::text[]) AS c (comune) CROSS JOIN LATERAL (
    SELECT ${COLONNE}, f.indice, f.contenuto AS sale FROM accesso a JOIN registro_foglia f ON f.oggetto = a.id AND f.genere = '${GENERE_ACCESSO}'
    WHERE a.comune = c.comune AND ($1::uuid IS NULL OR a.id < $1) ORDER BY a.id DESC LIMIT $2) v
  ORDER BY v.id DESC LIMIT $2`;

const UNO = `SELECT ${COLONNE}, f.indice, f.contenuto AS sale
  FROM accesso a LEFT JOIN registro_foglia f ON f.oggetto = a.id AND f.genere = '${GENERE_ACCESSO}' WHERE a.id = $1`;

/** Reads what is sealed of the accesses to the residents of a comune, field by field, for who will check it without us. */
@Injectable()
export class LeggiAccessiSigillati {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly leggiProve: LeggiProve,
  ) {}

  /** Newest first; empty for who is not a comune. */
  async page(caller: Caller, cursor: string | undefined, limit: number): Promise<PaginaAccessi> {
    const { comuniPropri } = this.visibilita.richiedenteOf(caller);
    const rows = await this.database.statement<RigaConSale>('api', scopeOf(comuniPropri), PAGINA, [
      cursor ?? null,
      limit + 1,
      comuniPropri,
    ]);
    const shown = rows.slice(0, limit);
    const items: AccessoSigillato[] = [];
    for (const row of shown) {
      items.push(svelato(row));
      if (items.length % PER_TURNO === 0) await nextTurn();
    }
    return { items, next_cursor: rows.length > limit ? shown.at(-1)!.id : null };
  }

  /**
   * @param dimensione of the head under which to prove it; the first that holds it unless told
   * @throws Problem accesso_sconosciuto, also for one that is not of a resident; accesso_non_sigillato, testa_sconosciuta,
   *   registro_discorde
   */
  async prove(
    caller: Caller,
    id: string,
    dimensione: number | undefined,
  ): Promise<{ readonly voce: AccessoSigillato; readonly prova: ProvaInclusione }> {
    const scope = scopeOf(this.visibilita.richiedenteOf(caller).comuniPropri);
    const [row] = await this.database.statement<RigaForseSigillata>('api', scope, UNO, [id]);
    if (row === undefined) throw anagrafeProblem('accesso_sconosciuto');
    if (row.sale === null) throw anagrafeProblem('accesso_non_sigillato');
    const { indice, sale, ...riga } = row;
    const contenuto = sealedFields(GENERE_ACCESSO, campiOf(riga), sale);
    const prova = await this.leggiProve.of(scope, { genere: GENERE_ACCESSO, oggetto: id, contenuto }, dimensione);
    if (prova === undefined) throw anagrafeProblem('accesso_non_sigillato');
    return { voce: svelato({ ...riga, indice, sale }), prova };
  }
}

function scopeOf(comuniPropri: readonly string[]): SessionScope {
  return { residenti: comuniPropri.join() };
}

function svelato({ indice, sale, ...row }: RigaConSale): AccessoSigillato {
  return { genere: GENERE_ACCESSO, indice, ...reveal(campiOf(row), sale, MOSTRATI) };
}
