import { type Nodo, nodo } from './documenti.js';

/** What a document of SINBA may say besides. */
export const FACOLTATIVI_SINBA: Readonly<Record<string, string>> = {
  TipoDisabilita: '4',
  InvCivCertificazioni: '5',
  CodiceCittadinanzaPadre: '990',
  CodiceRegioneResidenzaMadre: '21',
  TitoloStudioMadre: '6',
  OccupazionePadre: '8',
  DataSegnalazione: '04/2025',
  DataProvvedimentoGiudiziario: '12/2025',
  TipoProvvedimentoGiudiziario: '8',
  EsitoAffido: '9',
  CarattereInserimentoResidenziale: '10',
  NumeroComponentiISEE: '9',
  FasciaISEEBeneficiario: '8',
};

/** A document that the official schema takes: an invented minor, one prestazione. */
export function documentoSinba({
  nome = 'A271.SINBA.20260105.0000001',
  minore = {},
  codici = ['A2.24'],
}: {
  readonly nome?: string;
  readonly minore?: Readonly<Record<string, string>>;
  readonly codici?: readonly string[];
} = {}): Nodo {
  const attributi = {
    IDBeneficiario: 'M-1',
    MinoreStranieroNoAcc: '2',
    CondizioneMinore: '5',
    LuogoVita: '8',
    ScuolaFrequentata: '8',
    CondizioneLavoro: '4',
    Disabilita: '2',
    DataPrimaSegnalazione: '03/2025',
    FonteSegnalazione: '14',
    ValutazioneMinore: '13',
    ValutazioneFamigliaMinore: '13',
    SegnalazioneAutoritaGiudiziaria: '2',
    ProvvedimentoGiudiziario: '2',
    FasciaEtaBeneficiario: '6',
    AnnoNascita: '2010',
    CodiceRegioneResidenza: '11',
    CodiceNazioneResidenza: '380',
    ...minore,
  };
  return nodo('Flusso', { xmlns: 'http://inps.it/Casellario' }, [
    nodo('IdentificazioneFlusso', { Nome: nome }, [
      nodo('Ente', { Codice: 'A271', Denominazione: 'Comune', Indirizzo: 'A271', CFOperatore: 'RSSMRK66C14H501U' }),
    ]),
    nodo('SINBA', attributi, [
      nodo(
        'Prestazioni',
        {},
        codici.map((codice) => nodo('CodicePrestazione', {}, [codice])),
      ),
      nodo('Famiglia', {}, [nodo('ComposizioneFamiglia', {}, ['6'])]),
    ]),
  ]);
}
