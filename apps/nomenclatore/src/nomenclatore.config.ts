import { HTTP_SETTINGS } from '#libs/http';
import { BUS_SETTINGS } from '#libs/messaging';
import { OBSERVABILITY_SETTINGS } from '#libs/observability';
import { DATABASE_SETTINGS, databasePasswordOf } from '#libs/persistence';
import { ISSUER_SETTINGS } from '#libs/security';
import { setting } from '#libs/settings';

/** Every setting of the nomenclatore besides those of the libraries it uses. */
export const NOMENCLATORE_SETTINGS = {
  nazionale: setting.text('SNODO_PACCHETTO_NAZIONALE', {
    default: 'config/nazionale',
    description: 'Cartella dei fatti nazionali: comuni, stati, province, regioni, nomenclature.',
  }),
  regione: setting.text('SNODO_PACCHETTO_REGIONE', {
    default: 'config/regioni/marche',
    production: 'required',
    description: 'Cartella del pacchetto regionale: enti, ambiti, deleghe, client.',
  }),
  dimostrazione: setting.flag('SNODO_DIMOSTRAZIONE', {
    default: false,
    neverInProduction: true,
    description: 'Carica anche gli atti inventati e i client di sviluppo del pacchetto regionale. Mai in produzione.',
  }),
} as const;

/** Settings of the process in which the nomenclatore runs alone. */
export const PROCESS_SETTINGS = {
  ...OBSERVABILITY_SETTINGS,
  ...HTTP_SETTINGS,
  ...ISSUER_SETTINGS,
  ...BUS_SETTINGS,
  ...DATABASE_SETTINGS,
  ...NOMENCLATORE_SETTINGS,
  port: setting.integer('SNODO_NOMENCLATORE_PORT', { default: 3020, min: 0, max: 65_535, description: 'Porta HTTP.' }),
  databasePassword: databasePasswordOf('nomenclatore'),
} as const;
