import type { Provider } from '@nestjs/common';
import { registroProviders } from '#libs/registro';
import type { IngestionSettings } from '../ingestion.config.js';
import { EsitiDaSigillare } from './esiti-da-sigillare.js';
import { LeggiSigillo } from './leggi-sigillo.js';
import { RicevuteDaSigillare } from './ricevute-da-sigillare.js';

/** The sealed register of ricevute and outcomes: an outcome that cannot be composed in time must not hold ricevute up. */
export function registroDelleRicevute({ pausaSigillo }: IngestionSettings): Provider[] {
  const di = { nome: 'ricevute', app: 'ingestion', metrica: 'snodo_ingestion', pausa: pausaSigillo * 1000 };
  return [...registroProviders(di, [RicevuteDaSigillare, EsitiDaSigillare]), LeggiSigillo];
}
