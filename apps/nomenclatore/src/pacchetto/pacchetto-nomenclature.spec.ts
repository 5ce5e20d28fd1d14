import { describe, expect, it } from '@jest/globals';
import { findProblemiNomenclature } from './coerenza-nomenclature.js';
import { readNomenclature } from './pacchetto-nomenclature.js';
import type { Problema } from './problema.js';

const PRIMA = 'R1,,Uno,,x,fonte\nR2,,Due,,x,fonte\nR3,,Tre,,x,fonte';

/** A system with a version for each list of items, one a year. */
function read(...liste: string[]) {
  const problemi: Problema[] = [];
  const rows = liste.map(
    (_, index) =>
      `REG,${index + 1},Regionale,reg-${index + 1},pubblicata,${2020 + index}-01-01,${2020 + index}-12-31,x,fonte`,
  );
  const testi = new Map([
    ['nomenclature', ['sistema,versione,denominazione,file,stato,dal,al,fonte,affidabilita', ...rows, ''].join('\n')],
    ...liste.map((lista, index): [string, string] => [
      `reg-${index + 1}`,
      `codice,codice_padre,denominazione,sostituisce,fonte,affidabilita\n${lista}\n`,
    ]),
  ]);
  const versioni = readNomenclature('prova', testi, problemi);
  return { versioni, faults: (problemi.length > 0 ? problemi : findProblemiNomenclature(versioni)).map(tell) };
}

function tell({ file, riga, campo, messaggio }: Problema): string {
  return `${file}:${riga} ${campo}: ${messaggio}`;
}

describe('an item that takes the place of others', () => {
  it('names them, and the list of their codes goes with it', () => {
    const { versioni, faults } = read(
      PRIMA,
      'R1a,,Uno a,R1,x,fonte\nR1b,,Uno b,R1,x,fonte\nR9,,Nove,R2|R3,x,fonte\nR4,,Quattro,,x,fonte',
    );
    expect(faults).toEqual([]);
    expect(versioni[1]!.voci.map(({ codice, attributi }) => [codice, attributi['sostituisce']])).toEqual([
      ['R1a', ['R1']],
      ['R1b', ['R1']],
      ['R9', ['R2', 'R3']],
      ['R4', undefined],
    ]);
  });

  it('may keep its own code and take in another', () => {
    expect(read(PRIMA, 'R1,,Uno e due,R1|R2,x,fonte\nR3,,Tre,,x,fonte').faults).toEqual([]);
  });

  it.each([
    ['a code that was never there', [PRIMA, 'R4,,Quattro,R8,x,fonte'], /reg-2\.csv:2 sostituisce: "R8" non è nella/],
    [
      'a code of its own version alone',
      [PRIMA, 'R4,,Quattro,R5,x,fonte\nR5,,Cinque,,x,fonte'],
      /reg-2\.csv:2 sost.*"R5"/,
    ],
    ['a code of a version long past', [PRIMA, 'R2,,Due,,x,fonte', 'R4,,Quattro,R1,x,fonte'], /reg-3\.csv:2 sost.*"R1"/],
    ['anything in a first version', ['R1,,Uno,R0,x,fonte'], /reg-1\.csv:2 sostituisce: "R0"/],
    ['the same code twice', [PRIMA, 'R4,,Quattro,R1|R1,x,fonte'], /reg-2\.csv:2 sostituisce: .*due volte/],
    ['nothing, with a bar', [PRIMA, 'R4,,Quattro,R1|,x,fonte'], /reg-2\.csv:2 sostituisce: manca/],
    [
      'something that is no code',
      [PRIMA, 'R4,,Quattro,@SUM(A1),x,fonte'],
      /reg-2\.csv:2 sostituisce: .*non è un codice/,
    ],
  ])('is refused when it names %s', (_, liste, expected) => {
    const { faults } = read(...liste);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(expected);
  });

  it('is compared with the version before, whatever the order of the rows', () => {
    const { versioni } = read(PRIMA, 'R4,,Quattro,R1,x,fonte');
    expect(findProblemiNomenclature(versioni.toReversed())).toEqual([]);
  });
});
