import { regoleDi } from './catalogo.js';
import { documentazioneOf } from './documentazione.js';
import { jsonSchemaOf } from './modelli/json-schema.js';
import { modelloCsvOf } from './modelli/modello-csv.js';
import { modelloXlsxOf } from './modelli/modello-xlsx.js';
import type { Tracciato } from './tracciato.js';
import { xsdOf } from './xsd.js';

/** All that is written from the declaration of a tracciato, for who sends it. */
export interface DocumentiTracciato {
  readonly xsd: string;
  readonly jsonSchema: string;
  readonly modelloCsv: string;
  readonly modelloXlsx: Uint8Array;
  readonly documentazione: string;
}

/** @param precedente the version whose place it takes */
export async function documentiOf(tracciato: Tracciato, precedente?: Tracciato): Promise<DocumentiTracciato> {
  return {
    xsd: xsdOf(tracciato),
    jsonSchema: `${JSON.stringify(jsonSchemaOf(tracciato), null, 2)}\n`,
    modelloCsv: modelloCsvOf(tracciato),
    modelloXlsx: await modelloXlsxOf(tracciato),
    documentazione: documentazioneOf(tracciato, regoleDi(tracciato), precedente),
  };
}
