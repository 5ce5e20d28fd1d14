import { Injectable } from '@nestjs/common';
import { Database, type SessionScope } from '#libs/persistence';
import { type Caller, KeyRing, maskCodiceFiscale } from '#libs/security';
import { REGOLE, type Rilievo } from '#libs/tracciati';
import { cursorOf, placeOf } from '../cursore.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { type Pagina, allPages } from '../pagine.js';
import { numeroOf, rigaIdRange } from '../riga/riga-id.js';
import { REGOLE_CON_STATO } from './regole-con-stato.js';
import { placeOfValore } from './scrivi-rilievi.js';

/** A rilievo as it is answered. */
export interface RilievoLetto {
  /** Null when the rilievo is on the invio as a whole. */
  readonly riga_id: string | null;
  readonly riga: number | null;
  readonly linea: number;
  readonly colonna: number;
  readonly campo: string;
  /** Whole for the ente that sent the invio, masked for any other. */
  readonly valore: string | null;
  readonly regola: string;
  readonly gravita: 'errore' | 'avviso';
  readonly messaggio: string;
  readonly rimedio: string;
  readonly fonte: string;
  readonly colpa: string;
}

interface Row {
  readonly riga_id: string;
  readonly indice: number;
  readonly linea: number;
  readonly colonna: number;
  readonly errore: boolean;
  readonly regola: string;
  readonly campo: string;
  readonly valore: Buffer | null;
  readonly messaggio: string | null;
  readonly rimedio: string | null;
}

/** Rilievi read at once where all are asked for. */
const PER_PAGINA = 1000;

type Testi = Pick<Rilievo, 'messaggio' | 'rimedio' | 'fonte' | 'colpa'>;
const TESTI = new Map<string, Testi>([
  ...REGOLE.map((regola) => [regola.codice, regola] as const),
  ...Object.values(REGOLE_CON_STATO).map((regola) => [regola.regola, regola] as const),
]);

/** Reads the rilievi of an invio under the row-level security of the caller, in the order of the document. */
@Injectable()
export class LeggiRilievi {
  constructor(
    private readonly database: Database,
    private readonly ambito: AmbitoVisibile,
    private readonly keyRing: KeyRing,
  ) {}

  /** @throws Problem invio_sconosciuto, also for an invio of others */
  async page(
    caller: Caller,
    invioId: string,
    cursor: string | undefined,
    limit: number,
  ): Promise<Pagina<RilievoLetto>> {
    const scope = await this.ambito.overInvio(caller, invioId);
    const whole = await this.#isSender(caller, invioId, scope);
    const [from, to] = rigaIdRange(invioId);
    const after = cursor === undefined ? { id: from, indice: -1 } : placeOf(cursor);
    const rows = await this.database.statement<Row>(
      'api',
      scope,
      `SELECT riga_id, indice, linea, colonna, errore, regola, campo, valore, messaggio, rimedio FROM rilievo
       WHERE riga_id BETWEEN $1 AND $2 AND (riga_id, indice) > ($3, $4) ORDER BY riga_id, indice LIMIT $5`,
      [from, to, after.id, after.indice, limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map((row) => this.#present(row, whole)),
      next_cursor: rows.length > limit ? cursorOf({ id: last!.riga_id, indice: last!.indice }) : null,
    };
  }

  all(caller: Caller, invioId: string): AsyncGenerator<RilievoLetto[]> {
    return allPages((cursor) => this.page(caller, invioId, cursor, PER_PAGINA));
  }

  async #isSender(caller: Caller, invioId: string, scope: SessionScope): Promise<boolean> {
    const [invio] = await this.database.statement<{ mittente: string; depositante: string }>(
      'api',
      scope,
      `SELECT ente_mittente AS mittente, depositante FROM invio WHERE id = $1`,
      [invioId],
    );
    if (invio === undefined) throw ingestionProblem('invio_sconosciuto');
    const own = this.ambito.entiOf(caller);
    return own.includes(invio.mittente) || own.includes(invio.depositante);
  }

  #present(row: Row, whole: boolean): RilievoLetto {
    const { linea, colonna, campo, regola, errore } = row;
    const testi = TESTI.get(regola);
    const numero = numeroOf(row.riga_id);
    const valore =
      row.valore === null
        ? null
        : this.keyRing.decrypt(row.valore, placeOfValore(row.riga_id, row.indice)).toString('utf8');
    return {
      riga_id: numero === 0 ? null : row.riga_id,
      riga: numero === 0 ? null : numero,
      linea,
      colonna,
      campo,
      valore: valore === null || whole ? valore : maskCodiceFiscale(valore),
      regola,
      gravita: errore ? 'errore' : 'avviso',
      messaggio: row.messaggio ?? testi?.messaggio ?? '',
      rimedio: row.rimedio ?? testi?.rimedio ?? '',
      fonte: testi?.fonte ?? '',
      colpa: testi?.colpa ?? 'mittente',
    };
  }
}
