import type { GuastiArchivio } from '../../documenti/archivio.js';
import { FoglioIlleggibile, oltreLimiteFoglio } from '../foglio-illeggibile.js';

/** The faults of the archive that a workbook is, told as those of a workbook. */
export const GUASTI_CARTELLA: GuastiArchivio = {
  rotto: (messaggio) => new FoglioIlleggibile('rotto', messaggio),
  protetto: () => new FoglioIlleggibile('protetto'),
  limite: (cosa, massimo) => oltreLimiteFoglio(cosa, massimo),
  nome: () => new FoglioIlleggibile('rotto'),
  mancaParte: (nome) => new FoglioIlleggibile('rotto', `Nella cartella di lavoro manca la parte ${nome}.`),
};
