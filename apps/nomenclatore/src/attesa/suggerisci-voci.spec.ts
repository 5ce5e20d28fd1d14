import { describe, expect, it } from '@jest/globals';
import type { Database } from '#libs/persistence';
import type { Vista } from '#libs/riferimenti';
import { type CodiceDaAssociare, SuggerisciVoci } from './suggerisci-voci.js';

const VISTA = { nomenclatura: () => ({ versione: 'REG@1' }) } as unknown as Vista;
const codici = (quanti: number): CodiceDaAssociare[] =>
  Array.from({ length: quanti }, (_, at) => ({
    ente: { id: 'e', ambito: null },
    sistema: 'LOC:E388',
    codice: `C${at}`,
    giorno: '2026-03-10',
  }));

/** A region with one item, and neighbours that are read as the test says. */
function suggerisci(vicini: () => Promise<object[]> = () => Promise.resolve([])): SuggerisciVoci {
  const statement = (_: string, __: object, sql: string, values: string[][]): Promise<object[]> => {
    if (sql.includes('legame.ente IS NOT NULL')) return vicini();
    if (!sql.includes('unnest($1::text[], $2::text[])'))
      return Promise.resolve([{ codice: 'R5', denominazione: 'Pasti a domicilio', sostituisce: [] }]);
    const [sistemi, asked] = values as [string[], string[]];
    return Promise.resolve(
      asked.map((codice, at) => ({ sistema: sistemi[at], codice, denominazione: `Pasti a domicilio ${at}` })),
    );
  };
  return new SuggerisciVoci({ statement } as unknown as Database);
}

describe('suggestions for many codes', () => {
  it('are in the order of the codes, and let others go on meanwhile', async () => {
    let turns = 0;
    let over = false;
    const others = (): void => {
      turns += 1;
      if (!over) setImmediate(others);
    };
    setImmediate(others);
    const found = await suggerisci().suggest(VISTA, codici(100));
    over = true;
    expect(found).toHaveLength(100);
    expect(found.every(([first]) => first?.codice === 'R5' && first.denominazione === 'Pasti a domicilio')).toBe(true);
    expect(turns).toBeGreaterThanOrEqual(9);
  });

  it('are there again after what other enti did could not be read once', async () => {
    let failures = 1;
    const made = suggerisci(() => (failures-- > 0 ? Promise.reject(new Error('down')) : Promise.resolve([])));
    await expect(made.suggest(VISTA, codici(1))).rejects.toThrow('down');
    expect(await made.suggest(VISTA, codici(1))).toHaveLength(1);
  });
});
