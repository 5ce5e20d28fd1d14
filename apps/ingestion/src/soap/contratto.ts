import type { Azione } from '#libs/security';

/** The one namespace of the service; a change that breaks a client is a new one, at a new address. */
export const SPAZIO = 'urn:snodo:soap:invii:v1';
export const PERCORSO = '/soap/invii/v1';
export const SERVIZIO = 'ServizioInvii';
export const PORTA = 'PortaInvii';

/** How many times a field may stand: once, at most once, any number. */
export type Quanti = 'uno' | 'forse' | 'molti';

export type Tipo =
  | { readonly base: 'testo'; readonly massimo: number; readonly modello?: string }
  | { readonly base: 'intero'; readonly minimo: number; readonly massimo: number }
  | { readonly base: 'uuid' | 'booleano' | 'istante' | 'base64' }
  | { readonly base: 'record'; readonly nome: string };

export interface Campo {
  readonly nome: string;
  readonly quanti: Quanti;
  readonly tipo: Tipo;
  /** Italian, for the WSDL. */
  readonly nota: string;
}

export interface Operazione {
  readonly nome: NomeOperazione;
  readonly azione: Azione;
  readonly nota: string;
  readonly domanda: readonly Campo[];
  readonly risposta: readonly Campo[];
}

export type NomeOperazione = 'depositaInvio' | 'statoInvio' | 'esitiInvio' | 'rilieviInvio' | 'echo';

const testo = (massimo: number, modello?: string): Tipo => ({
  base: 'testo',
  massimo,
  ...(modello === undefined ? {} : { modello }),
});
const intero = (minimo = 0, massimo = Number.MAX_SAFE_INTEGER): Tipo => ({ base: 'intero', minimo, massimo });
const record = (nome: string): Tipo => ({ base: 'record', nome });
const UUID: Tipo = { base: 'uuid' };
const ISTANTE: Tipo = { base: 'istante' };
const BOOLEANO: Tipo = { base: 'booleano' };

const uno = (nome: string, tipo: Tipo, nota: string): Campo => ({ nome, quanti: 'uno', tipo, nota });
const forse = (nome: string, tipo: Tipo, nota: string): Campo => ({ nome, quanti: 'forse', tipo, nota });
const molti = (nome: string, tipo: Tipo, nota: string): Campo => ({ nome, quanti: 'molti', tipo, nota });

const PAGINA = [
  uno('id', UUID, 'Identificativo dell’invio.'),
  forse('cursore', testo(200), 'Valore di cursoreSuccessivo della pagina precedente.'),
  forse('limite', intero(1, 1000), 'Elementi per pagina; 100 se manca.'),
];
const ALTRA_PAGINA = forse('cursoreSuccessivo', testo(200), 'Da ripetere in cursore; manca all’ultima pagina.');
const POSTO = [
  uno('linea', intero(), 'Linea del documento, da 1.'),
  uno('colonna', intero(), 'Colonna, da 1.'),
  forse('foglio', testo(200), 'Foglio, se il documento è una cartella di lavoro.'),
  forse('cella', testo(20), 'Cella, se il documento è una tabella.'),
];

/** The types of the answers; each field is that of the REST API, in camelCase. */
export const RECORD: Readonly<Record<string, readonly Campo[]>> = {
  Ricevuta: [
    uno('id', UUID, 'Identificativo della ricevuta.'),
    uno('numero', testo(30), 'Numero della ricevuta.'),
    uno('invioId', UUID, 'Invio ricevuto.'),
    uno('ente', UUID, 'Ente mittente.'),
    uno('tracciato', testo(60), 'Tracciato e versione.'),
    uno('dimensione', intero(), 'Byte ricevuti, dopo la decodifica.'),
    uno('improntaSha256', testo(64, '[0-9a-f]{64}'), 'SHA-256 dei byte ricevuti.'),
    forse('improntaConservata', testo(64, '[0-9a-f]{64}'), 'SHA-256 di ciò che è conservato, se non sono quei byte.'),
    uno('ricevutoIl', ISTANTE, 'Istante della ricezione.'),
    uno('firma', testo(4096), 'Firma Ed25519 (JWS compatto) della ricevuta come la dà REST.'),
  ],
  RighePerStato: [uno('stato', testo(60), 'Stato delle righe.'), uno('righe', intero(), 'Quante sono.')],
  EsitoInps: [
    uno('flusso', testo(200), 'Messaggio di INPS.'),
    uno('accolto', BOOLEANO, 'Vero se INPS ha accolto.'),
    uno('codice', testo(60), 'Codice dell’esito.'),
    forse('descrizione', testo(2000), 'Esito in parole.'),
    uno('il', ISTANTE, 'Istante della risposta.'),
  ],
  Riga: [
    uno('id', UUID, 'Identificativo della riga.'),
    uno('numero', intero(), 'Numero della riga, da 1.'),
    ...POSTO,
    forse('idMittente', testo(64), 'Chiave della riga presso chi invia.'),
    uno('stato', testo(60), 'Stato della riga.'),
    uno('annullamento', BOOLEANO, 'Vero se la riga annulla un record.'),
    forse('revisione', intero(), 'Revisione del record.'),
    forse('motivo', testo(100), 'Perché non va avanti.'),
    forse('motivoDescrizione', testo(2000), 'Lo stesso, in parole.'),
    forse('esitoInps', record('EsitoInps'), 'Risposta di INPS.'),
  ],
  Rilievo: [
    forse('rigaId', UUID, 'Riga; manca se il rilievo è sull’invio.'),
    forse('riga', intero(), 'Numero della riga, da 1.'),
    ...POSTO,
    uno('campo', testo(200), 'Campo.'),
    forse('valore', testo(400), 'Valore ricevuto; mascherato se chi chiede non ha inviato.'),
    uno('regola', testo(20), 'Codice della regola.'),
    uno('gravita', testo(10), '«errore» respinge la riga, «avviso» no.'),
    uno('messaggio', testo(2000), 'Che cosa non va.'),
    uno('rimedio', testo(2000), 'Come rimediare.'),
    uno('fonte', testo(2000), 'Da dove viene la regola.'),
    uno('colpa', testo(20), 'Chi deve rimediare: mittente o hub.'),
  ],
  Problema: [
    uno('code', testo(100), 'Codice stabile dell’errore.'),
    uno('title', testo(400), 'Errore, in una riga.'),
    uno('detail', testo(4000), 'Che cosa fare.'),
    uno('status', intero(400, 599), 'Stato HTTP che lo stesso errore ha nell’API REST.'),
    uno('fault', testo(20), 'Chi deve rimediare: sender, hub, upstream, network.'),
    uno('retryable', BOOLEANO, 'Vero se conviene ripetere la stessa richiesta più tardi.'),
    uno('correlationId', testo(36), 'Da indicare nelle segnalazioni.'),
    uno('type', testo(400), 'Pagina che spiega l’errore.'),
  ],
};

export const OPERAZIONI: readonly Operazione[] = [
  {
    nome: 'depositaInvio',
    azione: 'deposita',
    nota: 'Prende in custodia il documento e ne dà ricevuta; i controlli seguono. Gli stessi byte danno la stessa ricevuta.',
    domanda: [
      uno('tracciato', testo(60, '[A-Z_]{2,40}(@[0-9.]{1,19})?'), 'Codice del tracciato, ad esempio PS_PSA_SINA.'),
      forse('ente', testo(64), 'Codice dell’ente per cui si deposita; se manca, quello del client.'),
      forse('chiaveIdempotenza', testo(100, '[!-~]+'), 'La stessa chiave con un altro documento è rifiutata.'),
      uno('contenuto', { base: 'base64' }, 'Il documento in base64: XML, CSV, XLSX o JSON.'),
    ],
    risposta: [
      uno('id', UUID, 'Identificativo dell’invio.'),
      uno('ripetuto', BOOLEANO, 'Vero se gli stessi byte erano già stati depositati.'),
      uno('ricevuta', record('Ricevuta'), 'Ricevuta firmata.'),
    ],
  },
  {
    nome: 'statoInvio',
    azione: 'consulta_invii',
    nota: 'Stato di un invio, con le righe contate per stato.',
    domanda: [uno('id', UUID, 'Identificativo dell’invio.')],
    risposta: [
      uno('id', UUID, 'Identificativo dell’invio.'),
      uno('stato', testo(20), 'ricevuto, in_validazione, concluso o illeggibile.'),
      uno('enteMittente', UUID, 'Ente mittente.'),
      uno('tracciato', testo(60), 'Tracciato e versione.'),
      uno('canale', testo(20), 'Canale di arrivo.'),
      uno('dimensione', intero(), 'Byte ricevuti.'),
      uno('ricevutoIl', ISTANTE, 'Istante della ricezione.'),
      forse('conclusoIl', ISTANTE, 'Istante in cui ogni riga ha avuto il suo esito.'),
      forse('annullatoIl', ISTANTE, 'Istante dell’annullamento.'),
      forse('righe', intero(), 'Righe ricevute.'),
      forse('ricevutaId', UUID, 'Ricevuta dell’invio.'),
      molti('righePerStato', record('RighePerStato'), 'Righe per stato.'),
    ],
  },
  {
    nome: 'esitiInvio',
    azione: 'consulta_invii',
    nota: 'Righe di un invio, a pagine, con la risposta di INPS; nessuna finché l’invio non è concluso.',
    domanda: PAGINA,
    risposta: [molti('riga', record('Riga'), 'Righe.'), ALTRA_PAGINA],
  },
  {
    nome: 'rilieviInvio',
    azione: 'consulta_invii',
    nota: 'Rilievi di un invio, a pagine, in ordine di documento.',
    domanda: PAGINA,
    risposta: [molti('rilievo', record('Rilievo'), 'Rilievi.'), ALTRA_PAGINA],
  },
  {
    nome: 'echo',
    azione: 'deposita',
    nota: 'Risponde ciò che riceve: prova indirizzo e autenticazione.',
    domanda: [uno('testo', testo(1000), 'Un testo qualsiasi.')],
    risposta: [uno('testo', testo(1000), 'Lo stesso testo.')],
  },
];

export function findOperazione(nome: string): Operazione | undefined {
  return OPERAZIONI.find((operazione) => operazione.nome === nome);
}
