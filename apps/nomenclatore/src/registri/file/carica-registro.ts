import { Injectable } from '@nestjs/common';
import { Clock, legalDayOf } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { type RilievoLetto, fileConErrori } from '../../lettura/rilievi.js';
import type { Registro } from '../../pacchetto/aggregati-regione.js';
import type { RigaRegione } from '../../pacchetto/pacchetto-regione.js';
import { autoreOf } from '../../storia/storia.js';
import type { Provenienza } from '../detti.js';
import { CHIAVI, type Conteggi, putRows } from '../registro.js';
import { RegistroIncoerente } from '../registro-incoerente.js';
import { ScriviRegistro } from '../scrivi-registro.js';
import type { NomeRegistro } from './foglio-registro.js';
import { type FileLetto, readFileRegistro } from './leggi-file-registro.js';

/** What a file did, or would do. */
export interface EsitoFile extends Conteggi {
  readonly lette: number;
  /** Findings that do not refuse. */
  readonly rilievi: readonly RilievoLetto[];
}

/** Ten thousand rows are read, compared, written and told within a few seconds; nobody else writes registries meanwhile. */
const LONGEST_WRITE_MS = 30_000;

/** Puts the rows of a file into a registry: each takes the place of the one with its key; what the file does not name stays. */
@Injectable()
export class CaricaRegistro {
  constructor(
    private readonly scrivi: ScriviRegistro,
    private readonly clock: Clock,
  ) {}

  /**
   * @param verifica says what would be done and does nothing
   * @throws Problem `file_con_errori`: one fault, and nothing of the file is taken
   */
  async load(caller: Caller, registro: NomeRegistro, bytes: Uint8Array, verifica: boolean): Promise<EsitoFile> {
    const fonte = `file della Regione, ${legalDayOf(this.clock.now())}`;
    const provenienza: Provenienza = { fonte, affidabilita: 'fonte' };
    const file = await readFileRegistro(bytes, registro, provenienza);
    if (file.errori > 0) throw fileConErrori(file);
    let conteggi: Conteggi = { nuove: 0, variate: 0, uguali: 0 };
    const change = (before: Registro): Registro => {
      const put = putRows(before, registro, completed(before, registro, file));
      conteggi = put.conteggi;
      return registro === 'enti' ? withFirstCodes(put.registro) : put.registro;
    };
    const variazione = { change, attese: [], autore: autoreOf(caller), motivo: `caricamento di ${registro}`, verifica };
    try {
      await this.scrivi.write(variazione, LONGEST_WRITE_MS);
    } catch (error) {
      if (!(error instanceof RegistroIncoerente)) throw error;
      const { problemi } = error;
      throw fileConErrori({
        errori: problemi.length,
        avvisi: file.avvisi,
        rilievi: [...problemi.map(file.rilievoDi), ...file.rilievi],
      });
    }
    return { ...conteggi, lette: file.lette, rilievi: file.rilievi };
  }
}

/** The rows of a file, with what it says nothing of as it was. */
function completed<F extends NomeRegistro>(before: Registro, registro: F, file: FileLetto<F>): RigaRegione<F>[] {
  const keyOf = CHIAVI[registro] as (riga: RigaRegione<F>) => string;
  const known = new Map((before.regione[registro] as readonly RigaRegione<F>[]).map((riga) => [keyOf(riga), riga]));
  return file.righe.map((riga) => {
    const there = known.get(keyOf(riga)) as Readonly<Record<string, unknown>> | undefined;
    if (there === undefined) return riga;
    return { ...riga, ...Object.fromEntries(file.taciute.map((campo) => [campo, there[campo]])) };
  });
}

/** An ente is named by its first code: one that comes without has it for as long as it is there itself. */
function withFirstCodes(registro: Registro): Registro {
  const { enti, codici_enti: codici } = registro.regione;
  const known = new Set(codici.map(({ ente, sistema, codice }) => `${ente} ${sistema}:${codice}`));
  const missing = enti
    .filter(({ ente }) => !known.has(`${ente} ${ente}`))
    .map(({ ente, dal, al, fonte, affidabilita, posto }): RigaRegione<'codici_enti'> => {
      const [sistema, codice] = ente.split(':') as [RigaRegione<'codici_enti'>['sistema'], string];
      return { ente, sistema, codice, dal, al, fonte, affidabilita, posto };
    });
  return putRows(registro, 'codici_enti', missing).registro;
}
