import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { RegistroAccessi } from '../accesso/registro-accessi.js';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { type IdentitaDichiarata, parseCodice, parseIdentita } from '../identita/identita-dichiarata.js';
import { type Soggetto, TrovaSoggetto } from '../identita/trova-soggetto.js';
import { FrenoRicerche, type StatoFreno } from '../ricerca/freno-ricerche.js';
import { lineeOf } from '../ricerca/linee.js';
import { type Finalita, parseFinalita } from '../visibilita/finalita.js';
import { Visibilita } from '../visibilita/visibilita.js';
import type { DomandaVerificaIdentita, RispostaVerificaIdentita } from './domanda.js';

/** A name is looked at no further than any that a person has. */
const LUNGHEZZA_NOME = 100;

/** Whether a whole identity is that of a person of the registry, wherever she lives (rule R3): yes or no, and no more. */
@Injectable()
export class VerificaIdentita {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly trova: TrovaSoggetto,
    private readonly registro: RegistroAccessi,
    private readonly freno: FrenoRicerche,
  ) {}

  /**
   * No alike for who is not there, is not as declared in one letter, or is protected, after the same statements.
   * @throws Problem finalita_non_ammessa, identita_non_valida, troppe_ricerche
   */
  async verify(caller: Caller, domanda: DomandaVerificaIdentita): Promise<RispostaVerificaIdentita> {
    const { finalita, identita, nome, codice } = await this.#admit(caller, domanda);
    const chi = this.visibilita.richiedenteOf(caller);
    const tentativi = lineeOf({ per: 'codice', identificativo: identita.identificativo });
    const scope = { ...this.visibilita.scopeOf(chi), ...this.trova.scopeOf(identita.identificativo) };
    const accesso = { verbo: 'verifica', finalita, codice } as const;
    const outcome = await this.database.transaction<'si' | 'no' | number, { freno: StatoFreno }>(
      'api',
      scope,
      async (tx, [stato]) => {
        const fermo = this.freno.fermoOf(stato!.freno);
        if (fermo !== undefined) {
          await this.registro.write(tx, caller, [{ ...accesso, esito: 'troppe_ricerche', quante: 0 }]);
          return fermo.secondi;
        }
        const found = await this.#find(tx, caller, { identita, nome, finalita });
        const esito = found === undefined ? 'no' : 'si';
        await this.freno.note(tx, caller, { tentativi, vuota: found === undefined, perCodice: true });
        await this.registro.write(tx, caller, [{ ...accesso, esito, profilo: 'V', ...this.trova.traceOf(found) }]);
        return esito;
      },
      { opening: this.freno.before({ sql: 'SELECT 1 AS una', params: [] }, caller, tentativi) },
    );
    if (typeof outcome === 'number') throw anagrafeProblem('troppe_ricerche', undefined, { retry_after: outcome });
    return { corrisponde: outcome };
  }

  /** What is refused was not looked for, but somebody asked: the register says so. */
  async #admit(caller: Caller, domanda: DomandaVerificaIdentita) {
    const identificativo = parseCodice(domanda.codice_fiscale);
    const codice = this.trova.codiceOf(identificativo);
    const finalita = parseFinalita(domanda.finalita, caller.ruoli);
    const identita = parseIdentita(domanda);
    const { nome } = domanda;
    const accesso = { verbo: 'verifica', finalita, codice, quante: 0 } as const;
    if (finalita === undefined) {
      await this.registro.writeAlone(caller, { ...accesso, esito: 'finalita_non_ammessa' });
      throw anagrafeProblem('finalita_non_ammessa');
    }
    if (identita === undefined || typeof nome !== 'string' || nome.trim() === '' || nome.length > LUNGHEZZA_NOME) {
      await this.registro.writeAlone(caller, { ...accesso, esito: 'criteri_non_validi' });
      throw anagrafeProblem('identita_non_valida');
    }
    return { finalita, identita, nome, codice };
  }

  async #find(
    tx: Tx,
    caller: Caller,
    asked: { readonly identita: IdentitaDichiarata; readonly nome: string; readonly finalita: Finalita },
  ): Promise<Soggetto | undefined> {
    const soggetto = await this.trova.find(tx, { ...asked.identita, nome: asked.nome });
    const domanda = this.visibilita.domandaOf(asked.finalita, { identitaIntera: true });
    const chi = this.visibilita.richiedenteOf(caller);
    const ids = soggetto === undefined ? [] : [soggetto.persona];
    const profili = await this.visibilita.profiliOf(tx, chi, domanda, ids);
    return soggetto !== undefined && profili.has(soggetto.persona) ? soggetto : undefined;
  }
}
