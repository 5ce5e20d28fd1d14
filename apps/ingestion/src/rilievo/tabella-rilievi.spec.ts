import { buffer, text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import { readFoglio } from '#libs/tracciati';
import { csvOf, tableFile, wantedForm } from '../tabella.js';
import type { RilievoLetto } from './leggi-rilievi.js';
import { TABELLA_RILIEVI } from './tabella-rilievi.js';

const rilievo: RilievoLetto = {
  riga_id: 'id',
  riga: 1,
  foglio: null,
  cella: null,
  linea: 2,
  colonna: 3,
  campo: 'Beneficiario/@CodiceFiscale',
  valore: 'X',
  regola: 'PS-26',
  gravita: 'errore',
  messaggio: 'dice "no"; davvero',
  rimedio: 'una\nriga',
  fonte: '',
  colpa: 'mittente',
};

async function* pages(...rilievi: RilievoLetto[]): AsyncGenerator<RilievoLetto[]> {
  yield rilievi;
}

const csv = (...rilievi: RilievoLetto[]): Promise<string> => text(csvOf(TABELLA_RILIEVI, pages(...rilievi)));

describe('rilievi as a table', () => {
  it('quote in CSV what would break a cell', async () => {
    expect(await csv(rilievo)).toBe(
      '\uFEFFriga;foglio;cella;linea;colonna;campo;valore;regola;gravita;messaggio;rimedio;fonte;colpa;riga_id\r\n' +
        '1;;;2;3;Beneficiario/@CodiceFiscale;X;PS-26;errore;"dice ""no""; davvero";"una\nriga";;mittente;id\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('I9 never let %j run as a formula', async (valore) => {
    const [, line = ''] = (await csv({ ...rilievo, valore, messaggio: '', rimedio: '' })).split('\r\n1;');
    expect(line.split(';')[5]!.replace(/^"/, '')[0]).toBe("'");
  });

  it('are a workbook with the same columns, in which a formula is a text too', async () => {
    const headers: Record<string, string> = {};
    const reply = { header: (name: string, value: string) => (headers[name] = value) } as unknown as FastifyReply;
    const found = pages({ ...rilievo, foglio: 'Marzo', cella: 'C7', valore: '=1+1' });
    const file = await tableFile(reply, 'rilievi-x', 'xlsx', TABELLA_RILIEVI, found);
    expect(headers['content-disposition']).toBe('attachment; filename="rilievi-x.xlsx"');
    const colonne = {
      riga: { titolo: 'riga', tipo: { base: 'testo' } },
      cella: { titolo: 'cella', tipo: { base: 'testo' } },
      valore: { titolo: 'valore', tipo: { base: 'testo' } },
    } as const;
    const { righe } = await readFoglio(await buffer(file.getStream()), { colonne, altreColonne: true } as never);
    expect(righe).toMatchObject([{ valori: { riga: '1', cella: 'C7', valore: '=1+1' } }]);
  });

  it.each([
    [undefined, undefined, 'json'],
    [undefined, 'text/csv', 'csv'],
    [undefined, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
    ['csv', 'application/json', 'csv'],
  ] as const)('come in the form that is asked for: %s, %s', (formato, accept, forma) => {
    expect(wantedForm(formato, accept)).toBe(forma);
  });
});
