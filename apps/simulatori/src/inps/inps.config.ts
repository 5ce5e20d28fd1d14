import { setting } from '#libs/settings';
import { GRAFIE } from './esito.js';

/** How INPS behaves in development and tests. */
export const INPS_SETTINGS = {
  enti: setting.list('SNODO_INPS_ENTI', {
    description: 'Belfiore codes of the enti that INPS polls from the start.',
    default: ['A271', 'E388', 'G479'],
  }),
  waasUrl: setting.url('SNODO_INPS_WAAS_URL', {
    description: 'Address below which enti serve their flussi to INPS; `/waas` of SNODO_PUBLIC_URL unless told.',
    optional: true,
  }),
  interval: setting.duration('SNODO_INPS_INTERVAL', {
    description: 'Time between two slots of INPS; 0s for slots only when the control API asks for one.',
    default: 30_000,
  }),
  limit: setting.integer('SNODO_INPS_LIMIT', {
    description: 'Flussi that INPS asks for in one page.',
    default: 100,
    min: 1,
    max: 100,
  }),
  attesaEsiti: setting.duration('SNODO_INPS_ESITI_DELAY', {
    description: 'Time from the acquisition of a flusso to the first attempt to give its esito.',
    default: 5000,
  }),
  percentoErroriGenerici: setting.integer('SNODO_INPS_GENERIC_ERRORS', {
    description: 'Share of flussi, in percent, that INPS answers with ERRORE_GENERICO.',
    default: 0,
    min: 0,
    max: 100,
  }),
  seme: setting.text('SNODO_INPS_SEED', {
    description: 'Decides which flussi those are: the same ones for the same text.',
    default: 'inps',
  }),
  grafia: setting.choice('SNODO_INPS_ESITI_SPELLING', GRAFIE, {
    description: 'How esiti name their flusso: as INPS’s OpenAPI document, or as the example of its specification.',
    default: 'id_flusso',
  }),
  schema: setting.text('SNODO_INPS_XSD', {
    description: 'INPS’s XSD of PS_PSA_SINA: if it and xmllint are there, libxml2 is asked about every document too.',
    optional: true,
  }),
  diario: setting.text('SNODO_INPS_JOURNAL', {
    description: 'File in which INPS remembers over a restart; in memory only if unset.',
    optional: true,
  }),
  client: setting.text('SNODO_INPS_CLIENT', {
    description: 'Development client by which INPS asks for its voucher.',
    default: 'demo-inps',
  }),
};
