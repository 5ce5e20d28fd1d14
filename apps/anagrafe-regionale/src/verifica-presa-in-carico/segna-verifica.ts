import { Injectable } from '@nestjs/common';
import type { Identificativo } from '#libs/codici';
import type { Statement, Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { type Accesso, RegistroAccessi } from '../accesso/registro-accessi.js';
import { type Soggetto, TrovaSoggetto } from '../identita/trova-soggetto.js';
import { FrenoRicerche, type StatoFreno } from '../ricerca/freno-ricerche.js';
import { lineeOf } from '../ricerca/linee.js';
import type { Finalita } from '../visibilita/finalita.js';
import type { RispostaVerifica } from './risposta.js';

/** A question, as far as it leaves something behind. */
export interface VerificaChiesta {
  readonly finalita: Finalita | undefined;
  readonly identificativo: Identificativo | undefined;
}

const NIENTE: Statement = { sql: 'SELECT 1 AS una', params: [] };

/** Keeps the questions between bodies in the register, and stops who puts them one after the other instead of having somebody before it. */
@Injectable()
export class SegnaVerifica {
  constructor(
    private readonly registro: RegistroAccessi,
    private readonly freno: FrenoRicerche,
    private readonly trova: TrovaSoggetto,
  ) {}

  /** A question that is not looked into. */
  async refuse(
    caller: Caller,
    chiesta: VerificaChiesta,
    esito: 'finalita_non_ammessa' | 'criteri_non_validi',
  ): Promise<void> {
    await this.registro.writeAlone(caller, { ...this.#accessoOf(chiesta), esito });
  }

  /** What the caller has asked in this hour: the first statement of the transaction. */
  before(caller: Caller, identificativo: Identificativo): Statement {
    return this.freno.before(NIENTE, caller, lineeOf({ per: 'codice', identificativo }));
  }

  /** @returns for how many seconds nothing is answered; undefined while the caller may go on */
  async stop(tx: Tx, caller: Caller, chiesta: VerificaChiesta, freno: StatoFreno): Promise<number | undefined> {
    const fermo = this.freno.fermoOf(freno);
    if (fermo !== undefined)
      await this.registro.write(tx, caller, [{ ...this.#accessoOf(chiesta), esito: 'troppe_ricerche' }]);
    return fermo?.secondi;
  }

  /** What counts as found nobody is what the caller was answered, and nothing else. */
  async answered(
    tx: Tx,
    caller: Caller,
    chiesta: VerificaChiesta & { readonly identificativo: Identificativo },
    soggetto: Soggetto | undefined,
    { in_carico_altrove, vista_altrove }: RispostaVerifica,
  ): Promise<void> {
    const vuota = in_carico_altrove === 'no' && vista_altrove === 'no';
    const trace = this.trova.traceOf(soggetto);
    const accesso = { ...this.#accessoOf(chiesta), esito: vuota ? 'no' : 'si', profilo: 'V', ...trace } as const;
    await this.registro.write(tx, caller, [accesso]);
    const tentativi = lineeOf({ per: 'codice', identificativo: chiesta.identificativo });
    await this.freno.note(tx, caller, { tentativi, vuota, perCodice: true });
  }

  #accessoOf({ finalita, identificativo }: VerificaChiesta): Omit<Accesso, 'esito'> {
    return { verbo: 'verifica', finalita, codice: this.trova.codiceOf(identificativo), quante: 0 };
  }
}
