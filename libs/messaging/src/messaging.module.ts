import { Database } from '#libs/persistence';
import { type DynamicModule, type INestApplication, Module } from '@nestjs/common';
import type { NestMicroservice } from '@nestjs/microservices';
import { Bus, type BusOptions } from './bus.js';
import { MessagingStrategy } from './messaging-strategy.js';
import { Outbox } from './outbox.js';
import { OutcomeFilter } from './outcome-filter.js';
import { Parked } from './parked.js';
import { parkedController } from './parked.controller.js';

/**
 * Outbox, inbox, relay and workers of one app, over the app's own Database (from `PersistenceModule`). One Nest application per
 * app, in `hub` too: five applications share the process, not the container.
 */
@Module({})
export class MessagingModule {
  static forApp(options: BusOptions): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      controllers: [parkedController(options.app)],
      providers: [
        { provide: Bus, inject: [Database], useFactory: (database: Database) => new Bus(database, options) },
        { provide: MessagingStrategy, inject: [Bus], useFactory: (bus: Bus) => new MessagingStrategy(bus) },
        { provide: Outbox, inject: [Bus], useFactory: (bus: Bus) => bus.outbox },
        { provide: Parked, inject: [Database, Bus], useFactory: (database: Database, bus: Bus) => new Parked(database, bus) },
      ],
      exports: [Outbox, Bus, Parked],
    };
  }
}

/**
 * Binds every `@Consumes` method of a Nest application and starts relay and workers. Call once, after the application is created and
 * before or after it listens; `app.close()` drains. Global guards, pipes and filters of the HTTP side do not apply to messages.
 */
export async function startMessaging(app: INestApplication): Promise<void> {
  const strategy = app.get(MessagingStrategy, { strict: false });
  const microservice = app.connectMicroservice({ strategy }, { deferInitialization: true }) as NestMicroservice;
  microservice.useGlobalFilters(new OutcomeFilter());
  // The application runs its own life-cycle hooks; this microservice is only a door to it.
  microservice.setIsInitHookCalled(true);
  await app.startAllMicroservices();
}
