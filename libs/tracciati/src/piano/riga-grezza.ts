import type { Ambito } from '../righe/ambito.js';
import type { Posto } from '../righe/luoghi.js';
import type { CampoCompilato } from './compilato.js';

/** A riga as it was written, in a table or in JSON: its values by index of the field. */
export interface RigaGrezza {
  readonly linea: number;
  readonly colonna: number;
  readonly foglio?: string;
  isAssente(indice: number): boolean;
  /** @returns undefined when it could not be made plain at all, which `ambito` has been told */
  semplice(campo: CampoCompilato, ambito: Ambito): string | undefined;
  /** The items of a list; an undefined one as above. */
  voci(campo: CampoCompilato, ambito: Ambito): readonly (string | undefined)[];
  /** As written, for rilievi. */
  testo(indice: number): string;
  /** False where the document has no place for the field: then no riga of it has it. */
  haPosto(indice: number): boolean;
  /** Of the value, also where there is none. */
  posto(indice: number): Posto;
}
