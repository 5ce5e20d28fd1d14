import { type DynamicModule, Module } from '@nestjs/common';
import { Anpr } from './anpr/anpr.js';
import { AnprController } from './anpr/anpr.controller.js';
import { Emittente } from './emittente/emittente.js';
import { EmittenteController } from './emittente/emittente.controller.js';
import { InpsModule } from './inps/inps.module.js';
import { ControlloModi } from './modi/controllo-modi.js';
import { AnagrafeSanitaria } from './sanitaria/anagrafe-sanitaria.js';
import { SanitariaController } from './sanitaria/sanitaria.controller.js';
import type { SimulatoriSettings } from './simulatori.config.js';

/** What stands in for the outside world in development and tests: PDND's authorization server, INPS, and the registries that the hub asks. */
@Module({})
export class SimulatoriModule {
  /** @param settings read by `startSimulatori`, which refuses production */
  static forDevelopment(settings: SimulatoriSettings): DynamicModule {
    return {
      module: SimulatoriModule,
      imports: [InpsModule.forDevelopment(settings)],
      controllers: [EmittenteController, AnprController, SanitariaController],
      providers: [
        { provide: Emittente, useFactory: () => Emittente.open(settings) },
        {
          provide: ControlloModi,
          inject: [Emittente],
          useFactory: (emittente: Emittente) => new ControlloModi(emittente, settings.issuer, settings.url),
        },
        Anpr,
        AnagrafeSanitaria,
      ],
    };
  }
}
