import type { Provider } from '@nestjs/common';
import { ContentTag } from '#libs/http';
import { CatalogoTracciati } from './catalogo-tracciati.js';
import { TracciatiPubblicati } from './tracciati-pubblicati.js';

export const TRACCIATI_PROVIDERS: Provider[] = [
  CatalogoTracciati,
  TracciatiPubblicati,
  { provide: ContentTag, useExisting: TracciatiPubblicati },
];
