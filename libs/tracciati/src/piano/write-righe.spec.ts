import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readDocumento } from '../documenti/read-documento.js';
import { sorgenteOf } from '../documenti/sorgente.js';
import type { RigaLetta } from '../lettura.js';
import { LIMITI_PREDEFINITI } from '../limiti.js';
import { CONTESTO_DI_PROVA } from '../prova/contesto.js';
import { TESTATA } from '../prova/contenuti.js';
import { leggi } from '../prova/documento.js';
import { leggiColonne, leggiOggetto } from '../prova/piano.js';
import { rigaPerCelle, rigaScritta } from '../prova/righe-scritte.js';
import { PS_PSA_SINA_201812 } from '../ps-psa-sina.js';
import { writeFlusso } from '../scrittore.js';
import { isFormula } from '../tabelle/formule.js';
import { type RigaScritta, rigaScrittaOf } from './riga-scritta.js';
import { writeRighe } from './write-righe.js';

const given = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const write = (formato: 'csv' | 'json' | 'ndjson', ...righe: RigaScritta[]): string => writeRighe(PS_PSA_SINA_201812, formato, righe); // prettier-ignore
const LIMITI = { rilieviPerRiga: 1000 };

/** RFC 4180 with `;`, without line breaks in cells. */
function celle(line: string): string[] {
  const cells = [''];
  let inside = false;
  for (const character of line) {
    if (character === '"') inside = !inside;
    if (character === ';' && !inside) cells.push('');
    else cells.push(cells.pop()! + character);
  }
  return cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}
function colonne(csv: string): Record<string, string>[] {
  const [header, ...rows] = csv.replace('\uFEFF', '').trimEnd().split('\r\n').map(celle);
  return rows.map((row) => Object.fromEntries(header!.map((name, at) => [name, row[at]!])));
}

describe('Righe in our own layout', () => {
  it('written as a table are read back as the same records, whatever they hold that a cell can', () => {
    fc.assert(
      fc.property(rigaPerCelle, (riga) => {
        const [row] = colonne(write('csv', riga));
        const back = leggiColonne(row!, { limiti: LIMITI });
        expect(given(rigaScrittaOf(back))).toEqual(given(riga));
        for (const { regola } of back.rilievi) expect(['TB-39', regola.slice(0, 2)]).toContain(regola.startsWith('TB') ? regola : regola.slice(0, 2));
      }),
      { numRuns: 300 },
    );
  }); // prettier-ignore

  it('written as JSON are read back as the same records, every character of them', () => {
    fc.assert(
      fc.property(rigaScritta, (riga) => {
        const object = JSON.parse(write('ndjson', riga)) as Record<string, unknown>;
        const back = leggiOggetto(object, { limiti: LIMITI });
        expect(given(rigaScrittaOf(back))).toEqual(given(riga));
        expect(back.rilievi.filter(({ regola }) => regola.startsWith('JS'))).toEqual([]);
        expect(JSON.parse(write('json', riga, riga))).toEqual({ righe: [object, object] });
      }),
      { numRuns: 300 },
    );
  });

  it('are the same records as those of a document in XML, with the same verdict', () => {
    fc.assert(
      fc.property(rigaPerCelle, ({ contenuto: { regionale: _, ...contenuto } }) => {
        const { codiceFiscaleOperatore } = TESTATA;
        const riga = { contenuto: { tipoOperazione: 'I', ...contenuto }, mittenza: { codiceFiscaleOperatore } };
        const [fromXml] = leggi(writeFlusso(PS_PSA_SINA_201812, TESTATA, riga.contenuto), 65_536, LIMITI).righe;
        const fromTable = leggiColonne(colonne(write('csv', riga))[0]!, { limiti: LIMITI });
        const fromJson = leggiOggetto(JSON.parse(write('ndjson', riga)) as Record<string, unknown>, { limiti: LIMITI });
        for (const other of [fromTable, fromJson]) {
          expect(given(other.contenuto)).toEqual(given(fromXml!.contenuto));
          expect(other.chiave).toEqual(fromXml!.chiave);
          expect(other.codifica).toEqual(fromXml!.codifica);
          expect(other.schemaValida).toBe(fromXml!.schemaValida);
          const told = other.rilievi.filter(({ regola }) => regola !== 'TB-39').map(({ regola, campo }) => `${regola} ${campo}`);
          expect(told.toSorted()).toEqual(fromXml!.rilievi.map(({ regola, campo }) => `${regola} ${campo}`).toSorted());
        }
      }),
      { numRuns: 200 },
    );
  }); // prettier-ignore

  it('have no cell that a spreadsheet would work out, but for numbers', () => {
    fc.assert(
      fc.property(rigaPerCelle, (riga) => {
        for (const row of colonne(write('csv', riga)))
          for (const cell of Object.values(row)) expect(isFormula(cell) && !/^'|^-?[0-9]+,[0-9]{2}$/.test(cell)).toBe(false);
      }),
      { numRuns: 100 },
    );
  }); // prettier-ignore

  it('have the columns of the model, and those of more addresses only where there are any', () => {
    const contenuto = { codiceFiscale: 'X', indirizzi: [{ codiceNazione: '250' }, { codiceNazione: '380' }] };
    const header = (riga: RigaScritta): string => write('csv', riga).split('\r\n')[0]!;
    expect(header({ contenuto })).toContain(';codice_nazione;codice_nazione_2;tipo_operazione;');
    expect(header({ contenuto: {} })).not.toContain('_2');
    expect(write('csv')).toMatch(/^\uFEFFid_mittente;.*\r\n$/);
    expect(write('ndjson')).toBe('');
  });

  it('never hold who a pseudonym stands for, nor a code in two places', () => {
    const riga = { contenuto: { codicePrestazione: 'BUONO/A1.04' } };
    expect(JSON.parse(write('ndjson', riga))).toEqual({ codice_prestazione: 'BUONO/A1.04' });
  });
});

describe('A document of many righe in our own layout', () => {
  it('is read back by its content as the same records, in every form', async () => {
    const read = async (text: string) => {
      const lettura = readDocumento(PS_PSA_SINA_201812, CONTESTO_DI_PROVA, LIMITI_PREDEFINITI, sorgenteOf(Buffer.from(text)));
      const righe: RigaLetta[] = [];
      for await (const some of lettura.righe()) righe.push(...some);
      return { esito: lettura.esito(), righe };
    };
    await fc.assert(
      fc.asyncProperty(fc.array(rigaPerCelle, { minLength: 1, maxLength: 5 }), async (righe) => {
        for (const formato of ['csv', 'json', 'ndjson'] as const) {
          const back = await read(write(formato, ...righe));
          expect([back.esito.stato, back.esito.formato, back.esito.rilieviInvio]).toEqual(['letto', formato, []]);
          expect(given(back.righe.map(rigaScrittaOf))).toEqual(given(righe));
        }
      }),
      { numRuns: 60 },
    );
  });
}); // prettier-ignore

describe('The regional extension', () => {
  it('is never written to INPS', () => {
    fc.assert(
      fc.property(rigaScritta, ({ contenuto }) => {
        const { regionale: _, ...others } = contenuto;
        expect(writeFlusso(PS_PSA_SINA_201812, TESTATA, contenuto)).toBe(writeFlusso(PS_PSA_SINA_201812, TESTATA, others));
      }),
      { numRuns: 100 },
    );
  }); // prettier-ignore
});
