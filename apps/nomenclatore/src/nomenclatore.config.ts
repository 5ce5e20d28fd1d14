import { type SettingsOf, setting } from '#libs/settings';

/** Every setting of the nomenclatore besides those of the libraries it uses. */
export const NOMENCLATORE_SETTINGS = {
  nazionale: setting.text('SNODO_PACCHETTO_NAZIONALE', {
    default: 'config/nazionale',
    description: 'Folder of the national facts: comuni, states, provinces, regions, code systems.',
  }),
  regione: setting.text('SNODO_PACCHETTO_REGIONE', {
    default: 'config/regioni/marche',
    production: 'required',
    description: 'Folder of the region pack: enti, ambiti, deleghe, clients.',
  }),
  dimostrazione: setting.flag('SNODO_DIMOSTRAZIONE', {
    default: false,
    description: 'Also loads the invented acts and development clients of the region pack. Refused in production.',
  }),
} as const;

export type NomenclatoreSettings = SettingsOf<typeof NOMENCLATORE_SETTINGS>;
