import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { GuardaPersona } from '../identita/guarda-persona.js';
import { parseCodice, parseIdentita } from '../identita/identita-dichiarata.js';
import { TrovaSoggetto } from '../identita/trova-soggetto.js';
import type { StatoFreno } from '../ricerca/freno-ricerche.js';
import { parseFinalita } from '../visibilita/finalita.js';
import { CercaAltrove } from './cerca-altrove.js';
import type { DomandaVerifica } from './domanda.js';
import type { RispostaVerifica } from './risposta.js';
import { SegnaVerifica } from './segna-verifica.js';

/** The question between bodies: does somebody else follow this person? Yes or no, and no more. */
@Injectable()
export class VerificaPresaInCarico {
  constructor(
    private readonly database: Database,
    private readonly guarda: GuardaPersona,
    private readonly trova: TrovaSoggetto,
    private readonly altrove: CercaAltrove,
    private readonly segna: SegnaVerifica,
  ) {}

  /**
   * No and no alike for who is followed by nobody, is not known, is not as declared, or is protected, after the same statements.
   * @throws Problem finalita_non_ammessa, identita_non_valida, troppe_ricerche
   */
  async verify(caller: Caller, domanda: DomandaVerifica): Promise<RispostaVerifica> {
    const finalita = parseFinalita(domanda.finalita, caller.ruoli);
    const identita = parseIdentita(domanda);
    const chiesta = { finalita, identificativo: parseCodice(domanda.codice_fiscale) };
    if (finalita === undefined) {
      await this.segna.refuse(caller, chiesta, 'finalita_non_ammessa');
      throw anagrafeProblem('finalita_non_ammessa');
    }
    if (identita === undefined) {
      await this.segna.refuse(caller, chiesta, 'criteri_non_validi');
      throw anagrafeProblem('identita_non_valida');
    }
    const { identificativo } = identita;
    const chi = this.guarda.richiedenteOf(caller);
    const answer = await this.database.transaction<RispostaVerifica | number, { freno: StatoFreno }>(
      'api',
      { ...this.guarda.scopeOf(chi), ...this.trova.scopeOf(identificativo) },
      async (tx, [stato]) => {
        const seconds = await this.segna.stop(tx, caller, chiesta, stato!.freno);
        if (seconds !== undefined) return seconds;
        const soggetto = await this.trova.find(tx, identita);
        const risposta = await this.altrove.search(tx, soggetto?.persona, chi.entiPropri);
        await this.segna.answered(tx, caller, { finalita, identificativo }, soggetto, risposta);
        return risposta;
      },
      { opening: this.segna.before(caller, identificativo) },
    );
    if (typeof answer === 'number') throw anagrafeProblem('troppe_ricerche', undefined, { retry_after: answer });
    return answer;
  }
}
