import { IDENTIFICAZIONE, cifre, codicePrestazione, forse, si, una } from './struttura-casellario.js';
import type { DefinizioneElemento } from './struttura.js';
import { codice, forma, intero, lungo } from './valori.js';

const mese = forma(/^(0[1-9]|1[0-2])\/(19|20)[0-9]{2}$/);

const MINORE: DefinizioneElemento = {
  attributi: {
    IDBeneficiario: si(lungo(1, 20)),
    MinoreStranieroNoAcc: si(codice(2)),
    CondizioneMinore: si(codice(5)),
    LuogoVita: si(codice(8)),
    ScuolaFrequentata: si(codice(8)),
    CondizioneLavoro: si(codice(4)),
    Disabilita: si(codice(2)),
    TipoDisabilita: forse(codice(4)),
    InvCivCertificazioni: forse(codice(5)),
    CodiceCittadinanzaPadre: forse(cifre(3)),
    CodiceCittadinanzaMadre: forse(cifre(3)),
    CodiceRegioneResidenzaPadre: forse(cifre(2)),
    CodiceRegioneResidenzaMadre: forse(cifre(2)),
    TitoloStudioPadre: forse(codice(6)),
    TitoloStudioMadre: forse(codice(6)),
    OccupazionePadre: forse(codice(8)),
    OccupazioneMadre: forse(codice(8)),
    DataPrimaSegnalazione: si(mese),
    FonteSegnalazione: si(codice(14)),
    ValutazioneMinore: si(codice(13)),
    ValutazioneFamigliaMinore: si(codice(13)),
    SegnalazioneAutoritaGiudiziaria: si(codice(2)),
    DataSegnalazione: forse(mese),
    ProvvedimentoGiudiziario: si(codice(2)),
    DataProvvedimentoGiudiziario: forse(mese),
    AutoritaProvvedimento: forse(codice(4)),
    PotestaTutela: forse(codice(5)),
    TipoProvvedimentoGiudiziario: forse(codice(8)),
    FormaInterventoAffido: forse(codice(2)),
    TipoInterventoAffido: forse(codice(2)),
    DurataAffido: forse(codice(2)),
    CarattereAffido: forse(codice(2)),
    EsitoAffido: forse(codice(9)),
    CarattereInserimentoResidenziale: forse(codice(10)),
    FormaInserimentoResidenziale: forse(codice(2)),
    TipoInserimentoResidenziale: forse(codice(2)),
    EsitoInserimentoStruttura: forse(codice(9)),
    MotivazioneChiusuraCarico: forse(codice(9)),
    SituazioneChiusuraCarico: forse(codice(8)),
    CollaborazioniInterventi: forse(codice(9)),
    NumeroComponentiISEE: forse(intero(-(2 ** 31), 9)),
    FasciaEtaBeneficiario: si(codice(6)),
    FasciaISEEBeneficiario: forse(codice(8)),
    AnnoNascita: si(cifre(4)),
    CodiceRegioneResidenza: forse(cifre(2)),
    CodiceNazioneResidenza: si(cifre(3)),
  },
  figli: [
    una('Prestazioni', {
      attributi: {},
      figli: [
        {
          nome: 'CodicePrestazione',
          minimo: 1,
          massimo: Infinity,
          elemento: { attributi: {}, testo: codicePrestazione },
        },
      ],
    }),
    una('Famiglia', {
      attributi: {},
      figli: [
        { nome: 'ComposizioneFamiglia', minimo: 1, massimo: Infinity, elemento: { attributi: {}, testo: codice(6) } },
      ],
    }),
  ],
};

/** What INPS's schema asks of a SINBA document, written here from the facts and not from the hub's own declaration. */
export const FLUSSO_SINBA: DefinizioneElemento = {
  attributi: {},
  figli: [IDENTIFICAZIONE, { nome: 'SINBA', minimo: 1, massimo: Infinity, elemento: MINORE }],
};
