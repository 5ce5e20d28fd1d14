import { type DynamicModule, Module } from '@nestjs/common';
import { CallerDirectory } from '#libs/security';
import { RegistroClient } from './registro-client.js';

/** The guard asks this registry who calls. */
@Module({})
export class ChiamantiModule {
  static forApp(persistence: DynamicModule): DynamicModule {
    return {
      module: ChiamantiModule,
      imports: [persistence],
      providers: [{ provide: CallerDirectory, useClass: RegistroClient }],
      exports: [CallerDirectory],
    };
  }
}
