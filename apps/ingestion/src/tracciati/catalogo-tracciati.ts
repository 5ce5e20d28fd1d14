import { Injectable } from '@nestjs/common';
import { TRACCIATI, type Tracciato } from '#libs/tracciati';

/** The tracciati that are published and received: those of this release. */
@Injectable()
export class CatalogoTracciati {
  readonly tracciati: readonly Tracciato[] = TRACCIATI;
}
