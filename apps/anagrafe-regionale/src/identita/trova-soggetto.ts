import { Injectable } from '@nestjs/common';
import { nomiUguali } from '#libs/abbinamento';
import type { Identificativo } from '#libs/codici';
import type { Tx } from '#libs/persistence';
import { Riferimento } from '../persona/riferimento.js';
import type { IdentitaDichiarata } from './identita-dichiarata.js';

/** Nobody has this id: who is not found is asked for all the same. */
export const NESSUNO = '00000000-0000-0000-0000-000000000000';

/** A code that is used for more persons than these is used for anybody. */
const CANDIDATI = 20;

/** The person that a full identity names. */
export interface Soggetto {
  readonly persona: string;
  readonly cognome: string;
  readonly nome: string;
  readonly comune: string | null;
  readonly protetta: boolean;
}

/** As much of an identity as was given. */
export type IdentitaCercata = Pick<IdentitaDichiarata, 'identificativo'> &
  Partial<IdentitaDichiarata> & { readonly nome?: string };

interface RigaCandidato extends Soggetto {
  readonly annoNascita: number | null;
  readonly dataNascita: string | null;
}

const DI_CODICE = `SELECT DISTINCT coalesce(u.radice, c.persona_id) AS persona
  FROM persona_codice c LEFT JOIN radice_persona u USING (persona_id) WHERE c.indice = $1 LIMIT ${CANDIDATI + 1}`;
const CAMPI = `id AS persona, cognome, nome, anno_nascita AS "annoNascita", data_nascita AS "dataNascita",
  comune_residenza AS comune, protetta`;
const CANDIDATE = `SELECT ${CAMPI} FROM persona WHERE id = ANY ($1)`;
/** Of those who have the code, whom the caller sees without being let through. An array: persons are then found by their ids, not joined. */
const VISIBILI = `SELECT ${CAMPI} FROM persona WHERE id = ANY (ARRAY(SELECT coalesce(u.radice, c.persona_id)
  FROM persona_codice c LEFT JOIN radice_persona u USING (persona_id) WHERE c.indice = $1 LIMIT 1000)) LIMIT ${CANDIDATI + 1}`;
const AMMETTI = `SELECT set_config('snodo.soggetto', $1, true)`;

/**
 * From a full identity to the one person that it names, beyond what the caller would ordinarily see: for questions that tell hardly
 * anything of it, or that are written down in capitals. Whoever is protected by others is not found, as if it were not there.
 */
@Injectable()
export class TrovaSoggetto {
  constructor(private readonly riferimento: Riferimento) {}

  /** For the scope of the transaction in which `find` is called. */
  scopeOf(identificativo: Identificativo): { readonly indice: string } {
    return { indice: this.riferimento.indiciOf(identificativo).indice };
  }

  /**
   * The same statements whether there is somebody or not. From here on the transaction reaches that person alone. Among persons of the
   * same code those that the caller sees come first, and alone: another that it does not see must change nothing of its answers.
   * @param asked without surname and birth date the code must be of one person only
   */
  async find(tx: Tx, { identificativo, ...dati }: IdentitaCercata): Promise<Soggetto | undefined> {
    const { indice } = this.scopeOf(identificativo);
    const code = [Buffer.from(indice, 'hex')];
    const visibili = (await tx.query<RigaCandidato>(VISIBILI, code)).filter((row) => agrees(row, dati));
    const ids = await tx.query<{ persona: string }>(DI_CODICE, code);
    const among = ids.length === 0 || ids.length > CANDIDATI ? [NESSUNO] : ids.map(({ persona }) => persona);
    await tx.query(AMMETTI, [among.join()]);
    const rows = await tx.query<RigaCandidato>(CANDIDATE, [among]);
    const found = visibili.length > 0 ? visibili : rows.filter((row) => agrees(row, dati));
    const one = found.length === 1 ? found[0] : undefined;
    await tx.query(AMMETTI, [one?.persona ?? NESSUNO]);
    return one;
  }

  /** What the register keeps of it. The comune of a protected person would read there who looked: it is left out. */
  traceOf(soggetto: Soggetto | undefined): { persona?: string; comune?: string | null; quante: number } {
    if (soggetto === undefined) return { quante: 0 };
    const { persona, comune, protetta } = soggetto;
    return { persona: this.riferimento.ofPersona(persona), comune: protetta ? null : comune, quante: 1 };
  }

  /** Where the code and those that stand for it are found again. */
  gruppoOf(identificativo: Identificativo): Buffer {
    return Buffer.from(this.riferimento.indiciOf(identificativo).gruppo, 'hex');
  }

  /** The code that was asked for, as the register keeps it. */
  codiceOf(identificativo: Identificativo | undefined): string | undefined {
    return identificativo === undefined ? undefined : this.riferimento.ofRicerca(identificativo);
  }
}

/** Where only the year of birth is known, the year agrees or nothing does. */
function agrees(row: RigaCandidato, { cognome, nome, dataNascita }: Omit<IdentitaCercata, 'identificativo'>): boolean {
  if (cognome !== undefined && !nomiUguali(row.cognome, cognome)) return false;
  if (nome !== undefined && !nomiUguali(row.nome, nome)) return false;
  if (dataNascita === undefined) return true;
  return row.dataNascita === null
    ? row.annoNascita === Number(dataNascita.slice(0, 4))
    : row.dataNascita === dataNascita;
}
