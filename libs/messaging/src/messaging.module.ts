import { Database } from '#libs/persistence';
import { type DynamicModule, type INestApplication, Module, type ModuleMetadata } from '@nestjs/common';
import type { NestMicroservice } from '@nestjs/microservices';
import { Bus, type BusOptions } from './bus.js';
import { MessagingStrategy } from './messaging-strategy.js';
import { modulesOf, narrowTo } from './modules-of-an-app.js';
import { Outbox } from './outbox.js';
import { OutcomeFilter } from './outcome-filter.js';
import { Parked } from './parked.js';
import { parkedController } from './parked.controller.js';

export interface MessagingOptions extends BusOptions {
  /** The app's `PersistenceModule`, as a const shared with the app's other modules. */
  readonly imports?: ModuleMetadata['imports'];
}

/**
 * Outbox, inbox, relay and workers of one app over the app's own Database. Not global: in `hub` every app has its own. Keep it in a
 * const and import that same const in every module of the app that publishes or consumes: it is how a consumer says whose it is.
 */
@Module({})
export class MessagingModule {
  static forApp(options: MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      imports: options.imports ?? [],
      controllers: [parkedController(options.app)],
      providers: [
        { provide: Bus, inject: [Database], useFactory: (database: Database) => new Bus(database, options) },
        { provide: MessagingStrategy, inject: [Bus], useFactory: (bus: Bus) => new MessagingStrategy(bus) },
        { provide: Outbox, inject: [Bus], useFactory: (bus: Bus) => bus.outbox },
        {
          provide: Parked,
          inject: [Database, Bus],
          useFactory: (database: Database, bus: Bus) => new Parked(database, bus),
        },
      ],
      exports: [Outbox, Bus, Parked],
    };
  }
}

/**
 * Binds every `@Consumes` method to the bus of its app and starts relays and workers. Call once per Nest application, after it is
 * created; `app.close()` drains. Guards, pipes, interceptors and filters set globally for HTTP do not apply to messages; those on
 * the methods and controllers do.
 */
export async function startMessaging(app: INestApplication): Promise<void> {
  for (const { strategy, modules } of modulesOf(app, MessagingModule, MessagingStrategy)) {
    const microservice = app.connectMicroservice({ strategy }, { deferInitialization: true }) as NestMicroservice;
    microservice.useGlobalFilters(new OutcomeFilter());
    // The application runs its own life-cycle hooks; a microservice is only a door to it.
    microservice.setIsInitHookCalled(true);
    narrowTo(microservice, modules);
  }
  await app.startAllMicroservices();
}
