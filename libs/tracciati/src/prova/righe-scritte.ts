import fc from 'fast-check';
import type { Contenuto } from '../lettura.js';
import type { RigaScritta } from '../piano/riga-scritta.js';
import { contenutoAccettato, giornoDiConfine } from './contenuti.js';

/** Characters that a cell cannot hold as they are, and `|`, which divides the items of a list. */
const PERSI = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffd-\uffff\p{Cs}|]/gu; // eslint-disable-line no-control-regex -- those it looks for

/** The same record with texts that a cell can hold: none is blank, none begins or ends with a space. */
function perCelle(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(perCelle);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, perCelle(one)]));
  if (typeof value !== 'string') return value;
  const text = value.replaceAll(PERSI, 'x');
  if (text === text.trim() && text !== '') return text;
  // As many code points as before: lengths are what rules look at.
  const middle = Array.from(text).slice(1, -1);
  return ['x', ...middle, 'x'].slice(0, Math.max(1, Array.from(text).length)).join('');
}

const testo = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 });
const esteso = fc.record(
  {
    gestore: testo,
    unitaOfferta: testo,
    fondo: testo,
    cup: fc.stringMatching(/^[A-Z0-9]{15}$/),
    provvedimento: testo,
    dataDomanda: giornoDiConfine,
    dataRiconoscimento: giornoDiConfine,
    dataNascita: giornoDiConfine,
  },
  { requiredKeys: [] },
);

/** A riga with all that our own layout can say of one. */
export const rigaScritta: fc.Arbitrary<RigaScritta> = fc
  .tuple(
    contenutoAccettato,
    esteso,
    fc.record(
      {
        idMittente: fc.stringMatching(/^[!-~]([ -~]{0,62}[!-~])?$/),
        mittenza: fc.record({ ente: fc.constantFrom('A271', 'c_a271', '00093450422') }),
        provvisoria: fc.constant(true as const),
      },
      { requiredKeys: ['idMittente'] },
    ),
  )
  .map(([contenuto, regionale, altro]) => {
    const { provvisoria, ...others } = altro;
    const kept = provvisoria === true && contenuto['tipoOperazione'] !== 'C' ? { provvisoria } : {};
    const estesa: Contenuto = Object.keys(regionale).length === 0 ? contenuto : { ...contenuto, regionale };
    return { ...others, ...kept, contenuto: estesa };
  });

export const rigaPerCelle: fc.Arbitrary<RigaScritta> = rigaScritta.map((riga) => ({
  ...riga,
  contenuto: perCelle(riga.contenuto) as Contenuto,
}));
