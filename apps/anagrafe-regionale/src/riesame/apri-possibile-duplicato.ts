import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { DatiRiservati } from '../persona/dati-riservati.js';
import { GiudicePersone } from '../persona/giudice-persone.js';
import type { RispostaPersona } from '../ricerca/risposta.js';
import { ConcediApertura } from './concedi-apertura.js';
import type { DomandaAperturaRiesame } from './domanda.js';
import { type EvidenzaLetta, evidenzaMostrata } from './evidenza-mostrata.js';
import type { CoppiaMostrata } from './impronta-mostrata.js';
import { MostraAperte } from './mostra-aperte.js';
import type { RispostaApertura } from './risposta.js';
import { ScriviApertura } from './scrivi-apertura.js';
import { soggettoMostrato } from './soggetto-mostrato.js';

const COPPIA = `SELECT persona_a AS a, persona_b AS b, punteggio, evidenza FROM possibile_duplicato
  WHERE id = $1 AND stato = 'aperto'`;

/** Opens a possible duplicate to one steward, with a reason, for a while (rule R9). */
@Injectable()
export class ApriPossibileDuplicato {
  constructor(
    private readonly concedi: ConcediApertura,
    private readonly scrivi: ScriviApertura,
    private readonly mostra: MostraAperte,
    private readonly riservati: DatiRiservati,
    private readonly giudice: GiudicePersone,
  ) {}

  /**
   * Both persons and why they may be one; each is in the register first. A pair that does not exist, that was decided, that is not the
   * steward's or of which one is protected: one answer.
   * @throws Problem finalita_non_ammessa, possibile_duplicato_sconosciuto, troppe_aperture
   */
  async open(caller: Caller, id: string, domanda: DomandaAperturaRiesame): Promise<RispostaApertura> {
    return this.concedi.grant(caller, domanda, {
      id,
      sconosciuto: 'possibile_duplicato_sconosciuto',
      open: (tx, known) => this.#open(tx, caller, known, domanda.motivo),
    });
  }

  async #open(tx: Tx, caller: Caller, id: string, motivo: string): Promise<RispostaApertura | undefined> {
    const [coppia] = await tx.query<CoppiaMostrata>(COPPIA, [id]);
    const concessa = coppia !== undefined;
    const { id: apertura, al } = await this.scrivi.write(tx, caller, { duplicato: id, motivo, concessa });
    const aperte = await this.mostra.show(tx, caller, coppia);
    if (coppia === undefined || aperte === undefined) return undefined;
    const evidenza = await this.#evidenzaOf(tx, coppia, aperte.persone);
    return { apertura, fino_al: al, ...aperte, evidenza: evidenzaMostrata(coppia.punteggio, evidenza) };
  }

  /** As it was found; of a common code nothing was, and the two are compared as they are shown. */
  async #evidenzaOf(
    tx: Tx,
    { a, b, punteggio, evidenza }: CoppiaMostrata,
    persone: readonly RispostaPersona[],
  ): Promise<EvidenzaLetta> {
    if (punteggio !== null) return this.riservati.openEvidenza([a, b], evidenza);
    const [una, altra] = [persone[0]!, persone[1]!];
    return this.giudice.compare(tx, soggettoMostrato(una, altra), soggettoMostrato(altra, una));
  }
}
