import { REGOLE_ARCHIVIO } from '../regole/archivi.js';
import type { GuastiArchivio } from './archivio.js';
import { DocumentoIlleggibile } from './documento-illeggibile.js';

const rotto = (messaggio?: string): Error => new DocumentoIlleggibile(REGOLE_ARCHIVIO.rotto, messaggio);

/** The faults of a ZIP that may be a workbook or hold a document: it has not been possible to look. */
export const GUASTI_ZIP: GuastiArchivio = {
  rotto: (messaggio = 'L’archivio ZIP, o il foglio XLSX, è rovinato o incompleto.') => rotto(messaggio),
  protetto: () => new DocumentoIlleggibile(REGOLE_ARCHIVIO.protetto),
  limite: (cosa, massimo) =>
    new DocumentoIlleggibile(REGOLE_ARCHIVIO.limite, `L’archivio supera il limite: ${cosa} (massimo ${massimo}).`),
  nome: () => new DocumentoIlleggibile(REGOLE_ARCHIVIO.nome),
  mancaParte: () => rotto(),
};
