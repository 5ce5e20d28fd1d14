import { Injectable } from '@nestjs/common';
import { statoCivileInParole } from '#libs/codici';
import { KeyRing } from '#libs/security';
import type { CodiceDetto } from '../persona/codice-detto.js';
import type { StatoCivile } from '../persona/dati-persona.js';
import { DatiRiservati } from '../persona/dati-riservati.js';
import { Riferimento } from '../persona/riferimento.js';
import { type Campo, mostra } from '../visibilita/profili.js';
import type { Visibile } from '../visibilita/profilo.js';
import type { Richiedente } from '../visibilita/richiedente.js';
import { Luoghi } from './luoghi.js';
import type { RigaPersona } from './riga-persona.js';
import type { RispostaIdentificativo, RispostaPersona, RispostaResidenza, RispostaStatoCivile } from './risposta.js';

const PERSONE = '/rest/anagrafe/v1/persone';

/** Opens a person and writes of her what her profile shows. */
@Injectable()
export class ComponiRisposta {
  constructor(
    private readonly riservati: DatiRiservati,
    private readonly keyRing: KeyRing,
    private readonly riferimento: Riferimento,
    private readonly luoghi: Luoghi,
  ) {}

  answer(row: RigaPersona, { profilo }: Visibile, { ente }: Richiedente): RispostaPersona {
    const { id, dubbia, riservato, legami, schede, cognome, nome, annoNascita, dataNascita, comuneResidenza } = row;
    const chiari = { cognome, nome, annoNascita, dataNascita, comuneResidenza };
    const dati = this.riservati.openPersona(id, chiari, riservato);
    const { codice, sesso, luogoNascita, cittadinanze, statoCivile } = dati;
    const many = <T>(campo: Campo, values: readonly T[]): T[] => (mostra(profilo, campo) ? [...values] : []);
    const [residenza] = many('indirizzo', this.#residenzaOf(row));
    const [civile] = many('stato_civile', statoCivileOf(statoCivile));
    const [famiglia] = many('famiglia', [`${PERSONE}/${id}/famiglia`]);
    const [storia] = many('storia', [`${PERSONE}/${id}/storia`]);
    return {
      id,
      profilo,
      dubbia,
      codice_fiscale: this.#isChiuso(row, dati.codici, codice) ? null : (codice ?? null),
      cognome,
      nome,
      sesso: sesso ?? null,
      data_nascita: dataNascita,
      anno_nascita: annoNascita,
      luogo_nascita: luogoNascita === undefined ? null : this.luoghi.luogoOf(luogoNascita),
      comune_residenza: comuneResidenza === null ? null : this.luoghi.comuneOf(comuneResidenza),
      vita: legami.vita,
      data_decesso: legami.dataDecesso,
      identificativi: many('identificativi', this.#identificativiOf(row, dati.codici, ente)),
      cittadinanze: many('cittadinanze', cittadinanze),
      stato_civile: civile ?? null,
      residenza: residenza ?? null,
      famiglia: famiglia ?? null,
      storia: storia ?? null,
      schede: many('schede', schede),
    };
  }

  #residenzaOf({ residenza }: RigaPersona): RispostaResidenza[] {
    if (residenza === null) return [];
    const { id, dal, indirizzo } = residenza;
    const opened =
      indirizzo === null ? null : this.keyRing.decrypt(Buffer.from(indirizzo, 'base64'), `residenza:${id}`);
    return [{ indirizzo: opened === null ? null : opened.toString(), dal }];
  }

  /** The code of an identity that an adoption shut leads from the new one to the old: whoever reads it has both. */
  #isChiuso({ indici }: RigaPersona, codici: readonly CodiceDetto[], codice: string | undefined): boolean {
    const detto = codici.find((one) => one.codice === codice);
    return detto !== undefined && !indici.includes(this.riferimento.indiciOf(detto).indice);
  }

  /** Codes by which she goes now: not those she had before, nor those that other enti have for her. */
  #identificativiOf({ indici }: RigaPersona, codici: readonly CodiceDetto[], ente: string): RispostaIdentificativo[] {
    return codici
      .filter((detto) => detto.stato !== 'cessato' && indici.includes(this.riferimento.indiciOf(detto).indice))
      .filter(({ sistema }) => !sistema.startsWith('locale:') || sistema === `locale:${ente}`)
      .map(({ sistema, codice }) => ({ sistema: sistema.startsWith('locale:') ? 'locale' : sistema, codice }));
  }
}

function statoCivileOf(detto: StatoCivile | undefined): RispostaStatoCivile[] {
  if (detto === undefined) return [];
  const { codice, dal = null } = detto;
  return [{ codice, descrizione: statoCivileInParole(codice), dal }];
}
