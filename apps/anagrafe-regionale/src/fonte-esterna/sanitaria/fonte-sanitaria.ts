import type { Territorio } from '#libs/codici';
import { esitoDi, esitoDiErrore } from '../esito-http.js';
import type { DomandaFonte, FontePersone, RispostaFonte } from '../fonte-persone.js';
import type { ChiamataModi, Servizio } from '../pdnd/chiamata-modi.js';
import { SISTEMA_CODICE_FISCALE, datiPaziente, idPaziente, leggiPaziente } from './lettura-fhir.js';

/** Where the health registry of the region is asked, and by which act. */
export interface ConfigurazioneSanitaria {
  readonly url: string;
  readonly audience: string;
  readonly finalita: string;
  readonly atto: string;
  readonly soglia: number;
}

const FORM = 'application/x-www-form-urlencoded';

/**
 * The registry of those whom the regional health service assists, as IHE PDQm and FHIR R4 have it: a search by identifier, which is in the
 * body, because addresses are written in logs.
 */
export class FonteSanitaria implements FontePersone {
  readonly nome = 'sanitaria';
  readonly atto: string;
  readonly soglia: number;
  readonly #servizio: Servizio;

  constructor(
    private readonly chiamata: ChiamataModi,
    { url, audience, finalita, atto, soglia }: ConfigurazioneSanitaria,
    private readonly territorio: () => Territorio,
  ) {
    this.atto = atto;
    this.soglia = soglia;
    this.#servizio = { url: `${url}/Patient/_search`, audience, purposeId: finalita };
  }

  async ask({ codiceFiscale, utente }: DomandaFonte): Promise<RispostaFonte> {
    try {
      const corpo = new URLSearchParams({ identifier: `${SISTEMA_CODICE_FISCALE}|${codiceFiscale}` }).toString();
      const accetta = 'application/fhir+json';
      const risposta = await this.chiamata.post(this.#servizio, { corpo, tipo: FORM, accetta }, utente);
      // A search that finds nobody is answered with an empty bundle: 404 is of a path that is not there.
      if (risposta.stato === 404) return { esito: 'non_disponibile', causa: '404' };
      if (risposta.stato !== 200) return esitoDi(risposta);
      const paziente = leggiPaziente(risposta.corpo);
      if (paziente === undefined) return { esito: 'sconosciuta' };
      const dati = datiPaziente(paziente, codiceFiscale, this.territorio());
      return { esito: 'trovata', detto: { soggetto: idPaziente(paziente), dati }, anomalie: [] };
    } catch (error) {
      return esitoDiErrore(error);
    }
  }
}
