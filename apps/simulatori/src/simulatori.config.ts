import { HTTP_SETTINGS } from '#libs/http';
import { CLIENT_KEY_SETTINGS, ISSUER_SETTINGS } from '#libs/security';
import { type SettingsOf, setting } from '#libs/settings';
import { INPS_SETTINGS } from './inps/inps.config.js';

/** Settings of the simulators. Issuer and audience are those that the hub trusts: they are read from the same variables. */
export const SIMULATORI_SETTINGS = {
  ...HTTP_SETTINGS,
  ...INPS_SETTINGS,
  ...CLIENT_KEY_SETTINGS,
  issuer: ISSUER_SETTINGS.pdndIssuer,
  audience: ISSUER_SETTINGS.audience,
  producerId: ISSUER_SETTINGS.pdndProducerId,
  port: setting.integer('SNODO_SIMULATORI_PORT', {
    description: 'Port of the simulators; 0 for any free one.',
    default: 3001,
    min: 0,
    max: 65_535,
  }),
  url: setting.url('SNODO_SIMULATORI_URL', {
    description: 'Address at which clients reach the simulators; written in the files of the development clients.',
    default: 'http://127.0.0.1:3001',
  }),
  folder: setting.text('SNODO_SIMULATORI_FOLDER', {
    description: 'Folder of the generated development keys; never to be committed.',
    default: '.snodo/simulatori',
  }),
  regions: setting.text('SNODO_SIMULATORI_REGIONS', {
    description: 'Folder of the region packs; `<region>/dimostrazione/client.csv` names the development clients.',
    default: 'config/regioni',
  }),
  voucherLife: setting.duration('SNODO_SIMULATORI_VOUCHER_LIFE', {
    description: 'How long a voucher lasts.',
    default: 600_000,
  }),
};

export type SimulatoriSettings = SettingsOf<typeof SIMULATORI_SETTINGS>;
