import type { Contenuto, Mittenza, RigaLetta } from '../lettura.js';

/** What is to be written of a riga. */
export interface RigaScritta {
  readonly contenuto: Contenuto;
  readonly idMittente?: string;
  readonly mittenza?: Mittenza;
  readonly provvisoria?: true;
}

/** What has been read of a riga, to be written again. */
export function rigaScrittaOf({ contenuto, chiave, mittenza, provvisoria }: RigaLetta): RigaScritta {
  const { idMittente } = chiave;
  return {
    contenuto,
    ...(idMittente === undefined ? {} : { idMittente }),
    ...(mittenza === undefined ? {} : { mittenza }),
    ...(provvisoria === undefined ? {} : { provvisoria }),
  };
}
