import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Health, HealthModule } from '#libs/observability';

import { Clock, SystemClock } from './clock.js';
import { Database } from './database.js';
import { type DatabaseOptions, openDatabase } from './open-database.js';

/**
 * `Database` and `Clock` for one app. Not global: in `hub` every app has its own. Keep the module in a const and hand that same const to
 * the libraries' modules that need the app's database (Nest tells dynamic modules apart by reference).
 */
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    health: Health,
  ) {
    health.add(`${database.app}.database`, () => database.ping());
  }

  static forApp(options: DatabaseOptions): DynamicModule {
    return {
      module: PersistenceModule,
      imports: [HealthModule],
      providers: [
        { provide: Database, useFactory: () => openDatabase(options) },
        { provide: Clock, useClass: SystemClock },
      ],
      exports: [Database, Clock],
    };
  }

  /** Last of all hooks: what uses the database stops in earlier ones. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
