import type { Provider, Type } from '@nestjs/common';
import { CompitiRegistro } from './compiti-registro.js';
import { LeggiFoglie } from './leggi-foglie.js';
import { LeggiProve } from './leggi-prove.js';
import { LeggiTeste } from './leggi-teste.js';
import { MetricheRegistro } from './metriche-registro.js';
import { Registro } from './registro.js';
import { RegistroWorker } from './registro.worker.js';
import { SigillaRegistro } from './sigilla-registro.js';
import { VerificaRegistro } from './verifica-registro.js';
import type { FonteVoci } from './voce.js';

/**
 * A sealed register: written at a pace, checked by the clock, proved to who asks.
 * @param fonti providers of where its entries come from, in the order of sealing
 */
export function registroProviders(di: Omit<Registro, 'fonti'>, fonti: readonly Type<FonteVoci>[]): Provider[] {
  return [
    ...fonti,
    { provide: Registro, inject: [...fonti], useFactory: (...each: FonteVoci[]): Registro => ({ ...di, fonti: each }) },
    { provide: MetricheRegistro, useValue: new MetricheRegistro(di.metrica) },
    RegistroWorker,
    CompitiRegistro,
    SigillaRegistro,
    VerificaRegistro,
    LeggiProve,
    LeggiTeste,
    LeggiFoglie,
  ];
}
