import { type ApiDescription, statusController } from '#libs/http';
import { FlussiController } from './flusso/flussi.controller.js';
import { ModalitaController } from './modalita/modalita.controller.js';
import { RiepilogoController } from './riepilogo/riepilogo.controller.js';

const INPS = { domain: 'inps', version: '1.0.0' } as const;

/** What enti and the region see of the way to INPS. INPS's own interface, `/waas`, is described by INPS's document, not here. */
const API_INPS: ApiDescription = {
  ...INPS,
  title: 'Snodo: INPS',
  summary: 'Flussi pubblicati per INPS, loro esiti e modalità di trasmissione',
  description:
    'Dice a un ente che cosa Snodo ha pubblicato per INPS in suo nome, che cosa INPS ha ritirato e come ha risposto. ' +
    'L’ente sceglie qui se trasmettere a INPS con Snodo o con il proprio canale: finché non sceglie, Snodo non pubblica nulla.',
  controllers: [ModalitaController, FlussiController, RiepilogoController, statusController(INPS)],
};

export const INPS_GATEWAY_APIS: readonly ApiDescription[] = [API_INPS];
