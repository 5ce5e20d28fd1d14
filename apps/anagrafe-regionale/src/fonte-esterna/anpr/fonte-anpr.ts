import type { Territorio } from '#libs/codici';
import { type SenzaRisposta, esitoDi, esitoDiErrore } from '../esito-http.js';
import type { DomandaFonte, FontePersone, RispostaFonte } from '../fonte-persone.js';
import { type Oggetto, RispostaIlleggibile } from '../lettura.js';
import type { ChiamataModi } from '../pdnd/chiamata-modi.js';
import { datiAnpr, idAnprOf, leggiSoggetto } from './lettura-anpr.js';
import { OPERAZIONE_ANPR, SERVIZI_ANPR, type ServizioAnpr } from './servizi-anpr.js';

/** Under which purposes, where and how often ANPR may be asked. */
export interface ConfigurazioneAnpr {
  readonly url: string;
  /** Base of what is signed for: on PDND it is not that of the calls. */
  readonly audience: string;
  readonly finalita: Readonly<Partial<Record<ServizioAnpr, string>>>;
  readonly atto: string;
  readonly soglia: number;
}

type Accertato = { readonly soggetto: Oggetto; readonly anomalie: readonly string[] };
type Esito = { readonly accertato: Accertato } | { readonly senza: SenzaRisposta };

const JSON_TYPE = 'application/json';

/** The national registry of residents, asked by codice fiscale: first who it is, then what each configured e-service knows of it. */
export class FonteAnpr implements FontePersone {
  readonly nome = 'anpr';
  readonly atto: string;
  readonly soglia: number;

  constructor(
    private readonly chiamata: ChiamataModi,
    private readonly configurazione: ConfigurazioneAnpr,
    private readonly territorio: () => Territorio,
  ) {
    this.atto = configurazione.atto;
    this.soglia = configurazione.soglia;
  }

  /** Of several calls one that fails makes the whole question fail: half an answer would say that the other half has nothing. */
  async ask(domanda: DomandaFonte): Promise<RispostaFonte> {
    try {
      return await this.#ask(domanda);
    } catch (error) {
      return esitoDiErrore(error);
    }
  }

  async #ask(domanda: DomandaFonte): Promise<RispostaFonte> {
    const trovato = await this.#accerta('C030', domanda, { codiceFiscale: domanda.codiceFiscale });
    if ('senza' in trovato) return trovato.senza;
    const idAnpr = idAnprOf(trovato.accertato.soggetto);
    if (idAnpr === undefined) throw new RispostaIlleggibile('idANPR');
    const anomalie = [...trovato.accertato.anomalie];
    const detti: Partial<Record<ServizioAnpr, Oggetto>> = {};
    for (const servizio of ['C015', 'C019', 'C020', 'C018'] as const) {
      if (this.configurazione.finalita[servizio] === undefined) continue;
      const detto = await this.#accerta(servizio, domanda, { idANPR: idAnpr });
      if ('senza' in detto) {
        // It has the person, and nothing of this kind.
        if (detto.senza.esito === 'sconosciuta' && servizio !== 'C015') continue;
        return detto.senza;
      }
      const { soggetto } = detto.accertato;
      if ((idAnprOf(soggetto) ?? idAnpr) !== idAnpr) throw new RispostaIlleggibile('another subject');
      detti[servizio] = soggetto;
      anomalie.push(...detto.accertato.anomalie);
    }
    const { C015: generalita, C019: vita, C020: residenza, C018: cittadinanza } = detti;
    const accertamenti = {
      idAnpr,
      chiesto: domanda.codiceFiscale,
      generalita: generalita!,
      vita,
      residenza,
      cittadinanza,
    };
    const detto = datiAnpr(accertamenti, this.territorio(), domanda.giorno);
    return { esito: 'trovata', detto: { soggetto: idAnpr, ...detto }, anomalie: [...new Set(anomalie)] };
  }

  async #accerta(
    servizio: ServizioAnpr,
    { idOperazione, giorno, motivo, utente }: DomandaFonte,
    criteriRicerca: Readonly<Record<string, string>>,
  ): Promise<Esito> {
    const { url, audience, finalita } = this.configurazione;
    const corpo = JSON.stringify({
      idOperazioneClient: `${idOperazione}${servizio.slice(2)}`,
      criteriRicerca,
      datiRichiesta: { dataRiferimentoRichiesta: giorno, motivoRichiesta: motivo, casoUso: servizio },
    });
    const path = SERVIZI_ANPR[servizio];
    const risposta = await this.chiamata.post(
      {
        url: `${url}/${path}/${OPERAZIONE_ANPR}`,
        audience: `${audience}/${path}`,
        purposeId: finalita[servizio]!,
      },
      { corpo, tipo: JSON_TYPE, accetta: JSON_TYPE },
      utente,
    );
    if (risposta.stato !== 200) return { senza: esitoDi(risposta) };
    const letto = leggiSoggetto(risposta.corpo);
    if (letto === undefined) return { senza: { esito: 'sconosciuta' } };
    return { accertato: { soggetto: letto.dati, anomalie: letto.anomalie } };
  }
}
