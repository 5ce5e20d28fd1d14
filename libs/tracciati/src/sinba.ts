import { identificazioneFlusso } from './inps/identificazione-flusso.js';
import { anno, cifre, facoltativo, obbligatorio, testo } from './inps/pezzi.js';
import {
  autoritaProvvedimento,
  carattereAffido,
  carattereInserimentoResidenziale,
  collaborazioniInterventi,
  composizioneFamiglia,
  condizioneLavoro,
  condizioneMinore,
  disabilita,
  durataAffido,
  esitoAffido,
  esitoInserimentoStruttura,
  fasciaEtaBeneficiario,
  fasciaISEEBeneficiario,
  fonteSegnalazione,
  formaInserimentoResidenziale,
  formaInterventoAffido,
  invCivCertificazioni,
  luogoVita,
  minoreStranieroNoAcc,
  motivazioneChiusuraCarico,
  occupazione,
  potestaTutela,
  provvedimentoGiudiziario,
  scuolaFrequentata,
  segnalazioneAutoritaGiudiziaria,
  situazioneChiusuraCarico,
  tipoDisabilita,
  tipoInserimentoResidenziale,
  tipoInterventoAffido,
  tipoProvvedimentoGiudiziario,
  titoloStudio,
  valutazioneFamigliaMinore,
  valutazioneMinore,
} from './sinba.elenchi.js';
import { ESEMPIO_SINBA } from './sinba.esempio.js';
import { ESTENSIONE_SINBA } from './sinba.estensione.js';
import { flussiSinba } from './sinba.flussi.js';
import { REGOLE_SINBA } from './sinba.regole.js';
import type { Attributo, Elemento, Tipo, Tracciato } from './tracciato.js';

const mese: Tipo = {
  nome: 'DataMeseAnnoType',
  base: 'testo',
  modello: '((0[1-9])|(1[0-2]))[/](19|20)[0-9]{2}',
  forma: 'mese',
};
const REGIONE = 'codice dell’Agenzia delle Entrate (non ISTAT)';
const ISO = 'codice numerico ISO 3166';

const situazione: readonly Attributo[] = [
  obbligatorio(
    'IDBeneficiario',
    testo(1, 20),
    'codice che distingue il minore senza dire chi è (uno pseudonimo): sempre lo stesso per lo stesso minore, mai il codice fiscale',
    { chiave: 'idBeneficiario' },
  ),
  obbligatorio('MinoreStranieroNoAcc', minoreStranieroNoAcc, 'minore straniero non accompagnato'),
  obbligatorio('CondizioneMinore', condizioneMinore, 'condizione rispetto ai genitori'),
  obbligatorio('LuogoVita', luogoVita, 'dove vive'),
  obbligatorio('ScuolaFrequentata', scuolaFrequentata, 'scuola frequentata'),
  obbligatorio('CondizioneLavoro', condizioneLavoro, 'condizione rispetto al lavoro'),
  obbligatorio('Disabilita', disabilita, 'disabilità'),
  facoltativo('TipoDisabilita', tipoDisabilita, 'tipo di disabilità, quello prevalente', {
    obbligo: 'se Disabilita è 1',
  }),
  facoltativo('InvCivCertificazioni', invCivCertificazioni, 'certificazione, quella prevalente', {
    obbligo: 'se Disabilita è 1',
  }),
];

const genitori: readonly Attributo[] = [
  facoltativo('CodiceCittadinanzaPadre', cifre(3), `cittadinanza del padre, ${ISO} (990 se non disponibile)`),
  facoltativo('CodiceCittadinanzaMadre', cifre(3), `cittadinanza della madre, ${ISO} (990 se non disponibile)`),
  facoltativo('CodiceRegioneResidenzaPadre', cifre(2), `regione di residenza del padre, ${REGIONE}`),
  facoltativo('CodiceRegioneResidenzaMadre', cifre(2), `regione di residenza della madre, ${REGIONE}`),
  facoltativo('TitoloStudioPadre', titoloStudio, 'titolo di studio del padre'),
  facoltativo('TitoloStudioMadre', titoloStudio, 'titolo di studio della madre'),
  facoltativo('OccupazionePadre', occupazione, 'occupazione del padre'),
  facoltativo('OccupazioneMadre', occupazione, 'occupazione della madre'),
];

const segnalazione: readonly Attributo[] = [
  obbligatorio('DataPrimaSegnalazione', mese, 'mese in cui il minore fu segnalato la prima volta, MM/AAAA'),
  obbligatorio('FonteSegnalazione', fonteSegnalazione, 'chi ha segnalato, la fonte prevalente'),
  obbligatorio('ValutazioneMinore', valutazioneMinore, 'valutazione del minore, il problema prevalente'),
  obbligatorio(
    'ValutazioneFamigliaMinore',
    valutazioneFamigliaMinore,
    'valutazione della famiglia, il problema prevalente',
  ),
  obbligatorio(
    'SegnalazioneAutoritaGiudiziaria',
    segnalazioneAutoritaGiudiziaria,
    'segnalazione all’autorità giudiziaria',
  ),
  facoltativo('DataSegnalazione', mese, 'mese della segnalazione all’autorità giudiziaria, MM/AAAA', {
    obbligo: 'se SegnalazioneAutoritaGiudiziaria è 1',
  }),
  obbligatorio('ProvvedimentoGiudiziario', provvedimentoGiudiziario, 'provvedimento giudiziario'),
  facoltativo('DataProvvedimentoGiudiziario', mese, 'mese del provvedimento, MM/AAAA', {
    obbligo: 'se ProvvedimentoGiudiziario è 1',
  }),
  facoltativo('AutoritaProvvedimento', autoritaProvvedimento, 'autorità che ha dato il provvedimento'),
  facoltativo('PotestaTutela', potestaTutela, 'responsabilità genitoriale e tutela'),
  facoltativo('TipoProvvedimentoGiudiziario', tipoProvvedimentoGiudiziario, 'tipo di provvedimento'),
];

const interventi: readonly Attributo[] = [
  facoltativo('FormaInterventoAffido', formaInterventoAffido, 'affido: forma'),
  facoltativo('TipoInterventoAffido', tipoInterventoAffido, 'affido: tipo'),
  facoltativo('DurataAffido', durataAffido, 'affido: durata'),
  facoltativo('CarattereAffido', carattereAffido, 'affido: carattere'),
  facoltativo('EsitoAffido', esitoAffido, 'affido: esito'),
  facoltativo('CarattereInserimentoResidenziale', carattereInserimentoResidenziale, 'struttura: carattere'),
  facoltativo('FormaInserimentoResidenziale', formaInserimentoResidenziale, 'struttura: forma dell’inserimento'),
  facoltativo('TipoInserimentoResidenziale', tipoInserimentoResidenziale, 'struttura: tipo di inserimento'),
  facoltativo('EsitoInserimentoStruttura', esitoInserimentoStruttura, 'struttura: esito dell’inserimento'),
  facoltativo('MotivazioneChiusuraCarico', motivazioneChiusuraCarico, 'perché la presa in carico si è chiusa'),
  facoltativo('SituazioneChiusuraCarico', situazioneChiusuraCarico, 'situazione alla chiusura della presa in carico'),
  facoltativo('CollaborazioniInterventi', collaborazioniInterventi, 'servizio che collabora, quello prevalente'),
];

const beneficiario: readonly Attributo[] = [
  facoltativo('NumeroComponentiISEE', { base: 'intero', massimo: 9 }, 'componenti del nucleo ai fini ISEE, da 1 a 9', {
    chiave: 'numeroComponentiIsee',
  }),
  obbligatorio('FasciaEtaBeneficiario', fasciaEtaBeneficiario, 'fascia di età del minore'),
  facoltativo('FasciaISEEBeneficiario', fasciaISEEBeneficiario, 'fascia ISEE', { chiave: 'fasciaIseeBeneficiario' }),
  obbligatorio('AnnoNascita', anno, 'anno di nascita'),
  facoltativo('CodiceRegioneResidenza', cifre(2), `regione di residenza, ${REGIONE}`, {
    obbligo: 'se CodiceNazioneResidenza è 380',
  }),
  obbligatorio('CodiceNazioneResidenza', cifre(3), `nazione di residenza, ${ISO} (380 Italia)`),
];

/** An element that only holds the repetitions of another. */
const raccolta = (nome: string, descrizione: string, elemento: Elemento): Elemento => ({
  nome,
  descrizione,
  figli: [{ min: 1, max: Infinity, elemento }],
});

const minore: Elemento = {
  nome: 'SINBA',
  tipo: 'SinbaType',
  descrizione: 'Un minore in carico: è la riga dell’invio',
  attributi: [...situazione, ...genitori, ...segnalazione, ...interventi, ...beneficiario],
  figli: [
    {
      min: 1,
      max: 1,
      elemento: raccolta('Prestazioni', 'Prestazioni date al minore', {
        nome: 'CodicePrestazione',
        descrizione: 'codice della prestazione nella nomenclatura SIUSS',
        chiave: 'prestazioni',
        lista: true,
        testo: testo(5, 10),
      }),
    },
    {
      min: 1,
      max: 1,
      elemento: {
        ...raccolta('Famiglia', 'Chi vive con il minore', {
          nome: 'ComposizioneFamiglia',
          descrizione: 'componente della famiglia; di un minore solo si scrive comunque chi risponde di lui',
          chiave: 'famiglia',
          lista: true,
          testo: composizioneFamiglia,
          regola: 'SB-09',
        }),
        regola: 'SB-09',
      },
    },
  ],
};

/** Minors in the care of the social services, without their identity, as INPS's SIUSS takes them. */
export const SINBA_1_0_0: Tracciato = {
  codice: 'SINBA',
  versione: '1.0.0',
  titolo: 'Minori in carico ai servizi sociali (SIUSS: SINBA)',
  descrizione:
    'Situazione dei bambini, degli adolescenti e delle loro famiglie in carico ai servizi sociali, senza dati che dicano chi sono.',
  fonte: 'INPS, SINBA.xsd 1.0.0 e specifiche WaaS Comuni 2.0.1',
  validita: { dal: '2018-12-01', al: null },
  pubblicato: '2026-11-21',
  preavvisoGiorni: 90,
  messaggio: 'righe.sinba.accettate',
  nomenclatura: 'SIUSS',
  spazioNomi: 'http://inps.it/Casellario',
  riga: 'SINBA',
  chiave: { idBeneficiario: 'idBeneficiario' },
  dataEvento: { campo: 'dataPrimaSegnalazione' },
  radice: {
    nome: 'Flusso',
    tipo: 'FlussoType',
    descrizione: 'Un invio di minori in carico',
    figli: [
      { min: 1, max: 1, elemento: identificazioneFlusso('SINBA') },
      { min: 1, max: Infinity, elemento: minore },
    ],
  },
  estensione: ESTENSIONE_SINBA,
  trasmissione: { sigla: 'SINBA', flussi: flussiSinba, spesaPerAnno: () => [] },
  esempio: ESEMPIO_SINBA,
  regole: REGOLE_SINBA,
};
