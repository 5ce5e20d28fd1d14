import { HTTP_SETTINGS } from '#libs/http';
import { BUS_SETTINGS, MESSAGE_KEYS_SETTINGS } from '#libs/messaging';
import { OBSERVABILITY_SETTINGS } from '#libs/observability';
import { DATABASE_SETTINGS, databasePasswordOf } from '#libs/persistence';
import { FIRMA_SETTINGS, ISSUER_SETTINGS, keySetting, keysSetting } from '#libs/security';
import { type SettingsOf, setting } from '#libs/settings';

const AES_KEYS = 'AES-256, base64, separate da virgole; la prima cifra, tutte decifrano';

/** Every setting of ingestion, besides the port and the address of the broker of its process. */
export const INGESTION_SETTINGS = {
  ...HTTP_SETTINGS,
  ...ISSUER_SETTINGS,
  ...DATABASE_SETTINGS,
  ...MESSAGE_KEYS_SETTINGS,
  ...FIRMA_SETTINGS,
  busPrefix: BUS_SETTINGS.busPrefix,
  databasePassword: databasePasswordOf('ingestion'),
  poolSize: setting.integer('SNODO_INGESTION_CONNESSIONI', {
    default: 12,
    min: 4,
    max: 15,
    description: 'Connessioni al database.',
  }),
  limiteInvio: setting.bytes('SNODO_LIMITE_INVIO', {
    default: 2 * 1024 ** 3,
    description: 'Dimensione massima di un invio.',
  }),
  limiteTransito: setting.bytes('SNODO_LIMITE_TRANSITO', {
    default: 50 * 1024 ** 2,
    description: 'Dimensione massima di un documento da cui si tolgono i codici fiscali prima di conservarlo (SINBA).',
  }),
  cartellaTransito: setting.text('SNODO_CARTELLA_TRANSITO', {
    default: '/tmp',
    description: 'Cartella in cui aspettano, cifrati e senza nome, i documenti da cui si tolgono i codici fiscali.',
  }),
  limiteVerifica: setting.bytes('SNODO_LIMITE_VERIFICA', {
    default: 100 * 1024 ** 2,
    description: 'Dimensione massima di un documento da verificare senza depositarlo.',
  }),
  limiteSoap: setting.bytes('SNODO_LIMITE_SOAP', {
    default: 32 * 1024 ** 2,
    description: 'Dimensione massima di un messaggio SOAP, con il documento in base64 dentro.',
  }),
  certificatiSoap: setting.text('SNODO_SOAP_CERTIFICATI', {
    optional: true,
    description:
      'Cartella dei certificati con cui i client firmano i messaggi SOAP: pdnd/<client>.pem e client_credentials/<client>.pem. Se manca, solo token.',
  }),
  corpoFirmato: setting.flag('SNODO_SOAP_CORPO_FIRMATO', {
    default: true,
    description: 'Se un deposito SOAP firmato deve avere firmato anche il Body (INTEGRITY_SOAP_01).',
  }),
  cartelle: setting.text('SNODO_CARTELLE', {
    optional: true,
    description:
      'Radice delle cartelle sorvegliate, <codice ente>/<TRACCIATO>/da-consegnare; se manca, non se ne sorveglia nessuna. Chi scrive nella cartella di un ente deposita per lui: lo garantisce il server SFTP.',
  }),
  quieteCartelle: setting.duration('SNODO_CARTELLE_QUIETE', {
    default: 30_000,
    description: 'Tempo per cui dimensione e data di un file non devono cambiare perché lo si prenda.',
  }),
  intervalloCartelle: setting.duration('SNODO_CARTELLE_INTERVALLO', {
    default: 10_000,
    description: 'Ogni quanto si guarda nelle cartelle sorvegliate.',
  }),
  conservazioneCartelle: setting.duration('SNODO_CARTELLE_CONSERVAZIONE', {
    default: 30 * 86_400_000,
    description: 'Tempo per cui ricevute, esiti, file consegnati e respinti restano nelle cartelle sorvegliate.',
  }),
  verificheInsieme: setting.integer('SNODO_VERIFICHE_INSIEME', {
    default: 4,
    min: 1,
    max: 64,
    description: 'Documenti che un processo verifica insieme senza depositarli; oltre, risponde 503 con Retry-After.',
  }),
  spazioMinimo: setting.bytes('SNODO_SPAZIO_MINIMO', {
    default: 1024 ** 3,
    description: 'Spazio libero su disco sotto il quale non si ricevono invii (503).',
  }),
  cartellaDati: setting.text('SNODO_CARTELLA_DATI', {
    default: '.',
    description: 'Una cartella del disco su cui sta il database: se ne misura lo spazio libero.',
  }),
  tracciatiAttivi: setting.list('SNODO_TRACCIATI_ATTIVI', {
    default: ['PS_PSA_SINA', 'SINBA', 'ANAGRAFE'],
    description: 'Codici dei tracciati di cui si ricevono depositi: quelli di cui esistono tutti i consumatori.',
  }),
  inviiGrandiInsieme: setting.integer('SNODO_VALIDAZIONI_GRANDI', {
    default: 2,
    min: 0,
    max: 16,
    description: 'Invii grandi (oltre 256 KiB) che un processo valida insieme; 0 se deve solo ricevere.',
  }),
  inviiPiccoliInsieme: setting.integer('SNODO_VALIDAZIONI_PICCOLE', {
    default: 4,
    min: 0,
    max: 64,
    description: 'Invii piccoli che un processo valida insieme: posti che i grandi non occupano mai.',
  }),
  lease: setting.duration('SNODO_LEASE_VALIDAZIONE', {
    default: 30_000,
    description: 'Tempo dopo il quale il lavoro di un processo che tace passa a un altro.',
  }),
  attesaCaricamento: setting.duration('SNODO_ATTESA_CARICAMENTO', {
    default: 600_000,
    description: 'Tempo dopo il quale si eliminano i blocchi di un caricamento che tace.',
  }),
  ascoltiInsieme: setting.integer('SNODO_ASCOLTI', {
    default: 500,
    min: 1,
    max: 10_000,
    description: 'Client che in un processo ascoltano insieme l’avanzamento di invii; oltre, 503 con Retry-After.',
  }),
  ascoltiPerEnte: setting.integer('SNODO_ASCOLTI_PER_ENTE', {
    default: 20,
    min: 1,
    max: 10_000,
    description: 'Di questi, quanti di un solo ente; oltre, 429 con Retry-After.',
  }),
  battitoEventi: setting.duration('SNODO_BATTITO_EVENTI', {
    default: 15_000,
    description:
      'Silenzio dopo il quale a chi ascolta si manda un commento, perché nessun proxy chiuda la connessione.',
  }),
  giorniSilenzio: setting.integer('SNODO_GIORNI_SILENZIO', {
    default: 14,
    min: 1,
    max: 3650,
    description:
      'Giorni senza risposta di INPS, da quando ha ritirato un messaggio, dopo i quali una riga è segnata silente.',
  }),
  termineProvvisorie: setting.integer('SNODO_TERMINE_PROVVISORIE', {
    default: 30,
    min: 1,
    max: 366,
    description: 'Giorni entro cui si completa una riga provvisoria, da quando è ricevuta; oltre, è segnata scaduta.',
  }),
  riletturaAttese: setting.duration('SNODO_RILETTURA_ATTESE', {
    default: 600_000,
    description:
      'Ogni quanto si rileggono tutte le righe in attesa di codifica, oltre che a ogni variazione dei registri.',
  }),
  pausaSigillo: setting.integer('SNODO_PAUSA_SIGILLO', {
    default: 1,
    min: 1,
    max: 30,
    description:
      'Secondi fra un sigillo del registro e il successivo; la ricevuta vi entra entro 60 secondi dal deposito.',
  }),
  conservazioneCustodia: setting.duration('SNODO_CONSERVAZIONE_CUSTODIA', {
    default: 730 * 86_400_000,
    description:
      'Tempo per cui si conservano i documenti ricevuti; righe, rilievi e ricevute restano. Lo decidono i titolari.',
  }),
  chiaviIngestion: keysSetting(
    'SNODO_CHIAVI_INGESTION',
    `Chiavi di custodia, lotti e valori dei rilievi (${AES_KEYS}).`,
  ),
  chiaveRecord: keySetting(
    'SNODO_CHIAVE_RECORD',
    'Chiave dell’identità dei record e degli pseudonimi dei minori (32 byte in base64): cambiarla rende nuovi tutti i record e altri tutti gli pseudonimi.',
  ),
} as const;

/** Settings of the process in which ingestion runs alone. */
export const PROCESS_SETTINGS = {
  ...OBSERVABILITY_SETTINGS,
  ...INGESTION_SETTINGS,
  amqpUrl: BUS_SETTINGS.amqpUrl,
  port: setting.integer('SNODO_INGESTION_PORT', { default: 3010, min: 0, max: 65_535, description: 'Porta HTTP.' }),
} as const;

/** The settings as a value, and the token under which they are injected. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the class is only the token: its value is a read schema
export abstract class IngestionSettings {}
export interface IngestionSettings extends SettingsOf<typeof INGESTION_SETTINGS> {}
