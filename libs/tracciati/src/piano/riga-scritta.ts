import type { Contenuto, DichiarazioneFornitura, Mittenza, RigaLetta } from '../lettura.js';

/** What is to be written of a riga. */
export interface RigaScritta {
  readonly contenuto: Contenuto;
  readonly idMittente?: string;
  readonly mittenza?: Mittenza;
  readonly fornitura?: DichiarazioneFornitura;
  readonly provvisoria?: true;
}

/** What has been read of a riga, to be written again. */
export function rigaScrittaOf({ contenuto, chiave, mittenza, fornitura, provvisoria }: RigaLetta): RigaScritta {
  const { idMittente } = chiave;
  return {
    contenuto,
    ...(idMittente === undefined ? {} : { idMittente }),
    ...(mittenza === undefined ? {} : { mittenza }),
    ...(fornitura === undefined ? {} : { fornitura }),
    ...(provvisoria === undefined ? {} : { provvisoria }),
  };
}
