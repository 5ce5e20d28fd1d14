import { type DynamicModule, Module } from '@nestjs/common';
import { Emittente } from './emittente/emittente.js';
import { EmittenteController } from './emittente/emittente.controller.js';
import { InpsModule } from './inps/inps.module.js';
import type { SimulatoriSettings } from './simulatori.config.js';

/** What stands in for the outside world in development and tests: PDND's authorization server and INPS. */
@Module({})
export class SimulatoriModule {
  /** @param settings read by `startSimulatori`, which refuses production */
  static forDevelopment(settings: SimulatoriSettings): DynamicModule {
    return {
      module: SimulatoriModule,
      imports: [InpsModule.forDevelopment(settings)],
      controllers: [EmittenteController],
      providers: [{ provide: Emittente, useFactory: () => Emittente.open(settings) }],
    };
  }
}
