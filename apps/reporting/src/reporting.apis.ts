import { type ApiDescription, statusController } from '#libs/http';
import { ConsegneController } from './consegne/consegne.controller.js';
import { TabelleController } from './tabelle/tabelle.controller.js';

const API = { domain: 'reporting', version: '1.0.0' } as const;

const tabelle: ApiDescription = {
  ...API,
  title: 'Snodo: reporting',
  summary: 'Tabelle di aggregati e andamento delle consegne',
  description:
    'Aggregati sui servizi sociali che non possono identificare nessuno, e conteggi di ciò che ogni ente ha consegnato. Le tabelle ' +
    'sono pubblicate a revisioni: ciascuna dice a quale istante si riferisce, con quale soglia è stata protetta e come si leggono i suoi ' +
    'valori. Una cella riservata non è uno zero, e uno zero non è un dato non pervenuto.',
  controllers: [TabelleController, ConsegneController, statusController(API)],
};

/** What reporting offers to the outside. */
export const REPORTING_APIS: readonly ApiDescription[] = [tabelle];
