import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';

const FILES = {
  'nomenclature.csv': `sistema,versione,denominazione,file,stato,dal,al,fonte,affidabilita
REG,1,Regionale,reg-1,pubblicata,2024-01-01,2025-12-31,"DGR 1/2023",fonte
REG,2,Regionale,reg-2,pubblicata,2026-01-01,,prova,fonte
REG,3,Regionale,reg-3,bozza,2027-01-01,,prova,fonte
`,
  'reg-1.csv': `codice,codice_padre,denominazione,isee,fonte,affidabilita
R1,,Domiciliarità,,prova,fonte
R1.1,R1,Assistenza domiciliare,S,prova,fonte
R9,,Da chiudere,,prova,dedotto
`,
  'reg-2.csv': `codice,codice_padre,denominazione,descrizione,sostituisce,fonte,affidabilita
R1,,Domiciliarità,,,prova,fonte
R1.2,R1,Assistenza agli anziani,A casa,R1.1,prova,fonte
R1.3,R1,Assistenza ai disabili,,R1.1|R9,"altro: da vedere",non_verificato
`,
  'reg-3.csv': `codice,codice_padre,denominazione,fonte,affidabilita
R7,,Futura,prova,fonte
`,
  'associazioni.csv': `da,codice,a,relazione,destinazioni,dal,al,limite,affidabilita,fonte
REG,R1.1,SIUSS,esatta,A1.01,2024-01-01,2025-12-31,,fonte,prova
REG,R1.2,SIUSS,scelta,A1.01|A1.02,2026-01-01,,Non distingue,dedotto,prova
`,
};

let nomenclatore: NomenclatoreDiProva;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(nomenclatore.folder, 'borea', name), text);
  await nomenclatore.reload('tecnico').expect(200);
});
afterAll(() => nomenclatore?.close());

const body = async (path: string) => (await nomenclatore.get(path).expect(200)).body;
const refused = (path: string, code: string) =>
  nomenclatore
    .get(path)
    .expect(404)
    .expect(({ body }) => expect(body.code).toBe(code));

describe('one version', () => {
  it('says when it holds, how far its items can be trusted, and the licence of every source', async () => {
    expect(await body('/sistemi/REG/versioni/2')).toEqual({
      sistema: 'REG',
      versione: '2',
      denominazione: 'Regionale',
      stato: 'pubblicata',
      dal: '2026-01-01',
      al: null,
      fonte: 'prova',
      affidabilita: 'fonte',
      voci: 3,
      voci_per_affidabilita: [
        { affidabilita: 'fonte', voci: 2 },
        { affidabilita: 'non_verificato', voci: 1 },
      ],
      fonti: [
        expect.objectContaining({ sigla: 'prova', descritta: true, licenza: 'CC0', titolo: 'Liste di prova' }),
        expect.objectContaining({ sigla: 'altro', descritta: false, licenza: null }),
      ],
    });
  });

  it.each([
    ['', '2'],
    ['?giorno=2025-12-31', '1'],
    ['?giorno=2026-01-01', '2'],
    ['?giorno=2099-01-01', '2'],
  ])('is found by the day "%s"', async (query, versione) => {
    expect((await body(`/sistemi/REG/versioni/in-vigore${query}`)).versione).toBe(versione);
  });

  it('that is a draft, or of another day, is not there', async () => {
    await refused('/sistemi/REG/versioni/3', 'nomenclatura_sconosciuta');
    await refused('/sistemi/ALTRO/versioni/1', 'nomenclatura_sconosciuta');
    await refused('/sistemi/REG/versioni/in-vigore?giorno=2023-12-31', 'versione_non_in_vigore');
  });
});

describe('one code', () => {
  it('says what it is on the day, what it is part of, and what it is elsewhere, with what that does not say', async () => {
    expect(await body('/sistemi/REG/voci/R1.2')).toEqual({
      sistema: 'REG',
      versione: '2',
      codice: 'R1.2',
      padre: 'R1',
      denominazione_padre: 'Domiciliarità',
      denominazione: 'Assistenza agli anziani',
      descrizione: 'A casa',
      attributi: {},
      sostituisce: ['R1.1'],
      fonte: 'prova',
      affidabilita: 'fonte',
      corrispondenze: [
        {
          a: 'SIUSS',
          relazione: 'scelta',
          destinazioni: [
            { codice: 'A1.01', denominazione: 'Assegno per il nucleo' },
            { codice: 'A1.02', denominazione: 'Assegno di maternità' },
          ],
          dal: '2026-01-01',
          al: null,
          limite: 'Non distingue',
          affidabilita: 'dedotto',
          fonte: 'prova',
        },
      ],
    });
    const before = await body('/sistemi/REG/voci/R1.1?giorno=2025-06-30');
    expect(before).toMatchObject({ versione: '1', attributi: { isee: true } });
    expect(before.corrispondenze).toMatchObject([{ relazione: 'esatta', al: '2025-12-31' }]);
    await refused('/sistemi/REG/voci/R1.1', 'voce_sconosciuta');
    await refused('/sistemi/REG/voci/R7?giorno=2027-06-01', 'voce_sconosciuta');
  });

  it('tells its history: where it was, whose place it took, who took its place', async () => {
    const { storia } = await body('/sistemi/REG/voci/R1.1/storia');
    expect(storia).toMatchObject([
      { versione: '1', presente: true, denominazione: 'Assistenza domiciliare', sostituisce: [], sostituita_da: [] },
      {
        versione: '2',
        presente: false,
        denominazione: null,
        sostituisce: [],
        sostituita_da: ['R1.2', 'R1.3'],
        fonte: null,
      },
    ]);
    const merged = await body('/sistemi/REG/voci/R1.3/storia');
    expect(merged.storia).toMatchObject([{ versione: '2', presente: true, sostituisce: ['R1.1', 'R9'] }]);
    await refused('/sistemi/REG/voci/R7/storia', 'voce_sconosciuta');
    await refused("/sistemi/REG/voci/'%3B--/storia", 'voce_sconosciuta');
  });
});

describe('the crosswalk of two code systems', () => {
  it('holds what was approved for the day, with the names of that day', async () => {
    expect(await body('/sistemi/REG/corrispondenze/SIUSS')).toMatchObject({
      da: 'REG',
      a: 'SIUSS',
      giorno: '2026-03-10',
      versione_da: '2',
      versione_a: '1',
      corrispondenze: [{ codice: 'R1.2', denominazione: 'Assistenza agli anziani', limite: 'Non distingue' }],
    });
    const before = await body('/sistemi/REG/corrispondenze/SIUSS?giorno=2025-12-31');
    expect(before.corrispondenze).toMatchObject([{ codice: 'R1.1', relazione: 'esatta' }]);
    expect((await body('/sistemi/SIUSS/corrispondenze/REG')).corrispondenze).toEqual([]);
  });

  it('as CSV has a row for each target', async () => {
    const { text, headers } = await nomenclatore.get('/sistemi/REG/corrispondenze/SIUSS?formato=csv').expect(200);
    expect(headers['content-disposition']).toContain('REG-SIUSS-corrispondenze-2026-03-10.csv');
    expect(text.split('\r\n').slice(1, 3)).toEqual([
      'REG,2,R1.2,Assistenza agli anziani,scelta,SIUSS,1,A1.01,Assegno per il nucleo,2026-01-01,,Non distingue,prova,dedotto',
      'REG,2,R1.2,Assistenza agli anziani,scelta,SIUSS,1,A1.02,Assegno di maternità,2026-01-01,,Non distingue,prova,dedotto',
    ]);
  });

  it('holds no proposal, and nothing of the list of an ente', async () => {
    const [{ id }] = (await nomenclatore.database.admin<{ id: string }>(
      `SELECT id FROM nomenclatore.ente WHERE denominazione = 'Comune di Uno'`,
    )) as [{ id: string }];
    const consumer = await nomenclatore.database.open('nomenclatore');
    await consumer.statement(
      'consumer',
      {},
      `INSERT INTO associazione (id, chiave, da, codice, a, relazione, destinazioni, dal, stato, automatica, origine, ente,
         proposta_da, proposta_il, decisa_il, revisione, fonte, affidabilita)
       VALUES (gen_random_uuid(), 'REG|R1.3|SIUSS', 'REG', 'R1.3', 'SIUSS', 'esatta', '{A1.02}', '2026-01-01', 'proposta', false, 'registro', NULL,
               'x', now(), NULL, 1, 'segreta', 'fonte'),
              (gen_random_uuid(), 'LOC:X001|S|REG', 'LOC:X001', 'S', 'REG', 'esatta', '{R1.2}', '2026-01-01', 'approvata', false, 'registro', '${id}',
               'x', now(), now(), 1, 'segreta', 'fonte')`,
    );
    await refused('/sistemi/LOC:X001/corrispondenze/REG', 'nomenclatura_sconosciuta');
    await refused('/sistemi/REG/corrispondenze/LOC:X001', 'nomenclatura_sconosciuta');
    await refused('/sistemi/REG/corrispondenze/ALTRO', 'nomenclatura_sconosciuta');
    const told = await Promise.all(
      ['/sistemi/REG/corrispondenze/SIUSS', '/sistemi/REG/voci/R1.3', '/fonti'].map(async (path) => body(path)),
    );
    expect(JSON.stringify(told)).not.toContain('segreta');
  });
});
