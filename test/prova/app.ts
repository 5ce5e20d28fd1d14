import { INGESTION_MIGRATIONS } from '#apps/ingestion';
import { NOMENCLATORE_MIGRATIONS } from '#apps/nomenclatore';

/** Every app that has a database, with its migrations, in the order in which a release applies them. */
export const MIGRAZIONI = [
  { app: 'nomenclatore', migrations: NOMENCLATORE_MIGRATIONS },
  { app: 'ingestion', migrations: INGESTION_MIGRATIONS },
] as const;
