import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { RegistroAccessi } from '../accesso/registro-accessi.js';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { GuardaPersona } from '../identita/guarda-persona.js';
import { parseCodice, parseIdentita } from '../identita/identita-dichiarata.js';
import { TrovaSoggetto } from '../identita/trova-soggetto.js';
import { parseFinalita } from '../visibilita/finalita.js';
import { CercaAltrove } from './cerca-altrove.js';
import type { DomandaVerifica } from './domanda.js';
import type { RispostaVerifica } from './risposta.js';

/** The question between bodies: does somebody else follow this person? Yes or no, and no more. */
@Injectable()
export class VerificaPresaInCarico {
  constructor(
    private readonly database: Database,
    private readonly guarda: GuardaPersona,
    private readonly trova: TrovaSoggetto,
    private readonly altrove: CercaAltrove,
    private readonly registro: RegistroAccessi,
  ) {}

  /**
   * No and no alike for who is followed by nobody, is not known, is not as declared, or is protected, after the same statements.
   * @throws Problem finalita_non_ammessa, identita_non_valida
   */
  async verify(caller: Caller, domanda: DomandaVerifica): Promise<RispostaVerifica> {
    const finalita = parseFinalita(domanda.finalita, caller.ruoli);
    const identita = parseIdentita(domanda);
    const codice = this.trova.codiceOf(parseCodice(domanda.codice_fiscale));
    const accesso = { verbo: 'verifica', finalita, codice, quante: 0 } as const;
    if (finalita === undefined) {
      await this.registro.writeAlone(caller, { ...accesso, esito: 'finalita_non_ammessa' });
      throw anagrafeProblem('finalita_non_ammessa');
    }
    if (identita === undefined) {
      await this.registro.writeAlone(caller, { ...accesso, esito: 'criteri_non_validi' });
      throw anagrafeProblem('identita_non_valida');
    }
    const chi = this.guarda.richiedenteOf(caller);
    const scope = { ...this.guarda.scopeOf(chi), ...this.trova.scopeOf(identita.identificativo) };
    return this.database.transaction('api', scope, async (tx) => {
      const soggetto = await this.trova.find(tx, identita);
      const risposta = await this.altrove.search(tx, soggetto?.persona, chi.entiPropri);
      const esito = risposta.in_carico_altrove === 'si' || risposta.vista_altrove === 'si' ? 'si' : 'no';
      await this.registro.write(tx, caller, [{ ...accesso, esito, profilo: 'V', ...this.trova.traceOf(soggetto) }]);
      return risposta;
    });
  }
}
