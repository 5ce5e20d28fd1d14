import type { Provider } from '@nestjs/common';
import { registroProviders } from '#libs/registro';
import type { AnagrafeRegionaleSettings } from '../anagrafe-regionale.config.js';
import { AccessiDaSigillare } from './accessi-da-sigillare.js';
import { LeggiAccessiSigillati } from './leggi-accessi-sigillati.js';
import { ScadenzeDaSigillare } from './scadenze-da-sigillare.js';

/** The sealed register of accesses. A term is sealed before the accesses: it is a row a year. */
export function registroDegliAccessiProviders({ pausaSigilloAccessi }: AnagrafeRegionaleSettings): Provider[] {
  const di = {
    nome: 'accessi',
    app: 'anagrafe-regionale',
    metrica: 'snodo_anagrafe',
    pausa: pausaSigilloAccessi * 1000,
  };
  return [...registroProviders(di, [ScadenzeDaSigillare, AccessiDaSigillare]), LeggiAccessiSigillati];
}
