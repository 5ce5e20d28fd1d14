import { HTTP_SETTINGS } from '#libs/http';
import { BUS_SETTINGS, MESSAGE_KEYS_SETTINGS } from '#libs/messaging';
import { OBSERVABILITY_SETTINGS } from '#libs/observability';
import { DATABASE_SETTINGS, databasePasswordOf } from '#libs/persistence';
import { FIRMA_SETTINGS, ISSUER_SETTINGS, keySetting, keysSetting } from '#libs/security';
import { type SettingsOf, setting } from '#libs/settings';
import { FONTI_SETTINGS } from './fonte-esterna/fonti.config.js';

const limite = (name: string, amount: number, description: string) =>
  setting.integer(name, {
    default: amount,
    min: 0,
    max: 1_000_000,
    description: `${description} (vale il maggiore fra numero e percento): oltre, è sospesa per intero.`,
  });
const percento = (name: string, amount: number, description: string) =>
  setting.integer(name, { default: amount, min: 0, max: 100, description: `${description}: vale il maggiore.` });

/** Every setting of the registry, besides the port and the address of the broker of its process. */
export const ANAGRAFE_REGIONALE_SETTINGS = {
  ...HTTP_SETTINGS,
  ...ISSUER_SETTINGS,
  ...DATABASE_SETTINGS,
  ...MESSAGE_KEYS_SETTINGS,
  ...FIRMA_SETTINGS,
  ...FONTI_SETTINGS,
  busPrefix: BUS_SETTINGS.busPrefix,
  databasePassword: databasePasswordOf('anagrafe-regionale'),
  poolSize: setting.integer('SNODO_ANAGRAFE_CONNESSIONI', {
    default: 8,
    min: 4,
    max: 15,
    description: 'Connessioni al database dell’anagrafe regionale.',
  }),
  giorniSilenzioOrigine: setting.integer('SNODO_GIORNI_SILENZIO_ORIGINE', {
    default: 90,
    min: 0,
    max: 3650,
    description:
      'Giorni di silenzio dopo i quali un comune non trattiene più chi un altro comune dichiara suo residente; 0: lo trattiene sempre.',
  }),
  ricercheVuote: setting.integer('SNODO_ANAGRAFE_RICERCHE_VUOTE', {
    default: 300,
    min: 1,
    max: 1_000_000,
    description: 'Ricerche di persone senza esito che un client, o un operatore, può fare in un’ora.',
  }),
  ricercheVuoteEnte: setting.integer('SNODO_ANAGRAFE_RICERCHE_VUOTE_ENTE', {
    default: 1000,
    min: 1,
    max: 1_000_000,
    description: 'Ricerche di persone senza esito che tutti i client di un ente possono fare in un’ora.',
  }),
  proveDiSeguito: setting.integer('SNODO_ANAGRAFE_PROVE_DI_SEGUITO', {
    default: 30,
    min: 1,
    max: 1_000_000,
    description:
      'Valori che un client può provare in un’ora lungo una stessa linea: le date di un cognome, i cognomi di una data, i codici che si seguono.',
  }),
  usciteMassime: limite(
    'SNODO_FORNITURA_USCITE',
    20,
    'Residenti noti che una fornitura può dichiarare deceduti o usciti',
  ),
  percentoUscite: percento('SNODO_FORNITURA_USCITE_PERCENTO', 5, 'Lo stesso limite, in centesimi dei residenti noti'),
  preteseMassime: limite(
    'SNODO_FORNITURA_PRETESE',
    20,
    'Persone che non gli risultano residenti che una fornitura può dichiarare del proprio comune',
  ),
  percentoPretese: percento('SNODO_FORNITURA_PRETESE_PERCENTO', 5, 'Lo stesso limite, in centesimi dei residenti noti'),
  assentiMassimi: limite(
    'SNODO_FORNITURA_ASSENTI',
    50,
    'Persone già dichiarate residenti che una fornitura completa può non nominare più',
  ),
  percentoAssenti: percento(
    'SNODO_FORNITURA_ASSENTI_PERCENTO',
    10,
    'Lo stesso limite, in centesimi delle persone già dichiarate',
  ),
  fornitureAlGiorno: setting.integer('SNODO_FORNITURE_AL_GIORNO', {
    default: 24,
    min: 1,
    max: 10_000,
    description: 'Forniture di uno stesso comune che in 24 ore si applicano senza conferma.',
  }),
  giorniFornitureFerme: setting.integer('SNODO_GIORNI_FORNITURE_FERME', {
    default: 30,
    min: 1,
    max: 365,
    description:
      'Giorni dopo i quali è rifiutata da sé una fornitura sospesa, o di cui non sono arrivate tutte le righe.',
  }),
  chiaviAnagrafe: keysSetting(
    'SNODO_CHIAVI_ANAGRAFE',
    'Chiavi dei codici e dei dati personali dell’anagrafe (AES-256, base64, separate da virgole; la prima cifra, tutte decifrano).',
  ),
  chiaveIndiceAnagrafe: keySetting(
    'SNODO_CHIAVE_INDICE_ANAGRAFE',
    'Chiave con cui l’anagrafe ritrova un codice (32 byte in base64): cambiarla rende nuove tutte le persone.',
  ),
  chiavePseudonimi: keySetting(
    'SNODO_CHIAVE_PSEUDONIMI',
    'Chiave degli pseudonimi dati al reporting (32 byte in base64): cambiarla fa contare due volte le stesse persone.',
  ),
  graziaPresaInCarico: setting.integer('SNODO_GRAZIA_PRESA_IN_CARICO', {
    default: 90,
    min: 0,
    max: 730,
    description: 'Giorni in cui una presa in carico chiusa mostra ancora la persona al suo ente.',
  }),
  giorniSportello: setting.integer('SNODO_GIORNI_SPORTELLO', {
    default: 730,
    min: 1,
    max: 3650,
    description:
      'Giorni per cui una prestazione, o una presa in carico chiusa, dice che un altro ente ha visto la persona.',
  }),
  giorniEsameUrgenze: setting.integer('SNODO_GIORNI_ESAME_URGENZE', {
    default: 15,
    min: 1,
    max: 90,
    description: 'Giorni entro cui un accesso urgente va esaminato: oltre, chi l’ha chiesto non ne apre altri.',
  }),
  urgenzeAlGiorno: setting.integer('SNODO_URGENZE_AL_GIORNO', {
    default: 5,
    min: 1,
    max: 100,
    description:
      'Accessi urgenti di uno stesso operatore in 24 ore, anche senza esito, con le protezioni di chi non vedeva.',
  }),
  pausaSigilloAccessi: setting.integer('SNODO_PAUSA_SIGILLO_ACCESSI', {
    default: 5,
    min: 1,
    max: 60,
    description:
      'Secondi fra un sigillo degli accessi alle persone e il successivo: la risposta a una ricerca non lo attende.',
  }),
  attoRiesameRegionale: setting.text('SNODO_ATTO_RIESAME_REGIONALE', {
    optional: true,
    description:
      'Atto (tipo, numero, data) con cui lo steward della Regione riesamina i possibili doppioni di tutti gli enti; senza, quelli degli enti che gli hanno dato una delega di stewardship.',
  }),
  durataRiesame: setting.duration('SNODO_DURATA_RIESAME', {
    default: 3_600_000,
    max: 8 * 3_600_000,
    description: 'Per quanto uno steward vede le persone che ha aperto per riesaminarle.',
  }),
  riesamiAllOra: setting.integer('SNODO_RIESAMI_ALL_ORA', {
    default: 60,
    min: 1,
    max: 10_000,
    description: 'Aperture che uno stesso steward può fare in un’ora, anche senza esito.',
  }),
  recordDaConfermare: setting.integer('SNODO_RIESAME_RECORD_DA_CONFERMARE', {
    default: 20,
    min: 0,
    max: 100_000,
    description: 'Record oltre i quali una separazione, o un annullamento, la decidono due persone diverse.',
  }),
  finestraVariazioni: setting.duration('SNODO_FINESTRA_VARIAZIONI', {
    default: 300_000,
    description:
      'Ogni quanto si dicono le variazioni delle persone a chi le segue: ciò che accade nel frattempo si dice insieme.',
  }),
  conservazioneNotifiche: setting.duration('SNODO_CONSERVAZIONE_NOTIFICHE', {
    default: 30 * 86_400_000,
    description: 'Per quanto si conservano le notifiche agli enti: un cursore più vecchio è rifiutato.',
  }),
  pazienzaWebhook: setting.duration('SNODO_PAZIENZA_WEBHOOK', {
    default: 3 * 86_400_000,
    description:
      'Per quanto si ritenta un webhook che non prende le notifiche: poi è sospeso, finché l’ente non lo registra di nuovo.',
  }),
  webhookLocali: setting.flag('SNODO_WEBHOOK_LOCALI', {
    default: false,
    neverInProduction: true,
    description: 'Ammette webhook su questa macchina, anche senza TLS: solo per sviluppo e prove.',
  }),
} as const;

/** Settings of the process in which the registry runs alone. */
export const PROCESS_SETTINGS = {
  ...OBSERVABILITY_SETTINGS,
  ...ANAGRAFE_REGIONALE_SETTINGS,
  amqpUrl: BUS_SETTINGS.amqpUrl,
  port: setting.integer('SNODO_ANAGRAFE_PORT', { default: 3011, min: 0, max: 65_535, description: 'Porta HTTP.' }),
} as const;

/** The settings as a value. */
export type AnagrafeRegionaleSettings = SettingsOf<typeof ANAGRAFE_REGIONALE_SETTINGS>;
