import { MESSAGING_MIGRATIONS } from '#libs/messaging';
import type { MigrationClass } from '#libs/persistence';
import { associazioniMigration } from './associazioni.js';
import { codiciInAttesaMigration } from './codici-in-attesa.js';
import { fontiMigration } from './fonti.js';
import { identitaClientMigration } from './identita-client.js';
import { registriMigration } from './registri.js';
import { registroMigration } from './registro.js';
import { scrittureMigration } from './scritture.js';
import { variazioniTerritorioMigration } from './variazioni-territorio.js';
import { versioniMigration } from './versioni.js';

/** Every step of the schema `nomenclatore`, in order. */
export const NOMENCLATORE_MIGRATIONS: readonly MigrationClass[] = [
  ...MESSAGING_MIGRATIONS,
  registroMigration,
  versioniMigration,
  associazioniMigration,
  registriMigration,
  codiciInAttesaMigration,
  fontiMigration,
  variazioniTerritorioMigration,
  identitaClientMigration,
  scrittureMigration,
];
