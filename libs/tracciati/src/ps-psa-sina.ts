import { identificazioneFlusso } from './inps/identificazione-flusso.js';
import { anno, cifre, codiceFiscale, elenco, facoltativo, obbligatorio, siNo, testo } from './inps/pezzi.js';
import { ESEMPIO_PS_PSA_SINA } from './ps-psa-sina.esempio.js';
import { estensionePsPsaSina } from './ps-psa-sina.estensione.js';
import { flussiPsPsaSina, spesaPsPsaSina } from './ps-psa-sina.flussi.js';
import { REGOLE_PS_PSA_SINA } from './ps-psa-sina.regole.js';
import type { Elemento, Tipo, Tracciato } from './tracciato.js';

const data: Tipo = { base: 'data' };
const importo: Tipo = { base: 'decimale', forma: 'centesimi' };

const anagrafica: Elemento = {
  nome: 'Anagrafica',
  tipo: 'AnagraficaType',
  descrizione: 'Dati anagrafici del beneficiario',
  attributi: [
    obbligatorio('Cognome', testo(1, 36), 'cognome'),
    obbligatorio('Nome', testo(1, 36), 'nome'),
    obbligatorio('AnnoNascita', anno, 'anno di nascita'),
    obbligatorio('LuogoNascita', testo(4, 4), 'codice catastale del comune, o Z e tre cifre per lo Stato estero'),
    obbligatorio('Genere', elenco('GenereType', { '1': 'Maschio', '2': 'Femmina' }), 'genere'),
    obbligatorio('CodiceCittadinanza', cifre(3), 'cittadinanza, codice numerico ISO 3166 (990 se non disponibile)'),
    facoltativo('CodiceSecondaCittadinanza', cifre(3), 'seconda cittadinanza, codice numerico ISO 3166'),
  ],
};

const indirizzo: Elemento = {
  nome: 'Indirizzo',
  tipo: 'IndirizzoType',
  descrizione: 'Residenza o domicilio',
  chiave: 'indirizzi',
  lista: true,
  attributi: [
    facoltativo('CodiceRegione', cifre(2), 'regione, codice dell’Agenzia delle Entrate (non ISTAT)', {
      obbligo: 'se CodiceNazione è 380',
    }),
    facoltativo('CodiceComune', cifre(6), 'comune, codice ISTAT', { obbligo: 'se CodiceNazione è 380' }),
    obbligatorio('CodiceNazione', cifre(3), 'nazione, codice numerico ISO 3166 (380 Italia)'),
  ],
};

const grado = (nome: string, uno: string, due: string, tre: string): Tipo =>
  elenco(nome, { '1': uno, '2': due, '3': tre });

const sina: Elemento = {
  nome: 'SINA',
  tipo: 'SINAType',
  descrizione: 'Valutazione della persona non autosufficiente o con disabilità',
  chiave: 'sina',
  attributi: [
    obbligatorio(
      'Mobilita',
      grado('MobilitaType', 'Si sposta da solo', 'Si sposta assistito', 'Non si sposta'),
      'mobilità',
    ),
    obbligatorio(
      'AttivitaVitaQuotidiana',
      grado('AttivitaVitaQuotidianaType', 'Autonomo', 'Parzialmente dipendente', 'Totalmente dipendente'),
      'attività della vita quotidiana',
    ),
    facoltativo(
      'DisturbiAreaCognitiva',
      grado('DisturbiAreaCognitivaType', 'Lievi', 'Moderati', 'Gravi'),
      'disturbi dell’area cognitiva',
    ),
    obbligatorio(
      'DisturbiComportamentali',
      elenco('DisturbiComportamentaliType', { '1': 'Assenti', '2': 'Presenti' }),
      'disturbi comportamentali',
    ),
    facoltativo(
      'NecessitaCureSanitarie',
      grado('NecessitaCureSanitarieType', 'Bassa', 'Media', 'Alta'),
      'necessità di cure sanitarie',
    ),
    obbligatorio(
      'AreaReddituale',
      grado(
        'AreaRedditualeType',
        'Autonomo e in equilibrio finanziario',
        'Riceve aiuto da parenti o altre persone',
        'In condizione di bisogno economico e senza aiuti',
      ),
      'situazione economica',
    ),
    obbligatorio(
      'AreaSupporto',
      grado('AreaSupportoType', 'Rete familiare o informale presente', 'Rete parziale o temporanea', 'Rete assente'),
      'rete di supporto',
    ),
    obbligatorio(
      'FonteDerivazioneValutazione',
      elenco('FonteDerivazioneValutazioneType', {
        '1': 'UVM',
        '2': 'Cartella sociale',
        '3': 'Altra documentazione',
        '4': 'Raccolta diretta',
      }),
      'da dove viene la valutazione',
    ),
    obbligatorio(
      'StrumentoValutazione',
      elenco('StrumentoValutazioneType', {
        '1': 'SVAMA',
        '2': 'AGED',
        '3': 'RUG',
        '4': 'SOSIA',
        '5': 'Schema polare',
        '6': 'VALGRAF',
        '7': 'Altro sistema di codifica',
      }),
      'strumento di valutazione',
    ),
    facoltativo(
      'FonteDerivazioneInvalidita',
      elenco('FonteDerivazioneInvaliditaType', {
        '1': 'Certificazione di invalidità verificata in linea o su carta',
        '2': 'Dichiarazione della persona',
      }),
      'da dove viene il dato sull’invalidità',
    ),
  ],
  figli: [
    {
      min: 0,
      max: 1,
      elemento: {
        nome: 'NecessitaInterventiSociali',
        descrizione: 'Interventi sociali di cui la persona ha bisogno',
        figli: [
          {
            min: 1,
            max: Infinity,
            elemento: {
              nome: 'CodicePrestazione',
              descrizione: 'codice SIUSS dell’intervento',
              chiave: 'interventiSociali',
              lista: true,
              testo: testo(5, 10),
            },
          },
        ],
      },
    },
    {
      min: 0,
      max: 1,
      elemento: {
        nome: 'InvaliditaCivile',
        descrizione: 'Certificazioni di invalidità',
        figli: [
          {
            min: 1,
            max: Infinity,
            elemento: {
              nome: 'InvCiv',
              descrizione: 'certificazione',
              chiave: 'invaliditaCivile',
              lista: true,
              testo: elenco('InvCivType', {
                '1': 'Invalidità civile parziale non inferiore al 75%',
                '2': 'Invalidità civile totale (100%) con indennità di accompagnamento',
                '3': 'Invalidità civile totale (100%) senza indennità di accompagnamento',
                '4': 'Certificazione NPI',
                '5': 'Legge 104 (art. 3, comma 1)',
                '6': 'Legge 104 (art. 3, comma 3)',
                '7': 'Legge 104 (art. 12)',
                '8': 'Legge 104 (art. 13)',
              }),
            },
          },
        ],
      },
    },
  ],
};

const tutteDsu = { obbligo: 'tutti e tre i dati della DSU, o nessuno' };
const decimale = { regola: 'PS-28' };

const prestazioniSociali: Elemento = {
  nome: 'PrestazioniSociali',
  tipo: 'PrestazioniSocialiType',
  descrizione: 'Una prestazione: è la riga dell’invio',
  attributi: [
    facoltativo(
      'TipoOperazione',
      elenco('TipoOperazioneType', { I: 'Inserimento', C: 'Cancellazione' }),
      'operazione; se manca è un inserimento',
      { predefinito: 'I', regola: 'PS-25' },
    ),
    obbligatorio(
      'PresenzaProvaMezzi',
      elenco('PresenzaProvaMezziType', {
        '1': 'Prestazione soggetta a ISEE',
        '2': 'Prestazione soggetta a prova dei mezzi, ma non ISEE',
        '3': 'Prestazione di norma soggetta a ISEE, non per questo beneficiario',
        '4': 'Prestazione non soggetta a prova dei mezzi',
      }),
      'prova dei mezzi',
    ),
    facoltativo(
      'CaratterePrestazione',
      elenco('CaratterePrestazioneType', { '1': 'Periodico', '2': 'Occasionale (unica soluzione)' }),
      'carattere della prestazione',
      { obbligo: 'sempre' },
    ),
    facoltativo('NumeroProtocolloDSU', testo(0, 30), 'numero di protocollo della DSU', tutteDsu),
    facoltativo('AnnoProtocolloDSU', anno, 'anno di protocollo della DSU', tutteDsu),
    facoltativo('DataDSU', data, 'data della DSU', tutteDsu),
    obbligatorio(
      'CodicePrestazione',
      testo(5, 10),
      'codice della prestazione: SIUSS, regionale, o della nomenclatura locale dell’ente',
      { regola: 'PS-22' },
    ),
    obbligatorio('DenominazionePrestazione', testo(10, 200), 'denominazione della prestazione', { regola: 'PS-29' }),
    obbligatorio('ProtocolloDomanda', testo(1, 32), 'protocollo della domanda, stabile nel tempo'),
    facoltativo('DataEvento', data, 'data dell’evento da cui nasce il diritto'),
    facoltativo('DataInizioPrestazione', data, 'primo giorno della prestazione', { obbligo: 'se periodica' }),
    facoltativo(
      'DataFinePrestazione',
      data,
      'ultimo giorno della prestazione, anche di un anno dopo: verso INPS è Snodo a dividerla per anno',
    ),
    facoltativo('DataErogazionePrestazione', data, 'giorno del pagamento', { obbligo: 'se in unica soluzione' }),
    facoltativo('ImportoPrestazione', importo, 'importo in unica soluzione', {
      obbligo: 'se in unica soluzione, maggiore di zero',
      ...decimale,
    }),
    facoltativo('PeriodoErogazione', { base: 'intero', minimo: 1, massimo: 12 }, 'mesi di erogazione'),
    facoltativo('ImportoMensile', importo, 'importo al mese', {
      obbligo: 'se periodica, maggiore di zero',
      ...decimale,
    }),
    facoltativo('ImportoQuotaEnte', importo, 'quota a carico dell’ente', decimale),
    facoltativo('ImportoQuotaUtente', importo, 'quota a carico dell’utente', decimale),
    facoltativo('ImportoQuotaSSN', importo, 'quota a carico del servizio sanitario', {
      chiave: 'importoQuotaSsn',
      ...decimale,
    }),
    facoltativo('ImportoQuotaRichiesta', importo, 'massimo chiesto all’utente generico', decimale),
    facoltativo('ImportoSogliaISEE', importo, 'soglia ISEE massima, o unica', {
      chiave: 'importoSogliaIsee',
      ...decimale,
    }),
    facoltativo(
      'OreServizioMensile',
      { base: 'decimale', forma: 'minuti' },
      'ore e minuti di servizio al mese, HH.MM',
      decimale,
    ),
    obbligatorio('PresaCarico', elenco('PresaCaricoType', siNo), 'presa in carico', { regola: 'PS-20' }),
    facoltativo(
      'AreaUtenza',
      elenco('AreaUtenzaType', {
        '1': 'Famiglia e minori',
        '2': 'Disabilità e non autosufficienza',
        '3': 'Povertà ed esclusione sociale',
      }),
      'area di utenza',
      { obbligo: 'se c’è presa in carico' },
    ),
  ],
  figli: [{ min: 0, max: 1, elemento: sina }],
};

/** Social benefits, those subject to ISEE, and the assessment of non-self-sufficient persons, as INPS's SIUSS takes them. */
export const PS_PSA_SINA_201812: Tracciato = {
  codice: 'PS_PSA_SINA',
  versione: '201812',
  titolo: 'Prestazioni sociali (SIUSS: PS, PSA, SINA)',
  descrizione:
    'Prestazioni sociali, anche agevolate, e valutazione delle persone non autosufficienti, verso il SIUSS di INPS.',
  fonte: 'INPS, PS_PSA_SINA201812.xsd e specifiche WaaS Comuni 2.0.1',
  validita: { dal: '2018-12-01', al: null },
  pubblicato: '2026-11-21',
  preavvisoGiorni: 90,
  messaggio: 'righe.ps_psa_sina.accettate',
  nomenclatura: 'SIUSS',
  spazioNomi: 'http://inps.it/Casellario',
  riga: 'PrestazioniSociali',
  soggetto: 'Beneficiario',
  chiave: {
    codiceFiscale: 'codiceFiscale',
    codicePrestazione: 'codicePrestazione',
    protocolloDomanda: 'protocolloDomanda',
  },
  dataEvento: {
    se: 'caratterePrestazione',
    vale: '2',
    allora: 'dataErogazionePrestazione',
    altrimenti: 'dataInizioPrestazione',
  },
  annullamento: { campo: 'tipoOperazione', vale: 'C' },
  radice: {
    nome: 'Flusso',
    tipo: 'FlussoType',
    descrizione: 'Un invio di prestazioni',
    figli: [
      { min: 1, max: 1, elemento: identificazioneFlusso('PS, PSA, SINA') },
      {
        min: 1,
        max: Infinity,
        elemento: {
          nome: 'Beneficiario',
          tipo: 'BeneficiarioType',
          descrizione: 'Persona che riceve le prestazioni',
          attributi: [
            obbligatorio('CodiceFiscale', codiceFiscale, 'codice fiscale del beneficiario', { regola: 'PS-27' }),
          ],
          figli: [
            { min: 1, max: 1, elemento: anagrafica },
            { min: 1, max: 5, elemento: indirizzo },
            { min: 1, max: Infinity, elemento: prestazioniSociali },
          ],
        },
      },
    ],
  },
  estensione: estensionePsPsaSina(codiceFiscale),
  trasmissione: { sigla: 'PS', flussi: flussiPsPsaSina, spesaPerAnno: spesaPsPsaSina },
  esempio: ESEMPIO_PS_PSA_SINA,
  regole: REGOLE_PS_PSA_SINA,
};
