import type { DefinizioneElemento, Valore } from './struttura.js';
import { IDENTIFICAZIONE, cifre, codiceFiscale, codicePrestazione, forse, si, una } from './struttura-casellario.js';
import { codice, data, decimale, intero, lungo, uno } from './valori.js';

const ANAGRAFICA: DefinizioneElemento = {
  attributi: {
    Cognome: si(lungo(1, 36)),
    Nome: si(lungo(1, 36)),
    AnnoNascita: si(cifre(4)),
    LuogoNascita: si(lungo(4, 4)),
    Genere: si(codice(2)),
    CodiceCittadinanza: si(cifre(3)),
    CodiceSecondaCittadinanza: forse(cifre(3)),
  },
};

const INDIRIZZO: DefinizioneElemento = {
  attributi: { CodiceRegione: forse(cifre(2)), CodiceComune: forse(cifre(6)), CodiceNazione: si(cifre(3)) },
};

const elencoDi = (nome: string, testo: Valore): DefinizioneElemento => ({
  attributi: {},
  figli: [{ nome, minimo: 1, massimo: Infinity, elemento: { attributi: {}, testo } }],
});

const SINA: DefinizioneElemento = {
  attributi: {
    Mobilita: si(codice(3)),
    AttivitaVitaQuotidiana: si(codice(3)),
    DisturbiAreaCognitiva: forse(codice(3)),
    DisturbiComportamentali: si(codice(2)),
    NecessitaCureSanitarie: forse(codice(3)),
    AreaReddituale: si(codice(3)),
    AreaSupporto: si(codice(3)),
    FonteDerivazioneValutazione: si(codice(4)),
    StrumentoValutazione: si(codice(7)),
    FonteDerivazioneInvalidita: forse(codice(2)),
  },
  figli: [
    {
      nome: 'NecessitaInterventiSociali',
      minimo: 0,
      massimo: 1,
      elemento: elencoDi('CodicePrestazione', codicePrestazione),
    },
    { nome: 'InvaliditaCivile', minimo: 0, massimo: 1, elemento: elencoDi('InvCiv', codice(8)) },
  ],
};

const PRESTAZIONE: DefinizioneElemento = {
  attributi: {
    TipoOperazione: forse(uno(['I', 'C'])),
    PresenzaProvaMezzi: si(codice(4)),
    CaratterePrestazione: forse(codice(2)),
    NumeroProtocolloDSU: forse(lungo(0, 30)),
    AnnoProtocolloDSU: forse(cifre(4)),
    DataDSU: forse(data),
    CodicePrestazione: si(codicePrestazione),
    DenominazionePrestazione: si(lungo(10, 200)),
    ProtocolloDomanda: si(lungo(1, 32)),
    DataEvento: forse(data),
    DataInizioPrestazione: forse(data),
    DataFinePrestazione: forse(data),
    DataErogazionePrestazione: forse(data),
    ImportoPrestazione: forse(decimale),
    PeriodoErogazione: forse(intero(1, 12)),
    ImportoMensile: forse(decimale),
    ImportoQuotaEnte: forse(decimale),
    ImportoQuotaUtente: forse(decimale),
    ImportoQuotaSSN: forse(decimale),
    ImportoQuotaRichiesta: forse(decimale),
    ImportoSogliaISEE: forse(decimale),
    OreServizioMensile: forse(decimale),
    PresaCarico: si(codice(2)),
    AreaUtenza: forse(codice(3)),
  },
  figli: [{ nome: 'SINA', minimo: 0, massimo: 1, elemento: SINA }],
};

const BENEFICIARIO: DefinizioneElemento = {
  attributi: { CodiceFiscale: si(codiceFiscale) },
  figli: [
    una('Anagrafica', ANAGRAFICA),
    { nome: 'Indirizzo', minimo: 1, massimo: 5, elemento: INDIRIZZO },
    { nome: 'PrestazioniSociali', minimo: 1, massimo: Infinity, elemento: PRESTAZIONE },
  ],
};

/**
 * What INPS's schema of December 2018 asks of a PS_PSA_SINA document, written here from the facts and not from the hub's own
 * declaration. It takes several beneficiari and prestazioni; that cooperation takes one of each is for `giudizio.ts` to say.
 */
export const FLUSSO_PS_PSA_SINA: DefinizioneElemento = {
  attributi: {},
  figli: [IDENTIFICAZIONE, { nome: 'Beneficiario', minimo: 1, massimo: Infinity, elemento: BENEFICIARIO }],
};
