import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import type { AppName } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Health } from '#libs/observability';
import { Clock, Database } from '#libs/persistence';
import { CallerDirectory } from '#libs/security';
import { CopiaConsumer } from './copia.consumer.js';
import { CopiaLocale } from './copia-locale.js';
import { RegistroChiamanti } from './registro-chiamanti.js';
import { RichiestaCopia } from './richiesta-copia.js';
import { Riferimenti } from './riferimenti.js';
import { SorveglianzaCopia } from './sorveglianza-copia.js';
import { VistaAggiornata } from './vista-aggiornata.js';

/** The local copy of one app: consumers of the nomenclatore's messages, snapshot, readiness, callers by registry. */
@Module({})
export class RiferimentiModule {
  constructor(riferimenti: Riferimenti, database: Database, health: Health) {
    health.add(`${database.app}.riferimenti`, () => {
      if (!riferimenti.ready) throw new Error('the reference copy is not complete yet');
    });
  }

  /**
   * Not global: in `hub` every app has its own copy. Keep the module in a const and import it wherever the app needs `Riferimenti`
   * or `CallerDirectory` (`SecurityModule.forApp({ imports: [riferimenti] })`).
   * @param imports the same PersistenceModule and MessagingModule consts as the rest of the app
   */
  static forApp(app: AppName, imports: NonNullable<ModuleMetadata['imports']>): DynamicModule {
    return {
      module: RiferimentiModule,
      imports,
      controllers: [CopiaConsumer],
      providers: [
        Riferimenti,
        { provide: CopiaLocale, useFactory: (database: Database) => new CopiaLocale(database), inject: [Database] },
        {
          provide: VistaAggiornata,
          useFactory: (copia: CopiaLocale, riferimenti: Riferimenti) => new VistaAggiornata(copia, riferimenti),
          inject: [CopiaLocale, Riferimenti],
        },
        {
          provide: RichiestaCopia,
          useFactory: (database: Database, outbox: Outbox, copia: CopiaLocale, clock: Clock) =>
            new RichiestaCopia(app, database, outbox, copia, clock),
          inject: [Database, Outbox, CopiaLocale, Clock],
        },
        {
          provide: SorveglianzaCopia,
          useFactory: (vista: VistaAggiornata, richiesta: RichiestaCopia, riferimenti: Riferimenti) =>
            new SorveglianzaCopia(vista, richiesta, riferimenti),
          inject: [VistaAggiornata, RichiestaCopia, Riferimenti],
        },
        {
          provide: CallerDirectory,
          useFactory: (riferimenti: Riferimenti, clock: Clock) => new RegistroChiamanti(riferimenti, clock),
          inject: [Riferimenti, Clock],
        },
      ],
      exports: [Riferimenti, CallerDirectory],
    };
  }
}
