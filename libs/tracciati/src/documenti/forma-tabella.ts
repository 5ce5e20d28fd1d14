import type { EsitoDocumento, RigaLetta } from '../lettura.js';
import type { Limiti } from '../limiti.js';
import type { LettorePiano } from '../piano/lettore-piano.js';
import { FoglioIlleggibile, oltreLimiteFoglio } from '../tabelle/foglio-illeggibile.js';
import { RIGHE_DI_RICERCA } from '../tabelle/intestazione.js';
import { radice } from '../tabelle/parole.js';
import { type RecordFoglio, isVuota } from '../tabelle/record.js';
import { REGOLE_FOGLIO } from '../tabelle/regole.js';
import { letteraColonna } from '../tabelle/rilievo-foglio.js';
import type { Tracciato } from '../tracciato.js';
import { DocumentoIlleggibile, rilievoSullInvio } from './documento-illeggibile.js';
import type { Forma } from './forma.js';
import { Raccolta } from './raccolta.js';
import { rilievoVuoto } from './rilievo-vuoto.js';
import type { Tavola } from './tavole.js';

/** Of our own models: it has no righe, and of that nobody needs to be warned. */
export const FOGLIO_ISTRUZIONI = 'Istruzioni';

/** Names of columns that make a row a header: one alone may be a word of a title. */
const NOMI_DI_INTESTAZIONE = 2;

/** What the first rows of a table say when the header is looked for among them. */
export function intestazioneFra(
  records: readonly RecordFoglio[],
  lettore: Pick<LettorePiano, 'riconosciute'>,
): { readonly record: RecordFoglio | undefined; readonly note: number } {
  let record: RecordFoglio | undefined;
  let note = 0;
  for (const one of records) {
    const known = lettore.riconosciute(one);
    if (known > note) [record, note] = [one, known];
  }
  return note < NOMI_DI_INTESTAZIONE ? { record: undefined, note } : { record, note };
}

/** What finds the header, and makes a riga of each row under it. */
export type LettoreRighe = Pick<LettorePiano, 'riconosciute' | 'intestazione' | 'riga'>;

/** The tables of a document: that of a CSV, the sheets of a workbook. Their righe are numbered through. */
export class FormaTabella implements Forma {
  readonly #raccolta: Raccolta;
  #riconosciute = 0;
  /** Some table has anything in it. */
  #piena = false;

  constructor(
    readonly formato: 'csv' | 'xlsx',
    private readonly tavole: AsyncIterable<Tavola>,
    private readonly lettore: LettoreRighe,
    private readonly tracciato: Tracciato,
    private readonly limiti: Limiti,
  ) {
    this.#raccolta = new Raccolta(limiti);
  }

  get finora(): Pick<EsitoDocumento, 'rilieviInvio' | 'righe'> {
    return this.#raccolta.finora;
  }

  async *righe(): AsyncGenerator<readonly RigaLetta[]> {
    for await (const tavola of this.tavole) {
      try {
        yield* this.#tavola(tavola);
      } catch (error) {
        throw error instanceof FoglioIlleggibile ? illeggibileDa(error, tavola.foglio) : error;
      }
    }
    if (!this.#piena) throw new DocumentoIlleggibile(REGOLE_FOGLIO.vuoto);
    if (this.#riconosciute === 0) throw this.#senzaIntestazione();
  }

  esito(): EsitoDocumento {
    if (this.#raccolta.prossima === 1) this.#raccolta.segnala(rilievoVuoto(this.tracciato));
    return this.#raccolta.esito(this.formato);
  }

  async *#tavola(tavola: Tavola): AsyncGenerator<readonly RigaLetta[]> {
    let prime: RecordFoglio[] | undefined = [];
    for await (const records of tavola.records()) {
      const righe: RigaLetta[] = [];
      for (const record of records) {
        if (record.celle.every(isVuota)) continue;
        if (prime === undefined) righe.push(this.#riga(record));
        else if (prime.push(record) === RIGHE_DI_RICERCA) {
          const sotto = this.#comincia(tavola, prime);
          if (sotto === undefined) return;
          righe.push(...sotto);
          prime = undefined;
        }
      }
      yield righe;
    }
    if (prime !== undefined && prime.length > 0) yield this.#comincia(tavola, prime) ?? [];
  }

  /** Finds the header. @returns the righe under it, as far as they have come; undefined when there is none */
  #comincia({ foglio, provenienza }: Tavola, prime: readonly RecordFoglio[]): RigaLetta[] | undefined {
    this.#piena = true;
    const { record } = intestazioneFra(prime, this.lettore);
    if (record === undefined) {
      if (foglio !== undefined) this.#passaOltre(foglio);
      return undefined;
    }
    this.#riconosciute++;
    const { rilievi, fatale } = this.lettore.intestazione(record, provenienza, foglio);
    const [prima] = prime;
    if (record !== prima) {
      const linea = prima!.riga;
      const posto = { linea, colonna: 1, cella: `A${linea}`, ...(foglio === undefined ? {} : { foglio }) };
      this.#raccolta.segnala(rilievoSullInvio(REGOLE_FOGLIO.primaIntestazione, {}, posto));
    }
    const grave = fatale ? rilievi.find(({ gravita }) => gravita === 'errore') : undefined;
    for (const rilievo of rilievi) if (rilievo !== grave) this.#raccolta.segnala(rilievo);
    if (grave !== undefined) {
      const { regola: codice, messaggio, linea, colonna, ...altro } = grave;
      throw new DocumentoIlleggibile({ ...grave, codice }, messaggio, { linea, colonna }, altro);
    }
    return prime.slice(prime.indexOf(record) + 1).map((one) => this.#riga(one));
  }

  #passaOltre(foglio: string): void {
    if (radice(foglio) === radice(FOGLIO_ISTRUZIONI)) return;
    const messaggio = `Il foglio “${foglio}” non ha una riga di intestazione con i nomi delle colonne del tracciato: non è stato letto.`;
    const posto = { linea: 1, colonna: 1, foglio };
    this.#raccolta.segnala(rilievoSullInvio(REGOLE_FOGLIO.foglioSaltato, { messaggio }, posto));
  }

  #riga(record: RecordFoglio): RigaLetta {
    const numero = this.#raccolta.prossima;
    if (numero > this.limiti.righe) throw oltreLimiteFoglio('righe', this.limiti.righe, { ...record, colonna: 1 });
    return this.#raccolta.accoglie(this.lettore.riga(record, numero));
  }

  #senzaIntestazione(): DocumentoIlleggibile {
    const { codice, descrizione } = this.tracciato;
    const messaggio = `Non si trova la riga di intestazione: servono i nomi delle colonne del tracciato ${codice} (${descrizione}).`;
    return new DocumentoIlleggibile(REGOLE_FOGLIO.intestazione, messaggio);
  }
}

/** What breaks a table off, with its place as a spreadsheet shows it. */
export function illeggibileDa(
  { regola, message, rimedio, posto }: FoglioIlleggibile,
  foglio?: string,
): DocumentoIlleggibile {
  const { riga: linea = 1, colonna = 1 } = posto ?? {};
  const cella = posto === undefined ? {} : { cella: `${letteraColonna(colonna)}${linea}` };
  const riga = REGOLE_FOGLIO[regola ?? 'rotto'];
  const where = { linea, colonna, ...cella, ...(foglio === undefined ? {} : { foglio }) };
  return new DocumentoIlleggibile(
    riga,
    message === '' ? undefined : message,
    where,
    rimedio === undefined ? {} : { rimedio },
  );
}
