import { MESSAGING_MIGRATIONS } from '#libs/messaging';
import type { MigrationClass } from '#libs/persistence';
import { registroMigration } from './registro.js';

/** Every step of the schema `nomenclatore`, in order. */
export const NOMENCLATORE_MIGRATIONS: readonly MigrationClass[] = [...MESSAGING_MIGRATIONS, registroMigration];
