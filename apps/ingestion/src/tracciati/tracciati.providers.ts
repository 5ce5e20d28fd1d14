import type { Provider } from '@nestjs/common';
import { ContentTag } from '#libs/http';
import { TracciatiPubblicati } from './tracciati-pubblicati.js';

export const TRACCIATI_PROVIDERS: Provider[] = [
  TracciatiPubblicati,
  { provide: ContentTag, useExisting: TracciatiPubblicati },
];
