import { describe, expect, it } from '@jest/globals';
import { FOGLIO_DI_PROVA } from '../prova/fogli.js';
import { type CartellaFatta, type CellaFatta, cartella, conStile } from '../../corpus/cartella.js';
import { leggiProva, rilieviIn } from '../prova/lettura.js';

const NOMI = Object.entries(FOGLIO_DI_PROVA.colonne).map(([key, colonna]) => ('nome' in colonna ? colonna.nome : key));
const HEADER = ['codice', 'denominazione'];

/** One sheet under the full header. */
const leggi = (righe: readonly (readonly CellaFatta[] | null)[], altro: Partial<CartellaFatta> = {}) =>
  leggiProva(cartella({ fogli: [{ nome: 'Elenco', righe: [NOMI, ...righe] }], ...altro }));

/** A row with this in one column. */
const con = (chiave: string, cella: CellaFatta): CellaFatta[] =>
  NOMI.map((nome) => (nome === chiave ? cella : nome === 'codice' ? 'A1' : nome === 'denominazione' ? 'Casa' : null));

describe('a workbook', () => {
  it('gives typed values by column', async () => {
    const day = conStile(46387, 1);
    const esito = await leggi(
      [['A1', 'Casa', 'A', 37006, 'Esatta', day, 12, 1234.5, 0.25, true, 'B1|B2', ' due\r\nrighe']],
      { formati: ['dd/mm/yyyy'] },
    );
    expect(esito).toMatchObject({ leggibile: true, formato: 'xlsx', foglio: 'Elenco', lette: 1, errori: 0 });
    expect(rilieviIn(esito)).toEqual(['TB-38 D2']);
    expect(esito.righe[0]).toEqual({
      riga: 2,
      linea: 2,
      valori: {
        codice: 'A1',
        denominazione: 'Casa',
        padre: 'A',
        istat: '037006',
        relazione: 'esatta',
        dal: '2026-12-31',
        posti: 12,
        retta: 123450,
        quota: 0.25,
        isee: true,
        sostituisce: ['B1', 'B2'],
        nota: ' due\r\nrighe',
      },
      altre: {},
      testi: expect.objectContaining({ istat: '37006', retta: '1234.5', isee: 'VERO' }),
    });
  });

  it.each([
    ['a formatted text', '<c t="inlineStr"><is><r><t>Casa </t></r><r><rPr/><t>rossa</t></r><rPh><t>x</t></rPh></is></c>', 'Casa rossa'],
    ['an inline text', '<c t="inlineStr"><is><t>Casa &amp; più</t></is></c>', 'Casa & più'],
    ['a text in CDATA', '<c t="str"><v><![CDATA[a<b]]> c</v></c>', 'a<b c'],
    ['the result of a formula', '<c t="str"><f>A1&amp;"x"</f><v>fatto</v></c>', 'fatto'],
    ['a number that a formula gave', '<c><f>1+1</f><v>2</v></c>', '2'],
    ['an escaped character', '<c t="inlineStr"><is><t>a_x0009_b_x005F_x0041_</t></is></c>', 'a\tb_x0041_'],
    ['an ISO day', '<c t="d"><v>2026-12-31T00:00:00</v></c>', '2026-12-31T00:00:00'],
  ])('is read where it has %s', async (_, xml, expected) => {
    const esito = await leggi([con('nota', { xml })]);
    expect(esito.righe.map(({ valori }) => valori.nota)).toEqual([expected]);
  }); // prettier-ignore

  it.each([
    ['an error', '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', 'TB-40 L2'],
    ['a formula without result', '<c><f>A1</f></c>', 'TB-45 L2'],
    ['a formula with a result to come', '<c><f>A1</f><v></v></c>', 'TB-45 L2'],
    ['a number past all bounds', '<c><v>1e999</v></c>', 'TB-40 L2'],
  ])('has %s told', async (_, xml, expected) => {
    const esito = await leggi([con('nota', { xml })]);
    expect(rilieviIn(esito)).toEqual([expected]);
  });

  it.each([
    '<c s="3"/>',
    '<c><v/></c>',
    '<c t="inlineStr"><is><t/></is></c>',
    '<c t="str"><v> </v></c>',
    '<c t="str"><f>A9</f><v></v></c>',
  ])('has an empty cell in %s', async (xml) => {
    const esito = await leggi([con('denominazione', { xml })]);
    expect(rilieviIn(esito)).toEqual(['TB-30 B2']);
  });

  it('numbers its rows as they are, with holes, and may leave numbers out', async () => {
    const holes = await leggi([null, null, ['A1', 'Casa'], [null, null], ['!', 'Casa']]);
    expect(holes.righe.map(({ riga }) => riga)).toEqual([4]);
    expect(rilieviIn(holes)).toEqual(['TB-36 A6']);
    const cells = '<c t="str"><v>A1</v></c><c t="str"><v>Casa</v></c>';
    const header = HEADER.map((one) => `<c t="str"><v>${one}</v></c>`).join('');
    const sheet = `<worksheet><sheetData><row>${header}</row><row>${cells}</row></sheetData></worksheet>`;
    const without = await leggi([], { parti: { 'xl/worksheets/sheet1.xml': sheet } });
    expect(without.righe.map(({ riga, valori }) => [riga, valori.codice])).toEqual([[2, 'A1']]);
  });

  it('may have its elements under a prefix', async () => {
    const header = HEADER.map((one) => `<x:c t="str"><x:v>${one}</x:v></x:c>`).join('');
    const sheet = `<x:worksheet xmlns:x="u"><x:sheetData><x:row>${header}</x:row></x:sheetData></x:worksheet>`;
    expect(rilieviIn(await leggi([], { parti: { 'xl/worksheets/sheet1.xml': sheet } }))).toEqual(['TB-16']);
  });

  it('has values under no header told once a column', async () => {
    const esito = await leggiProva(
      cartella({ fogli: [{ nome: 'Elenco', righe: [HEADER, ['A1', 'Casa', null, 1], ['A2', 'Casa', null, 2]] }] }),
    );
    expect(rilieviIn(esito)).toEqual(['TB-15 D2']);
    expect(esito.righe).toHaveLength(2);
  });

  it.each([
    ['dd/mm/yyyy', true],
    ['[$-410]d mmmm yyyy;@', true],
    ['[h]:mm', true],
    [14, true],
    [22, true],
    [45, true],
    ['0.00', false],
    ['General', false],
    ['"dal "0', false],
    ['[Red]0;\\d0', false],
    ['#,##0.00\\ [$€-410]', false],
    ['_-* #,##0_d', false],
    [4, false],
    [49, false],
  ])('shows a number under %s as a day: %s', async (formato, isDay) => {
    const esito = await leggi([con('codice', conStile(46387, 1))], { formati: [formato] });
    expect(rilieviIn(esito)).toEqual(isDay ? ['TB-41 A2'] : []);
  });

  it('may count its days from 1904', async () => {
    const esito = await leggi([con('dal', conStile(44925, 1))], { formati: [14], dal1904: true });
    expect(esito.righe[0]?.valori.dal).toBe('2026-12-31');
  });

  it('without styles and shared texts is read all the same', async () => {
    const cells = [...HEADER].map((one) => ({ xml: `<c t="str"><v>${one}</v></c>` }));
    const parti = { 'xl/styles.xml': null, 'xl/sharedStrings.xml': null };
    const esito = await leggiProva(cartella({ fogli: [{ nome: 'Elenco', righe: [cells] }], parti }));
    expect(rilieviIn(esito)).toEqual(['TB-16']);
  });
});

describe('the sheet', () => {
  const foglio = (nome: string, codice: string, stato?: string) => ({
    nome,
    righe: [HEADER, [codice, 'Casa']],
    ...(stato === undefined ? {} : { stato }),
  });

  it.each([
    ['of the declared name', [foglio('Note', 'N'), foglio('ELENCO', 'E')], 'E', []],
    ['of the declared name, though hidden', [foglio('Note', 'N'), foglio('Elenco', 'E', 'hidden')], 'E', []],
    ['that alone is visible', [foglio('Note', 'N', 'veryHidden'), foglio('Foglio1', 'F')], 'F', []],
    ['that is the first visible', [foglio('Note', 'N', 'hidden'), foglio('F1', 'F'), foglio('F2', 'G')], 'F', ['TB-08']],
  ])('%s is read', async (_, fogli, codice, found) => {
    const esito = await leggiProva(cartella({ fogli }));
    expect(esito.righe.map(({ valori }) => valori.codice)).toEqual([codice]);
    expect(rilieviIn(esito)).toEqual(found);
  }); // prettier-ignore

  it('has cells: those of charts are passed by', async () => {
    const rels = (type: string, target: string) =>
      '<Relationships>' +
      `<Relationship Id="rId1" Type="x/${type}" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="rId2" Type="x/worksheet" Target="${target}"/>` +
      '<Relationship Id="rId3" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>';
    const fogli = [foglio('Grafico', 'G'), foglio('Foglio2', 'F')];
    const read = (type: string, target: string) =>
      leggiProva(cartella({ fogli, parti: { 'xl/_rels/workbook.xml.rels': rels(type, target) } }));
    expect((await read('worksheet', 'worksheets/sheet2.xml')).foglio).toBe('Grafico');
    expect((await read('chartsheet', './../xl/worksheets/sheet2.xml')).righe[0]?.valori.codice).toBe('F');
  });

  it('is named in every rilievo', async () => {
    const esito = await leggiProva(cartella({ fogli: [foglio('Prima & dopo', '!')] }));
    expect(esito.rilievi[0]).toMatchObject({ foglio: 'Prima & dopo', riga: 2, linea: 2, colonna: 1, cella: 'A2' });
  });

  it('is missed when none is visible', async () => {
    expect(rilieviIn(await leggiProva(cartella({ fogli: [foglio('Note', 'N', 'hidden')] })))).toEqual(['TB-06']);
    expect(rilieviIn(await leggiProva(cartella({ fogli: [] })))).toEqual(['TB-06']);
  });
});
