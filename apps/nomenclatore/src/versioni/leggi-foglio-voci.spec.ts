import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leggiFoglioVoci } from './leggi-foglio-voci.js';

const PROVENIENZA = { fonte: 'DGR 1', affidabilita: 'fonte' };
const read = (text: string) => leggiFoglioVoci(Buffer.from(text), PROVENIENZA);
const faults = async (text: string) =>
  (await read(text)).rilievi.map(({ cella, campo, regola }) => `${cella} ${campo} ${regola}`);

describe('items of a file', () => {
  it('are read with their attributes: whatever column is not known, S and N as yes and no', async () => {
    const { voci, errori, avvisi } = await read(
      'Codice,Codice padre,Denominazione,Sostituisce,ISEE,Solo con presa in carico,Area d’intervento,LEPS\n' +
        'R1,,Assistenza,,sì,,,N\n' +
        'R2a,R1,"Pasti, a casa",R2|R3,no,S,anziani,S\n',
    );
    expect([errori, avvisi]).toEqual([0, 0]);
    expect(voci).toEqual([
      {
        codice: 'R1',
        padre: null,
        denominazione: 'Assistenza',
        descrizione: null,
        attributi: { isee: true, leps: false },
        ...PROVENIENZA,
        posto: { file: 'questo elenco', riga: 2 },
      },
      {
        codice: 'R2a',
        padre: 'R1',
        denominazione: 'Pasti, a casa',
        descrizione: null,
        attributi: {
          area_d_intervento: 'anziani',
          leps: true,
          isee: false,
          solo_con_presa_in_carico: true,
          sostituisce: ['R2', 'R3'],
        },
        ...PROVENIENZA,
        posto: { file: 'questo elenco', riga: 3 },
      },
    ]);
  });

  it('say their own source where they have one', async () => {
    const { voci } = await read('codice;denominazione;fonte;affidabilita\nR1;Uno;DGR 9;dedotto\nR2;Due;;\n');
    expect(voci.map(({ fonte, affidabilita }) => [fonte, affidabilita])).toEqual([
      ['DGR 9', 'dedotto'],
      ['DGR 1', 'fonte'],
    ]);
  });

  it('have their faults by cell', async () => {
    const found = await faults('codice;denominazione;isee;affidabilita\nR 1;Uno;S;fonte\nR2;;forse;certa\n');
    expect(found.map((one) => one.split(' ')[0])).toEqual(['A2', 'B3', 'C3', 'D3']);
  });

  it('with two columns of one name, or an unwritable value, are refused', async () => {
    expect(await faults('codice;denominazione;Area;area!\nR1;Uno;a;b\n')).toHaveLength(1);
    expect(await faults('codice;denominazione;---\nR1;Uno;b\n')).toHaveLength(1);
    const { rilievi, voci } = await read(`codice;denominazione;area\nR1;Uno;${'x'.repeat(601)}\n`);
    expect(rilievi).toEqual([expect.objectContaining({ regola: 'NV-05', cella: 'C2', campo: 'area' })]);
    expect(voci).toEqual([]);
  });

  it('get the findings of the list as a whole on their cells', async () => {
    const { rilievoDi } = await read('denominazione;codice;padre\nUno;R1;R1\n');
    const difetto = { regola: 'ciclo', riga: 2, campo: 'codice_padre', messaggio: 'gira' } as const;
    expect(rilievoDi(difetto)).toMatchObject({ cella: 'C2', valore: 'R1', messaggio: 'gira', regola: 'NV-02' });
    expect(rilievoDi({ ...difetto, regola: 'nessunaVoce', riga: null })).toMatchObject({ cella: '', riga: null });
  });

  it('of any text are answered: with a fault, no item may be used', async () => {
    const cell = fc.oneof(fc.constantFrom('R1', 'R2', '', 'S', '|', '"', ';', 'codice', 'denominazione'), fc.string());
    const table = fc.array(
      fc.array(cell, { maxLength: 4 }).map((cells) => cells.join(';')),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), async (rows, withHeader) => {
        const { voci, errori, rilievi } = await read(
          [...(withHeader ? ['codice;denominazione;x'] : []), ...rows].join('\n'),
        );
        expect(rilievi.filter(({ gravita }) => gravita === 'errore').length > 0).toBe(errori > 0);
        for (const { codice, denominazione } of voci) expect([codice, denominazione]).not.toContain('');
      }),
    );
  });
});
