import { type DynamicModule, Module } from '@nestjs/common';
import type { AppName } from '#libs/contracts';
import { Riferimenti } from './riferimenti.js';

/** The local copy of one app: tables in its schema, consumers of the nomenclatore's messages, snapshot, readiness. */
@Module({})
export class RiferimentiModule {
  static forApp(app: AppName): DynamicModule {
    void app;
    return { module: RiferimentiModule, global: true, providers: [Riferimenti], exports: [Riferimenti] };
  }
}
