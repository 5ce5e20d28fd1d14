import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { Logger } from '#libs/observability';
import type { SimulatoriSettings } from '../simulatori.config.js';
import { Inps } from './inps.js';
import { InpsController } from './inps.controller.js';
import { SlotInps } from './slot-inps.js';
import { VoucherPdnd } from './voucher.js';

/** INPS as it behaves: asks the enti for their flussi, judges them, gives back esiti, and can be told to misbehave. */
@Module({})
export class InpsModule {
  static forDevelopment(settings: SimulatoriSettings): DynamicModule {
    const { client, publicUrl, waasUrl = `${publicUrl}/waas`, interval, folder, ...rules } = settings;
    const logger = new Logger({ app: 'simulatori' }).child({ context: 'Inps' });
    const voucher = new VoucherPdnd(join(folder, 'clients', `${client}.json`));
    return {
      module: InpsModule,
      controllers: [InpsController],
      providers: [
        { provide: Inps, useFactory: () => Inps.start({ ...rules, waasUrl, voucher, logger }) },
        { provide: SlotInps, useFactory: (inps: Inps) => new SlotInps(inps, interval, logger), inject: [Inps] },
      ],
    };
  }
}
