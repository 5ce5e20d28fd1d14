import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import type { Foglio } from './foglio.js';
import { FOGLIO_DI_PROVA } from './prova/fogli.js';
import { leggiProva, rilieviIn } from './prova/lettura.js';
import { readFoglio, rilievoSuCella } from './read-foglio.js';

const HEADER = 'codice;denominazione';
const INTERA = 'Codice;Denominazione;Codice padre;ISTAT;Relazione;Dal;Posti;Retta;Quota;ISEE;Sostituisce;Nota';

describe('a CSV', () => {
  it('gives typed values by column', async () => {
    const row =
      'A1;"Casa; protetta";A;037006;La voce è più ampia;31/12/2026;12;"€ 1.234,50";0,25;Sì;B1| B2 ;" due\r\nrighe"';
    const esito = await leggiProva(`${INTERA}\r\n${row}\r\n`);
    expect(esito).toMatchObject({ leggibile: true, formato: 'csv', foglio: null, lette: 1, errori: 0, rilievi: [] });
    expect(esito.righe.map(({ valori }) => valori)).toEqual([
      {
        codice: 'A1',
        denominazione: 'Casa; protetta',
        padre: 'A',
        istat: '037006',
        relazione: 'piu_ampia',
        dal: '2026-12-31',
        posti: 12,
        retta: 123450,
        quota: 0.25,
        isee: true,
        sostituisce: ['B1', 'B2'],
        nota: ' due\r\nrighe',
      },
    ]);
    expect(esito.righe[0]).toMatchObject({ riga: 2, linea: 2, testi: { dal: '31/12/2026', sostituisce: 'B1| B2 ' } });
    expect(esito.colonne).toMatchObject({ codice: 1, padre: 3, nota: 12 });
  });

  it.each([';', ',', '\t'])('may divide its columns with %j', async (separatore) => {
    const cells = [
      ['codice', 'denominazione', 'nota'],
      ['A1', '"Casa, albergo; e altro"', 'x'],
    ];
    const esito = await leggiProva(cells.map((row) => row.join(separatore)).join('\n'));
    expect(esito.righe[0]?.valori).toMatchObject({ denominazione: 'Casa, albergo; e altro', nota: 'x' });
    expect(esito.rilievi).toEqual([]);
  });

  it('is divided by what makes most of its columns known, not most of its cells', async () => {
    const esito = await leggiProva('codice;denominazione;Nota, Dal, misure, pesi\nA1;Casa;x\n');
    expect(esito.colonne).toEqual({ codice: 1, denominazione: 2 });
  });

  it('of one column keeps commas in its values', async () => {
    const foglio = { titolo: 'note', colonne: { nota: { descrizione: 'nota', tipo: { base: 'testo' } } } } as const;
    const esito = await readFoglio(Buffer.from('nota\nuno, due\ntre, quattro, cinque\n'), foglio);
    expect(esito.righe.map(({ valori }) => valori.nota)).toEqual(['uno, due', 'tre, quattro, cinque']);
  });

  it('may say its separator in a line of its own, that is no row', async () => {
    const esito = await leggiProva('sep=|\ncodice|denominazione\nA1|Casa\n!|Casa\n');
    expect(esito.righe[0]).toMatchObject({ riga: 2, linea: 3 });
    expect(esito.rilievi[0]).toMatchObject({ cella: 'A3', linea: 4 });
  });

  it.each([
    ['UTF-8', Buffer.from(`${HEADER}\nA1;Comunità – già € 5\n`)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${HEADER}\nA1;Comunità – già € 5\n`)],
    ['UTF-16 little endian', iconv.encode(`${HEADER}\nA1;Comunità – già € 5\n`, 'utf-16le', { addBOM: true })],
    ['UTF-16 big endian', iconv.encode(`${HEADER}\nA1;Comunità – già € 5\n`, 'utf-16be', { addBOM: true })],
    ['Windows-1252', iconv.encode(`${HEADER}\nA1;Comunità – già € 5\n`, 'windows-1252')],
  ])('may be in %s', async (_, bytes) => {
    const esito = await leggiProva(bytes);
    expect(esito.righe[0]?.valori.denominazione).toBe('Comunità – già € 5');
    expect(esito.rilievi).toEqual([]);
  });

  it.each(['\n', '\r\n', '\r'])('may end its lines with %j, and skips blank rows but counts them', async (end) => {
    const esito = await leggiProva([HEADER, 'A1;"uno\r\ndue"', '', ' ; ', '!;x', ''].join(end));
    expect(esito.righe.map(({ riga, linea }) => [riga, linea])).toEqual([[2, 2]]);
    expect(esito.rilievi.at(-1)).toMatchObject({ regola: 'TB-36', riga: 5, linea: 6, colonna: 1, cella: 'A5' });
    expect(esito.lette).toBe(2);
  });

  it('has its rows at odds with the header told', async () => {
    const esito = await leggiProva(`${HEADER};nota\nA1;Casa\nA2;Casa;x;;\nA3;Casa, via Roma; 3;x\nA4;"Casa" rossa;x\n`);
    expect(rilieviIn(esito)).toEqual(['TB-21 B2', 'TB-20 D4', 'TB-22 B5']);
    expect(esito.righe.map(({ valori }) => valori.denominazione)).toEqual(['Casa', 'Casa', 'Casa rossa']);
  });

  it('with a quote that is never closed is not read', async () => {
    const esito = await leggiProva(`${HEADER}\nA1;Casa\nA2;"Casa\nA3;Casa\n`);
    expect(esito).toMatchObject({ leggibile: false, righe: [] });
    expect(rilieviIn(esito)).toEqual(['TB-07 B3']);
  });
});

describe('a large file', () => {
  it('does not hold up what else the process has to do', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const reading = leggiProva(`${HEADER}\n${'A1;Casa\n'.repeat(20_000)}`).finally(() => clearInterval(timer));
    expect((await reading).lette).toBe(20_000);
    expect(turns).toBeGreaterThan(3);
  });
});

describe('the header', () => {
  it('is found whatever its case, accents, spaces and marks', async () => {
    const esito = await leggiProva('COD.;Denominazióne *;codice-Padre;  Chi\u0300edo\nA1;Casa;A;\n');
    expect(esito.colonne).toEqual({ codice: 1, denominazione: 2, padre: 3 });
    expect(rilieviIn(esito)).toEqual(['TB-12 D1']);
  });

  it('is found below a title', async () => {
    const esito = await leggiProva(`Elenco 2026;;\n;;\n;Comune di Prova;\n${HEADER};nota\nA1;Casa;\n`);
    expect(rilieviIn(esito)).toEqual(['TB-14 A1']);
    expect(esito.righe[0]).toMatchObject({ riga: 5, valori: { codice: 'A1' } });
  });

  it('is found below a row that happens to have names of columns', async () => {
    const esito = await leggiProva(`Nota;Dal;Posti\n${HEADER};nota\nA1;Casa;x\n`);
    expect(esito.righe.map(({ valori }) => valori.nota)).toEqual(['x']);
  });

  it('is looked for in the first ten rows that are not blank', async () => {
    const below = (rows: number) => leggiProva(`${'Gentile collega\n\n'.repeat(rows)}${HEADER}\nA1;Casa\n`);
    expect((await below(9)).lette).toBe(1);
    expect(rilieviIn(await below(10))).toEqual(['TB-13']);
  });

  it('has its columns called as spreadsheets call them', async () => {
    const others = Array.from({ length: 720 }, (_, at) => `x${at}`);
    const esito = await leggiProva(`${HEADER};${others.join(';')}\n`, { colonne: 1000 });
    const cells = esito.rilievi.map(({ cella, colonna }) => `${cella} ${colonna}`);
    expect(cells).toEqual(
      expect.arrayContaining(['C1 3', 'Z1 26', 'AA1 27', 'AZ1 52', 'BA1 53', 'ZZ1 702', 'AAA1 703']),
    );
  });

  it('names the columns it lacks, has twice, or does not know', async () => {
    const lacking = await leggiProva('codice;descrizione\nA1;Casa\n');
    expect(lacking).toMatchObject({ leggibile: false, righe: [] });
    expect(lacking.rilievi[0]!.messaggio).toBe(
      'Manca la colonna “denominazione” (nome della voce). Colonne non riconosciute: “descrizione”.',
    );
    const twice = await leggiProva('codice;denominazione;cod.\nA1;Casa;A1\n');
    expect(twice.leggibile).toBe(false);
    expect(rilieviIn(twice)).toEqual(['TB-11 C1']);
    const unknown = await leggiProva(`${HEADER};colore;\nA1;Casa;blu;verde\nA2;Casa;blu;verde\n`);
    expect(rilieviIn(unknown)).toEqual(['TB-12 C1', 'TB-20 D2', 'TB-20 D3']);
  });

  it('asks for a column whose cells may be empty, when the sheet says so', async () => {
    const colonne = {
      codice: { descrizione: 'codice', tipo: { base: 'testo' } },
      regionale: { descrizione: 'codice regionale', intestazioneRichiesta: true, tipo: { base: 'testo' } },
    } as const;
    const foglio: Foglio = { titolo: 'mappa', colonne };
    expect((await readFoglio(Buffer.from('codice;regionae\nA;\n'), foglio)).leggibile).toBe(false);
    expect((await readFoglio(Buffer.from('codice;regionale\nA;\n'), foglio)).errori).toBe(0);
  });

  it.each(['uno;due\n1;2\n', 'Gentili,\nin allegato\n'])('is missed when there is none: %j', async (text) => {
    const esito = await leggiProva(text);
    expect(esito.leggibile).toBe(false);
    expect(rilieviIn(esito)).toEqual(['TB-13']);
  });

  it('alone is a table of no rows', async () => {
    const esito = await leggiProva(HEADER);
    expect(esito).toMatchObject({ leggibile: true, lette: 0, errori: 0 });
    expect(rilieviIn(esito)).toEqual(['TB-16']);
  });

  it('may leave the columns it adds to who reads', async () => {
    const foglio = { ...FOGLIO_DI_PROVA, altreColonne: true } as const;
    const esito = await readFoglio(
      Buffer.from(`${HEADER};Area  tematica;__proto__;\nA1;Casa;=x;p\nA2;Casa;;\n`),
      foglio,
    );
    expect(esito.righe.map(({ altre }) => Object.entries(altre))).toEqual([
      [['Area tematica', '=x'], ['__proto__', 'p']],
      [],
    ]); // prettier-ignore
    expect(esito.altre['Area tematica']).toBe(3);
    expect(rilieviIn(esito)).toEqual(['TB-39 C2']);
    const twice = await readFoglio(Buffer.from(`${HEADER};area;area\nA1;Casa;1;2\n`), foglio);
    expect(rilieviIn(twice)).toEqual(['TB-11 D1']);
  });
});

describe('findings', () => {
  it('leave out their row, and name cell, field and value', async () => {
    const esito = await leggiProva(`${INTERA}\nA1;Casa;;;;30/02/2026;;;;;;\nA2;Casa;;;;;;;;;;\n`);
    expect(esito.righe.map(({ valori }) => valori.codice)).toEqual(['A2']);
    expect(esito).toMatchObject({ leggibile: true, lette: 2, errori: 1, avvisi: 0 });
    expect(esito.rilievi).toEqual([
      {
        foglio: null,
        riga: 2,
        linea: 2,
        colonna: 6,
        cella: 'F2',
        campo: 'dal',
        valore: '30/02/2026',
        regola: 'TB-33',
        gravita: 'errore',
        messaggio: 'Il valore non è un giorno che esista.',
        rimedio: 'Scrivere il giorno come GG/MM/AAAA o AAAA-MM-GG.',
        fonte: expect.any(String),
        colpa: 'mittente',
      },
    ]);
  });

  it('are all counted, and listed up to the limit', async () => {
    const esito = await leggiProva(`${HEADER}\n${'!;x\n'.repeat(30)}`, { rilievi: 10 });
    expect(esito.errori).toBe(30);
    expect(esito.rilievi).toHaveLength(11);
    expect(esito.rilievi[10]).toMatchObject({ regola: 'SN-00', messaggio: 'Altri 20 rilievi non sono elencati.' });
  });

  it('of who reads the rows are put on their cell', async () => {
    const foglio = { ...FOGLIO_DI_PROVA, altreColonne: true } as const;
    const esito = await readFoglio(Buffer.from(`colore;cod.;denominazione\nblu;A1;Casa\n`), foglio);
    const regola = {
      codice: 'NL-01',
      gravita: 'errore',
      fonte: 'f',
      colpa: 'mittente',
      messaggio: 'm',
      rimedio: 'r',
    } as const;
    const riga = esito.righe[0]!;
    const onCode = rilievoSuCella(esito, foglio, riga, 'codice', regola, { messaggio: 'sconosciuto' });
    expect(onCode).toMatchObject({
      cella: 'B2',
      campo: 'codice',
      valore: 'A1',
      regola: 'NL-01',
      messaggio: 'sconosciuto',
    });
    expect(rilievoSuCella(esito, foglio, riga, 'colore', regola)).toMatchObject({ cella: 'A2', valore: 'blu' });
    expect(rilievoSuCella(esito, foglio, riga, 'padre', regola)).toMatchObject({ cella: 'A2', campo: 'codice_padre' });
  });
});
