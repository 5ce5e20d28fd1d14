import { HTTP_SETTINGS } from '#libs/http';
import { type SettingsOf, setting } from '#libs/settings';

/** Every setting of ingestion besides those of the libraries it uses. */
export const INGESTION_SETTINGS = {
  publicUrl: HTTP_SETTINGS.publicUrl,
  limiteInvio: setting.bytes('SNODO_LIMITE_INVIO', {
    default: 2 * 1024 ** 3,
    description: 'Dimensione massima di un invio.',
  }),
  limiteVerifica: setting.bytes('SNODO_LIMITE_VERIFICA', {
    default: 100 * 1024 ** 2,
    description: 'Dimensione massima di un documento da verificare senza depositarlo.',
  }),
  spazioMinimo: setting.bytes('SNODO_SPAZIO_MINIMO', {
    default: 1024 ** 3,
    description: 'Spazio libero su disco sotto il quale non si ricevono invii (503).',
  }),
  cartellaDati: setting.text('SNODO_CARTELLA_DATI', {
    default: '.',
    description: 'Cartella sul disco del database, di cui si misura lo spazio libero.',
  }),
  tracciatiAttivi: setting.list('SNODO_TRACCIATI_ATTIVI', {
    default: ['PS_PSA_SINA'],
    description: 'Codici dei tracciati di cui si ricevono depositi: tutti i consumatori del loro messaggio esistono.',
  }),
  corsiaGrandi: setting.integer('SNODO_VALIDAZIONI_GRANDI', {
    default: 2,
    min: 1,
    max: 16,
    description: 'Invii grandi (oltre 256 KiB) validati insieme da un processo.',
  }),
  corsiaPiccoli: setting.integer('SNODO_VALIDAZIONI_PICCOLE', {
    default: 6,
    min: 1,
    max: 64,
    description: 'Invii piccoli validati insieme da un processo: posti che i grandi non occupano mai.',
  }),
  lease: setting.duration('SNODO_LEASE_VALIDAZIONE', {
    default: 30_000,
    description: 'Tempo dopo il quale il lavoro di un processo che tace passa a un altro.',
  }),
  attesaCaricamento: setting.duration('SNODO_ATTESA_CARICAMENTO', {
    default: 600_000,
    description: 'Tempo dopo il quale i blocchi di un caricamento che tace vengono eliminati.',
  }),
  chiaveCustodia: setting.secret('SNODO_CHIAVI_INGESTION', {
    description: 'Chiavi AES-256 di custodia, lotti e valori dei rilievi (base64, separate da virgole; la prima cifra).',
    minBytes: 32,
  }),
  chiaveRecord: setting.secret('SNODO_CHIAVE_RECORD', {
    description: 'Chiave (base64, 32 byte) dell’identità dei record: cambiarla rende nuovi tutti i record.',
    minBytes: 32,
  }),
  chiaveRicevute: setting.secret('SNODO_CHIAVI_RICEVUTE', {
    description: 'Semi Ed25519 con cui si firmano le ricevute (base64, separati da virgole; il primo firma).',
    minBytes: 32,
  }),
} as const;

export abstract class IngestionSettings {}
export interface IngestionSettings extends SettingsOf<typeof INGESTION_SETTINGS> {}
