import type { CampoPiano } from '../piano/piano.js';
import { descriviTipo } from '../documentazione/parole.js';
import { descriviDovuto } from './parole-campo.js';
import type { Tipo } from '../tracciato.js';

export type Schema = Readonly<Record<string, unknown>>;

/** No more digits than anybody's money: past those of the schema a number is none. */
const DECIMALE = '^[+-]?[0-9]{1,12}(\\.[0-9]{1,6})?$';
const LARGEST = 999_999_999_999.99;
const ORE = '^-?[0-9]{1,6}\\.[0-5][0-9]$';

/** The JSON Schema of a field: what the reader takes without a word. Codes are those of the list; labels are read too, and not here. */
export function schemaCampo(campo: CampoPiano): Schema {
  const { tipo, lista, obbligatorio, descrizione, obbligo } = campo;
  const description = obbligo === undefined ? descrizione : `${descrizione} (${descriviDovuto(campo)})`;
  const valore = tipo.base === 'si_no' ? { type: 'boolean' } : schemaTipo(tipo);
  if (!lista) return { description, ...valore };
  return { description, type: 'array', ...(obbligatorio ? { minItems: 1 } : {}), items: valore };
}

function schemaTipo(tipo: Tipo): Schema {
  switch (tipo.base) {
    case 'data':
      return { type: 'string', format: 'date' };
    case 'intero':
      return { type: 'integer', ...bounds(tipo) };
    case 'decimale':
      return schemaDecimale(tipo);
    default:
      return schemaTesto(tipo);
  }
}

/** A number, or its digits in a text: binary fractions are not everybody's money. */
function schemaDecimale({ forma }: Tipo): Schema {
  if (forma === 'minuti') return { type: 'string', pattern: ORE, $comment: 'ore e minuti HH.MM' };
  return { type: ['number', 'string'], pattern: DECIMALE, minimum: -LARGEST, maximum: LARGEST };
}

function schemaTesto(tipo: Tipo): Schema {
  const { elenco, modello, lunghezzaMin = 0, lunghezzaMax } = tipo;
  if (elenco !== undefined)
    return { type: 'string', oneOf: elenco.map(({ valore, etichetta }) => ({ const: valore, title: etichetta })) };
  // As the reader: a shape, where there is one, is all that is asked.
  if (modello !== undefined)
    return { type: 'string', pattern: `^(?:${modello.replaceAll('\\d', '[0-9]')})$`, $comment: descriviTipo(tipo) };
  return {
    type: 'string',
    ...(lunghezzaMin === 0 ? {} : { minLength: lunghezzaMin }),
    ...(lunghezzaMax === undefined ? {} : { maxLength: lunghezzaMax }),
  };
}

function bounds({ minimo, massimo }: Tipo): Schema {
  return {
    ...(minimo === undefined ? {} : { minimum: minimo }),
    ...(massimo === undefined ? {} : { maximum: massimo }),
  };
}
