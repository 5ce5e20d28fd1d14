import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DocumentoIlleggibile } from '../documenti/documento-illeggibile.js';
import { type OggettoLetto, oggettoDi } from './oggetto.js';
import { type Pezzo, Spezzatore } from './spezzatore.js';

const LIMITI = { oggetto: 1000, profonditaJson: 10 };

/** The stretches of a text that comes in pieces of that many characters. */
function pezzi(text: string, cut = text.length + 1, limiti = LIMITI): { pezzi: Pezzo[]; forma: string | undefined } {
  const spezzatore = new Spezzatore(limiti);
  const found: Pezzo[] = [];
  for (let at = 0; at < text.length; at += cut) found.push(...spezzatore.write(text.slice(at, at + cut)));
  spezzatore.end();
  return { pezzi: found, forma: spezzatore.forma };
}

const oggetti = (text: string): OggettoLetto[] => pezzi(text).pezzi.map(oggettoDi);
const valori = (text: string): unknown[] => oggetti(text).map(({ valore }) => valore);

/** What is said of a text, and where. */
function motivo(text: string, cut?: number, limiti = LIMITI): string {
  try {
    pezzi(text, cut, limiti).pezzi.forEach(oggettoDi);
    return 'nothing';
  } catch (error) {
    if (!(error instanceof DocumentoIlleggibile)) throw error;
    return `${error.regola.codice} ${error.posto.linea}:${error.posto.colonna} ${error.message}`;
  }
}

const valore = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, fc.string({ unit: fc.constantFrom(...Array.from('a"\\{}[]:,\n😀è')) }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('any'), { maxLength: 3 }),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'righe2', '__proto__', 'c"'), tie('any'), { maxKeys: 3, noNullPrototype: true }),
})); // prettier-ignore
const riga = valore.object;
const spazi = fc.constantFrom(undefined, 1, '\t');

describe('the objects of a JSON document', () => {
  it('are those that were written, in every form and any cut', () => {
    fc.assert(
      fc.property(fc.array(riga, { minLength: 1, maxLength: 5 }), spazi, fc.integer({ min: 1, max: 30 }), (righe, indent, cut) => {
        const list = JSON.stringify(righe, null, indent);
        const limiti = { oggetto: 100_000, profonditaJson: 30 };
        const read = (text: string) => {
          const found = pezzi(text, cut, limiti);
          return { forma: found.forma, testi: found.pezzi.map(({ genere, testo }) => [genere, JSON.parse(testo) as unknown]) };
        };
        const testi = righe.map((one) => ['riga', JSON.parse(JSON.stringify(one))]);
        expect(read(list)).toEqual({ forma: 'json', testi });
        const inside = `{"ente_erogatore" : "A271", "Righe" : ${list} , "x": [1]}`;
        expect(read(inside)).toEqual({ forma: 'json', testi: [['testa', { ente_erogatore: 'A271', Righe: [] }], ...testi, ['coda', { righe: [], x: [1] }]] });
        const lines = righe.map((one) => JSON.stringify(one)).join('\n');
        expect(read(lines)).toEqual({ forma: 'ndjson', testi });
      }),
      { numRuns: 300 },
    );
  }); // prettier-ignore

  it('may be none, and may have nothing beside them', () => {
    expect(pezzi(' [ ] ')).toEqual({ pezzi: [], forma: 'json' });
    expect(valori('{"righe":[]}')).toEqual([{ righe: [] }, { righe: [] }]);
    expect(valori('{ "righe" :[{"a":1}] }')).toEqual([{ righe: [] }, { a: 1 }, { righe: [] }]);
    expect(pezzi('{"a":{"righe":[1]}}').forma).toBe('ndjson');
  });

  it('know where they and their values are, in code points', () => {
    const text = '{"ente_erogatore":"😀",\n "righe":[{"a":1},  {"b":\n  [10, {"c": "😀", "d": 2}]}]}';
    const [testa, prima, seconda] = oggetti(text);
    const places = [testa, prima, seconda].map((one) => `${one!.linea}:${one!.colonna}`);
    expect(places).toEqual(['1:1', '2:11', '2:21']);
    const place = (one: OggettoLetto, ...path: (string | number)[]) => Object.values(one.posto(path)).join(':');
    expect(place(prima!, 'a')).toBe('2:16');
    expect(place(seconda!, 'b', 1, 'd')).toBe('3:24');
    expect(place(seconda!, 'b', 0)).toBe('3:4');
    expect(place(seconda!, 'b', 7, 'x')).toBe('3:3');
    expect(place(seconda!, 'z')).toBe('2:21');
    expect(place(testa!, 'ente_erogatore')).toBe('1:19');
  });

  it('keep `__proto__` as a key like any other, and say which key is written twice', () => {
    const [one] = oggetti('[{"__proto__":{"x":1},"constructor":2}]');
    expect(Object.keys(one!.valore)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(one!.valore)).toBe(Object.prototype);
    expect(one!.ripetuta).toBeUndefined();
    expect(oggetti('[{"a":1,"\\u0061":2}]')[0]!.ripetuta).toEqual({ chiave: 'a', luogo: { linea: 1, colonna: 9 } });
    expect(oggetti('{"a":[{"b":1},{"b":2,"c":{"b":1,"b":2}}]}')[0]!.ripetuta).toEqual({ chiave: 'b', luogo: { linea: 1, colonna: 33 } }); // prettier-ignore
  });
});

describe('a text that is no such document is refused', () => {
  it.each([
    ['12', 'JS-04 1:1'],
    ['"a"', 'JS-04 1:1'],
    ['[1]', 'JS-04 1:2'],
    ['[{}, [{}]]', 'JS-04 1:6'],
    ['[{},]', 'JS-04 1:5'],
    ['[{} {}]', 'JS-01 1:5'],
    ['[{}', 'JS-01 1:4'],
    ['[', 'JS-01 1:2'],
    ['[{}] x', 'JS-01 1:6'],
    ['{"righe":[{}]} {}', 'JS-01 1:16'],
    ['{"righe":[{}', 'JS-01 1:13'],
    ['{"righe":[]', 'JS-01 1:12'],
    ['{"a":1} {"b":2}', 'JS-01 1:9'],
    ['{"a":1},\n{"b":2}', 'JS-01 1:8'],
    ['{"a":1}\n]', 'JS-01 2:1'],
    ['{"a":"x\n"}', 'JS-01 1:6'],
    ['{"a":NaN}', 'JS-01 1:6'],
    ['{"a":1,}', 'JS-01 1:8'],
    ['{"a":]', 'JS-01 1:6'],
    ['{"a"', 'JS-01 1:5'],
    ['[{a:1}]', 'JS-01 1:3'],
    ['[{"😀":01}]', 'JS-01 1:8'],
    ['[{"a":1 /* x */}]', 'JS-01 1:9'],
    ["[{'a':1}]", 'JS-01 1:3'],
    ['[{"a":"\\x"}]', 'JS-01 1:7'],
    ['[{"a":"\\ud8"}]', 'JS-01 1:7'],
    ['{,"righe":[]}', 'JS-01 1:2'],
    ['{"righe":[] "a":1}', 'JS-01 1:12'],
    [`[{"a":"${'x'.repeat(1000)}"}]`, 'JS-03 1:2'],
    [`{"a":"${'x'.repeat(1000)}`, 'JS-03 1:1'],
    [`{"a":"${'x'.repeat(1000)}","righe":[]}`, 'JS-03 1:1'],
    [`{"righe":[],"a":"${'x'.repeat(1000)}"}`, 'JS-03 1:11'],
    [`[{"a":${'['.repeat(100_000)}`, 'JS-03 1:16'],
    ['{"a":'.repeat(100_000), 'JS-03 1:51'],
    ['['.repeat(100_000), 'JS-04 1:2'],
  ])('%#', (text, expected) => {
    const said = motivo(text);
    expect(said.slice(0, expected.length + 1)).toBe(`${expected} `);
    if (text.length < 5000) for (const cut of [1, 2, 7, 100]) expect(motivo(text, cut)).toBe(said);
  });

  it('or may be anything: there is an answer, the same in any cut', () => {
    const any = fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:\\ \na1😀'), '"righe":[', '{"a":1}'), maxLength: 25 });
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 6 }), (text, cut) => {
        expect(motivo(text, cut, { oggetto: 30, profonditaJson: 3 })).toBe(motivo(text, undefined, { oggetto: 30, profonditaJson: 3 }));
      }),
      { numRuns: 3000 },
    );
  }); // prettier-ignore

  it('says the fault in words', () => {
    expect(motivo('[{"a":NaN}]')).toContain('NaN, None o undefined non esistono');
    expect(motivo('{"a":1},\n{"b":2}')).toContain('dopo una riga ci vuole un a capo');
    expect(motivo('[{"a":1}')).toBe('JS-01 1:9 Il documento non è JSON ben formato: il documento è troncato.');
  });
});
