import { personaDi } from './anagrafe.chiave.js';
import {
  genereResidenza,
  motivoCancellazione,
  relazione,
  sesso,
  statoCivile,
  statoCodiceFiscale,
  tipoEvento,
  tipoFamiglia,
  tipoFornitura,
} from './anagrafe.elenchi.js';
import { ESEMPIO_ANAGRAFE } from './anagrafe.esempio.js';
import { ESTENSIONE_ANAGRAFE } from './anagrafe.estensione.js';
import { REGOLE_ANAGRAFE } from './anagrafe.regole.js';
import { uscitaDi } from './anagrafe.uscita.js';
import { anno, cifre, elenco, facoltativo, obbligatorio, siNo, testo } from './inps/pezzi.js';
import type { Attributo, Elemento, Figlio, Tipo, Tracciato } from './tracciato.js';

const data: Tipo = { base: 'data' };
/** Wider than any code: one that is wrong is told, and does not keep the person out. */
const codice: Tipo = { ...testo(1, 32), forma: 'identificativo' };
const SI_NO = elenco('SiNoType', siNo);
const ISTAT = 'codice ISTAT di 6 cifre';
const ISO = 'codice numerico ISO 3166 (380 Italia)';

const identificativi: readonly Attributo[] = [
  facoltativo('TipoOperazione', elenco('TipoOperazioneType', { I: 'Inserimento', C: 'Cancellazione' }), 'operazione; C ritira una riga inviata per errore, e non dice che la persona se n’è andata', { predefinito: 'I' }),
  facoltativo('IdAnagrafico', testo(1, 64), 'numero della persona nell’anagrafe del comune (matricola), stabile nel tempo', { obbligo: 'se mancano id_mittente e ogni altro identificativo' }),
  facoltativo('IdAnpr', codice, 'identificativo unico nazionale (ID ANPR)'),
  facoltativo('CodiceFiscale', codice, 'codice fiscale, anche provvisorio di 11 cifre'),
  facoltativo('StatoCodiceFiscale', statoCodiceFiscale, 'stato di validazione del codice fiscale (ANPR, tabella 22)'),
  facoltativo('Stp', codice, 'codice STP (straniero temporaneamente presente)'),
  facoltativo('Eni', codice, 'codice ENI (europeo non iscritto)'),
]; // prettier-ignore

const generalita: readonly Attributo[] = [
  facoltativo('Cognome', testo(1, 100), 'cognome', { obbligo: 'se SenzaCognome non è 1' }),
  facoltativo('SenzaCognome', SI_NO, 'la persona non ha cognome'),
  facoltativo('Nome', testo(1, 100), 'nome, con tutti i nomi dell’atto', { obbligo: 'se SenzaNome non è 1' }),
  facoltativo('SenzaNome', SI_NO, 'la persona non ha nome'),
  obbligatorio('Sesso', sesso, 'sesso'),
  facoltativo('DataNascita', data, 'giorno di nascita', { obbligo: 'se si conosce' }),
  facoltativo('AnnoNascita', anno, 'anno di nascita', { obbligo: 'se manca DataNascita' }),
  facoltativo(
    'LuogoNascita',
    testo(4, 4),
    'luogo di nascita: codice catastale del comune, o Z e tre cifre per lo Stato estero',
  ),
  facoltativo('StatoCivile', statoCivile, 'stato civile (ANPR, tabella 1)'),
  facoltativo('StatoCivileDal', data, 'giorno da cui vale lo stato civile'),
  facoltativo('Deceduto', SI_NO, 'la persona è deceduta, anche se il giorno non si conosce'),
  facoltativo('DataDecesso', data, 'giorno del decesso'),
];

/** One of the lists of a person. */
const lista = (nome: string, chiave: string, max: number, descrizione: string, attributi: readonly Attributo[]): Figlio => ({
  min: 0,
  max,
  elemento: { nome, chiave, lista: true, descrizione, attributi },
}); // prettier-ignore

const periodo = (nome: string): readonly Attributo[] => [
  facoltativo(`${nome}Dal`, data, 'primo giorno', { chiave: 'dal' }),
  facoltativo(`${nome}Al`, data, 'ultimo giorno; manca se è ancora così', { chiave: 'al' }),
];

const residenze = lista('Residenza', 'residenze', 12, 'Residenza, dimora o domicilio, in corso o di prima', [
  obbligatorio('ResidenzaGenere', genereResidenza, 'che cosa è', { chiave: 'genere' }),
  facoltativo('ResidenzaComune', cifre(6), `comune, ${ISTAT}; per l’AIRE il comune che la tiene`, {
    chiave: 'comune',
    obbligo: 'se manca ResidenzaNazione',
  }),
  facoltativo('ResidenzaNazione', cifre(3), `nazione, ${ISO}`, { chiave: 'nazione', obbligo: 'se è fuori d’Italia' }),
  facoltativo('ResidenzaIndirizzo', testo(1, 200), 'via, piazza o località, con la specie', { chiave: 'indirizzo' }),
  facoltativo('ResidenzaCivico', testo(1, 30), 'numero civico, con esponente, scala e interno', { chiave: 'civico' }),
  facoltativo('ResidenzaCap', cifre(5), 'codice di avviamento postale', { chiave: 'cap' }),
  ...periodo('Residenza'),
]);

const famiglie = lista('Famiglia', 'famiglie', 6, 'Famiglia o convivenza anagrafica, in corso o di prima', [
  obbligatorio('FamigliaNumero', testo(1, 32), 'numero della famiglia nell’anagrafe del comune', { chiave: 'numero' }),
  obbligatorio('FamigliaTipo', tipoFamiglia, 'famiglia o convivenza', { chiave: 'tipo' }),
  facoltativo('FamigliaRelazione', relazione, 'relazione con l’intestatario della scheda (ANPR, tabella 5)', { chiave: 'relazione' }),
  ...periodo('Famiglia'),
]); // prettier-ignore

const cittadinanze = lista('Cittadinanza', 'cittadinanze', 4, 'Cittadinanza, in corso o di prima', [
  obbligatorio('CittadinanzaNazione', cifre(3), `nazione, ${ISO}, 990 se non disponibile`, { chiave: 'nazione' }),
  ...periodo('Cittadinanza'),
]);

const eventi = lista('Evento', 'eventi', 12, 'Che cosa è accaduto in anagrafe, e quando', [
  obbligatorio('EventoTipo', tipoEvento, 'che cosa', { chiave: 'tipo' }),
  obbligatorio('EventoData', data, 'giorno da cui vale', { chiave: 'data' }),
  facoltativo('EventoComune', cifre(6), `comune da cui o verso cui, ${ISTAT}`, { chiave: 'comune' }),
  facoltativo('EventoNazione', cifre(3), `nazione da cui o verso cui, ${ISO}`, { chiave: 'nazione' }),
  facoltativo('EventoMotivo', motivoCancellazione, 'motivo della cancellazione (ANPR, tabella 15)', {
    chiave: 'motivo',
    obbligo: 'se EventoTipo è cancellazione',
  }),
]);

const persona: Elemento = {
  nome: 'Persona',
  tipo: 'PersonaType',
  descrizione: 'Una persona come la conosce l’anagrafe del comune: è la riga dell’invio',
  attributi: [...identificativi, ...generalita],
  figli: [
    {
      min: 0,
      max: Infinity,
      elemento: {
        nome: 'CodicePrecedente',
        descrizione: 'codice fiscale che la persona aveva prima',
        chiave: 'codiciPrecedenti',
        lista: true,
        testo: codice,
      },
    },
    residenze,
    famiglie,
    cittadinanze,
    eventi,
  ],
};

const identificazione: Elemento = {
  nome: 'IdentificazioneFlusso',
  tipo: 'IdentificazioneFlussoType',
  descrizione: 'Chi invia, e se è tutto ciò che ha',
  attributi: [
    facoltativo('Nome', testo(0, 50), 'nome del flusso, come lo chiama chi invia', { chiave: 'nomeFlusso' }),
    facoltativo('Fornitura', tipoFornitura, 'completa o incrementale', { chiave: 'tipoFornitura' }),
    facoltativo('DataFornitura', data, 'giorno in cui l’anagrafe è stata letta', { chiave: 'fornituraAl' }),
    facoltativo('RigheFornitura', { base: 'intero', minimo: 1, massimo: 100_000_000 }, 'quante persone ha tutta la fornitura', {
      chiave: 'fornituraRighe',
      obbligo: 'se Fornitura è completa',
    }),
  ],
  figli: [
    {
      min: 1,
      max: 1,
      elemento: {
        nome: 'Ente',
        tipo: 'EnteType',
        descrizione: 'Comune della cui anagrafe si tratta',
        attributi: [
          obbligatorio('Codice', testo(1, 32), 'codice dell’ente (catastale, IPA o codice fiscale)', {
            chiave: 'enteCodice',
          }),
          facoltativo('Denominazione', testo(1, 100), 'denominazione dell’ente', { chiave: 'enteDenominazione' }),
        ],
      },
    },
  ],
}; // prettier-ignore

/** Persons as the registry office of a comune knows them: the region's own, INPS has none. */
export const ANAGRAFE_1_0: Tracciato = {
  codice: 'ANAGRAFE',
  versione: '1.0',
  titolo: 'Anagrafe comunale della popolazione',
  descrizione:
    'Persone, residenze, famiglie, cittadinanze ed eventi dell’anagrafe di un comune, verso l’anagrafe regionale.',
  fonte: 'DPR 223/1989; tabelle di decodifica ANPR; Regione, tracciato ANAGRAFE 1.0',
  validita: { dal: '2026-11-21', al: null },
  pubblicato: '2026-11-21',
  preavvisoGiorni: 90,
  messaggio: 'righe.anagrafe.accettate',
  spazioNomi: 'urn:snodo:tracciato:anagrafe',
  riga: 'Persona',
  chiave: { persona: personaDi, matricola: { campo: 'idAnagrafico', parola: 'matricola' } },
  annullamento: { campo: 'tipoOperazione', vale: 'C' },
  radice: {
    nome: 'Flusso',
    tipo: 'FlussoType',
    descrizione: 'Una fornitura dell’anagrafe di un comune',
    figli: [
      { min: 1, max: 1, elemento: identificazione },
      { min: 1, max: Infinity, elemento: persona },
    ],
  },
  estensione: ESTENSIONE_ANAGRAFE,
  fornitura: { uscitaDi },
  esempio: ESEMPIO_ANAGRAFE,
  regole: REGOLE_ANAGRAFE,
};
