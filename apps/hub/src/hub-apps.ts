import {
  ANAGRAFE_REGIONALE_APIS,
  ANAGRAFE_REGIONALE_ERRORS,
  ANAGRAFE_REGIONALE_MIGRATIONS,
} from '#apps/anagrafe-regionale';
import { INGESTION_APIS, INGESTION_ERRORS, INGESTION_MIGRATIONS } from '#apps/ingestion';
import { INPS_GATEWAY_APIS, INPS_GATEWAY_ERRORS, INPS_GATEWAY_MIGRATIONS } from '#apps/inps-gateway';
import { NOMENCLATORE_APIS, NOMENCLATORE_ERRORS, NOMENCLATORE_MIGRATIONS } from '#apps/nomenclatore';
import { REPORTING_APIS, REPORTING_ERRORS, REPORTING_MIGRATIONS } from '#apps/reporting';

/** What the hub holds of each app besides its module: its schema, its public interface, its errors. In the order of the data's path. */
export const HUB_APPS = [
  {
    app: 'nomenclatore',
    title: 'Nomenclatore',
    migrations: NOMENCLATORE_MIGRATIONS,
    apis: NOMENCLATORE_APIS,
    errors: NOMENCLATORE_ERRORS,
  },
  {
    app: 'ingestion',
    title: 'Invii ed esiti',
    migrations: INGESTION_MIGRATIONS,
    apis: INGESTION_APIS,
    errors: INGESTION_ERRORS,
  },
  {
    app: 'anagrafe-regionale',
    title: 'Anagrafe regionale',
    migrations: ANAGRAFE_REGIONALE_MIGRATIONS,
    apis: ANAGRAFE_REGIONALE_APIS,
    errors: ANAGRAFE_REGIONALE_ERRORS,
  },
  {
    app: 'inps-gateway',
    title: 'INPS',
    migrations: INPS_GATEWAY_MIGRATIONS,
    apis: INPS_GATEWAY_APIS,
    errors: INPS_GATEWAY_ERRORS,
  },
  {
    app: 'reporting',
    title: 'Reporting',
    migrations: REPORTING_MIGRATIONS,
    apis: REPORTING_APIS,
    errors: REPORTING_ERRORS,
  },
] as const;
