import type { Provider } from '@nestjs/common';
import { BlindIndex, FirmaRicevute, KeyRing } from '#libs/security';
import type { IngestionSettings } from './ingestion.config.js';
import { PseudonimiMinori } from './transito/pseudonimi-minori.js';
import { IdentitaRecord } from './record/identita-record.js';

/** What is made of the secrets of ingestion; no other app of the process can be given any of it. */
export function keyProviders({ chiaviIngestion, chiaviRicevute, chiaveRecord }: IngestionSettings): Provider[] {
  return [
    { provide: KeyRing, useFactory: () => KeyRing.fromSetting(chiaviIngestion) },
    { provide: FirmaRicevute, useFactory: () => FirmaRicevute.fromSetting(chiaviRicevute) },
    { provide: PseudonimiMinori, useFactory: () => new PseudonimiMinori(BlindIndex.fromSetting(chiaveRecord)) },
    { provide: IdentitaRecord, useFactory: () => new IdentitaRecord(BlindIndex.fromSetting(chiaveRecord)) },
  ];
}
