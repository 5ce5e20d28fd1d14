import { presente, presenti, soloSe } from './regole/costruttori.js';
import { consegna, flusso } from './regole/stadi.js';
import { operatoreValido } from './ps-psa-sina.verifiche.js';
import {
  annoDiMinore,
  codiceDelMinore,
  componentiIsee,
  enteDelMinore,
  fasciaEta,
  mesiPassati,
  nazioniDelMinore,
  prestazioniConosciute,
  pseudonimo,
  pseudonimoScritto,
  regioniConosciute,
} from './sinba.verifiche.js';
import type { Regola } from './tracciato.js';

const SPEC_2 = 'INPS, specifiche WaaS Comuni 2.0.1, par. 2.1';
const SPEC_15 = 'INPS, specifiche WaaS Comuni 2.0.1, tabella 15';
const XSD = 'INPS, SINBA.xsd';
const SISO = 'prassi del sistema SISO (Regione Umbria)';
const SNODO = 'controllo di plausibilità di Snodo';

const CON_DISABILITA = { disabilita: '1' };
const DATI_DISABILITA = ['tipoDisabilita', 'invCivCertificazioni'];

/** SB-01 to SB-09 as numbered in the study of INPS's documents; SB-10 on are Snodo's own. */
export const REGOLE_SINBA: readonly Regola[] = [
  flusso({
    codice: 'SB-01',
    forza: 'specifica',
    fonte: SPEC_2,
    colpa: 'hub',
    messaggio: 'Un messaggio INPS porta un solo minore e una sola prestazione.',
    rimedio: 'Nessuno: Snodo divide l’invio in messaggi, uno per ogni minore e prestazione.',
  }),
  consegna({
    codice: 'SB-02',
    forza: 'legge',
    fonte: 'DM 206/2014, art. 5, comma 4',
    messaggio: 'IDBeneficiario sembra un codice fiscale: deve essere uno pseudonimo, che non dica chi è il minore.',
    rimedio:
      'Usare un codice interno stabile; se il gestionale non ne ha, consegnare in CSV, XLSX o JSON con la colonna codice_fiscale: lo pseudonimo lo fa Snodo.',
    verifica: pseudonimo,
  }),
  consegna({
    codice: 'SB-03',
    forza: 'prassi',
    fonte: SISO,
    messaggio: 'C’è una disabilità ma mancano TipoDisabilita o InvCivCertificazioni.',
    rimedio: 'Se si conoscono, scrivere il tipo di disabilità e la certificazione prevalenti.',
    verifica: presenti(DATI_DISABILITA, CON_DISABILITA),
  }),
  consegna({
    codice: 'SB-04',
    forza: 'prassi',
    fonte: SISO,
    messaggio: 'C’è una segnalazione all’autorità giudiziaria ma manca DataSegnalazione.',
    rimedio: 'Scrivere mese e anno della segnalazione, MM/AAAA.',
    verifica: presente('dataSegnalazione', { segnalazioneAutoritaGiudiziaria: '1' }),
  }),
  consegna({
    codice: 'SB-05',
    forza: 'prassi',
    fonte: SISO,
    messaggio: 'C’è un provvedimento giudiziario ma manca DataProvvedimentoGiudiziario.',
    rimedio: 'Scrivere mese e anno del provvedimento, MM/AAAA.',
    verifica: presente('dataProvvedimentoGiudiziario', { provvedimentoGiudiziario: '1' }),
  }),
  consegna({
    codice: 'SB-06',
    forza: 'specifica',
    fonte: SPEC_15,
    messaggio: 'La nazione di residenza è l’Italia (380): serve CodiceRegioneResidenza.',
    rimedio: 'Scrivere il codice della regione, nella codifica dell’Agenzia delle Entrate.',
    verifica: presente('codiceRegioneResidenza', { codiceNazioneResidenza: '380' }),
  }),
  consegna({
    codice: 'SB-07',
    forza: 'specifica',
    fonte: SPEC_15,
    messaggio: 'NumeroComponentiISEE va da 1 a 9.',
    rimedio: 'Scrivere quanti sono i componenti del nucleo ai fini ISEE, o togliere il dato.',
    verifica: componentiIsee,
  }),
  consegna({
    codice: 'SB-08',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'FasciaEtaBeneficiario non corrisponde all’anno di nascita.',
    rimedio: 'Controllare l’anno di nascita e la fascia di età.',
    verifica: fasciaEta,
  }),
  consegna({
    codice: 'SB-09',
    forza: 'schema',
    fonte: XSD,
    messaggio: 'In Famiglia serve almeno una ComposizioneFamiglia, anche per un minore solo.',
    rimedio: 'Scrivere chi vive con il minore; se è solo, chi ne risponde (6, altri conviventi).',
  }),
  consegna({
    codice: 'SB-10',
    forza: 'dedotta',
    fonte: 'INPS, nomenclatura SIUSS (INPS-it/NDC tipo_categoria_siuss)',
    messaggio: 'Il codice della prestazione non è nella nomenclatura SIUSS in vigore.',
    rimedio: 'Usare un codice SIUSS: in SINBA i codici locali non si traducono.',
    verifica: prestazioniConosciute,
  }),
  consegna({
    codice: 'SB-11',
    forza: 'dedotta',
    fonte: `${SPEC_15}, nota sui codici di regione`,
    messaggio: 'Il codice della regione non è fra quelli dell’Agenzia delle Entrate (da 01 Abruzzo a 21 Veneto).',
    rimedio:
      'Usare il codice dell’Agenzia delle Entrate, non quello ISTAT. Senza il comune Snodo non può ricavarlo: lo stesso numero vale spesso un’altra regione.',
    verifica: regioniConosciute,
  }),
  consegna({
    codice: 'SB-12',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'L’anno di nascita è nel futuro.',
    rimedio: 'Controllare l’anno di nascita.',
    verifica: annoDiMinore,
  }),
  consegna({
    codice: 'SB-13',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'Il mese è nel futuro.',
    rimedio: 'Controllare la data.',
    verifica: mesiPassati,
  }),
  consegna({
    codice: 'SB-14',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'Il codice della cittadinanza o della nazione non è fra quelli ISO 3166.',
    rimedio: 'Usare il codice numerico ISO 3166, o 990 se la cittadinanza non è disponibile.',
    verifica: nazioniDelMinore,
  }),
  consegna({
    codice: 'SB-15',
    forza: 'dedotta',
    fonte: SNODO,
    sullaTestata: true,
    messaggio: 'CFOperatore non è un codice fiscale valido.',
    rimedio: 'Scrivere il codice fiscale dell’operatore dell’ente.',
    verifica: operatoreValido,
  }),
  consegna({
    codice: 'SB-16',
    forza: 'dedotta',
    fonte: SNODO,
    gravita: 'errore',
    messaggio: 'IDBeneficiario contiene solo spazi.',
    rimedio: 'Scrivere lo pseudonimo del minore.',
    verifica: pseudonimoScritto,
  }),
  consegna({
    codice: 'SB-17',
    forza: 'dedotta',
    fonte: 'registro degli enti della Regione',
    gravita: 'errore',
    messaggio: 'La prima segnalazione è successiva alla fine dell’ente erogatore.',
    rimedio: 'Inviare con il codice dell’ente che gli succede; se la data è sbagliata, correggerla.',
    verifica: enteDelMinore,
  }),
  consegna({
    codice: 'SB-18',
    forza: 'dedotta',
    fonte: SNODO,
    messaggio: 'È scritto il tipo di disabilità o la certificazione, ma Disabilita non è 1.',
    rimedio: 'Controllare Disabilita, o togliere gli altri due dati.',
    verifica: soloSe(DATI_DISABILITA, CON_DISABILITA),
  }),
  consegna({
    codice: 'SB-19',
    forza: 'dedotta',
    fonte: SNODO,
    gravita: 'errore',
    messaggio: 'Il codice fiscale non è valido: lo pseudonimo del minore non si può fare.',
    rimedio:
      'Copiare il codice dalla tessera sanitaria o verificarlo in anagrafe; oppure scrivere uno pseudonimo proprio in id_beneficiario.',
    verifica: codiceDelMinore,
  }),
];
