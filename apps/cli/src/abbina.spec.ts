import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { legalDay } from '#libs/codici';
import { generateAbbinamento } from '#libs/sintetici';
import { readTerritorio } from './riferimenti-nazionali.js';
import { run } from './terminale-di-prova.js';

let folder = '';
const at = (name: string): string => join(folder, name);

const REGISTRO = `id;cf;cognome;nome;sesso;data_nascita;belfiore;comune_istat
r1;RSSMRA80A01H501U;ROSSI;MARIO;M;1980-01-01;H501;058091
r2;VRDDAA79T71Z129T;VERDI;ADA;F;1979-12-31;Z129;041044
=r3;;D'ANGELO;NICCOLÒ;M;1975-03-04;G479;041044
r4;;CONTI;PAOLO;M;2010-05-06;G479;041044
`;
const DOMANDE = `qid;vero;cf;cognome;nome;sesso;data_nascita;belfiore;comune_istat
q1;r1;RSSMRA80A01H501U;ROSSI;MARIO;M;1980-01-01;H501;058091
q2;r2;;VERDI;ADA;F;1979-12-31;Z129;041044
q3;=r3;;DANGELO;NICCOLO';M;1975-03-04;G479;041044
q4;;;CONTI;PAOLA;F;2010-05-06;G479;041044
q5;;;NERI;UGO;M;1950-05-06;H501;058091
`;

const oggi = legalDay('2026-01-31');
const territorio = readTerritorio();
const comuni = territorio.comuniInVigore(oggi).filter(({ regioneIstat }) => regioneIstat === '11');
/** People enough to learn from. */
const FOLLA = [...generateAbbinamento({ seed: 'f', registro: 150, domande: 1, territorio, oggi, comuni }).registro()];

function folla(da: number, a: number, prefisso = 'f'): string {
  const lines = FOLLA.slice(da, a).map((one, at) => {
    const id = prefisso === 'g' ? `g${da + at};f${da + at}` : `${prefisso}${da + at}`;
    return `${id};${one.cf};${one.cognome};${one.nome};${one.sesso};${one.data_nascita};${one.belfiore};${one.comune_istat}\n`;
  });
  return lines.join('');
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'snodo-abbina-'));
  writeFileSync(at('registro.csv'), REGISTRO + folla(0, 150));
  writeFileSync(at('domande.csv'), DOMANDE + folla(100, 130, 'g'));
  writeFileSync(at('elenco.csv'), REGISTRO + folla(0, 150) + folla(140, 150, 'd'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('snodo abbina', () => {
  it('writes the pairs for a spreadsheet, with the evidence in words and no formula, and says beside them how many', async () => {
    const { uscita, output, errors } = await run(['abbina', '--a', at('registro.csv'), '--b', at('domande.csv')]);
    expect(uscita).toBe(0);
    const lines = output.split('\r\n');
    expect(lines[0]).toBe(
      '\uFEFFid_a;id_b;esito;punteggio;probabilita;perche;codice;cognome;nome;sesso;data_nascita;luogo_nascita;comune',
    );
    const line = (id: string): string => lines.find((one) => one.includes(`;${id};`)) ?? '';
    expect(line('q1')).toMatch(/^r1;q1;certa;\d+,\d\d;1,000000;;uguale;uguale;uguale;uguale;uguale;uguale;uguale$/);
    expect(line('q3')).toMatch(/^'=r3;q3;certa;.*;manca;uguale;uguale;/);
    expect(lines.filter((one) => one.includes(';certa;'))).toHaveLength(33);
    expect(line('q5')).toBe('');
    // The twin of another name.
    expect(line('q4')).not.toContain(';certa;');
    expect(errors).toContain('154 record in A, 35 in B; ogni record di B cercato in A');
    expect(errors).toContain('33 coppie certe');
  });

  it('writes one JSON object of a shape that stays, and measures itself against the truth', async () => {
    const asked = ['abbina', '--a', at('domande.csv'), '--b', at('registro.csv'), '--json', '--verita', 'vero'];
    const { output, errors } = await run(asked);
    const found = JSON.parse(output) as Record<'coppie' | 'dubbie' | 'riepilogo' | 'modello' | 'verita', never>;
    expect(Object.keys(found)).toEqual(['coppie', 'dubbie', 'riepilogo', 'modello', 'verita']);
    expect(found.coppie).toHaveLength(33);
    expect(found.coppie[0]).toMatchObject({
      id_a: 'q1',
      id_b: 'r1',
      esito: 'certa',
      perche: [],
      evidenza: { cognome: { livello: 'uguale' }, codice: { livello: 'uguale' } },
    });
    expect(found.coppie[2]).toMatchObject({ id_b: '=r3' });
    expect(found.riepilogo).toMatchObject({ record_a: 35, record_b: 154, cercati: 'a', certe: 33, veti: true });
    expect(found.verita).toMatchObject({ precisione: 1, richiamo: 1, f1: 1, veri: 33, giusti: 33, falsi: [] });
    expect(JSON.stringify(found.modello)).not.toContain('ROSSI');
    expect(errors).toContain('Con la verità: precisione 1,0000, richiamo 1,0000, F1 1,0000.');
  });

  it('lists the links that are false', async () => {
    writeFileSync(at('sbagliata.csv'), DOMANDE.replace('q1;r1;', 'q1;r2;') + folla(100, 130, 'g')); // prettier-ignore
    const { output } = await run(['abbina', '--a', at('registro.csv'), '--b', at('sbagliata.csv'), '--verita', 'vero', '--uscita', at('x.csv')]); // prettier-ignore
    expect(output).toContain('Legami falsi: 1, 0 fra nomi diversi.\n  r1 e q1: cognome uguale, nome uguale');
  });

  it('finds the doubles of one list, and puts them together', async () => {
    const asked = ['abbina', '--dedup', '--a', at('elenco.csv'), '--uscita', at('doppi.csv'), '--gruppi', at('gruppi.csv')];
    const { uscita, output } = await run(asked);
    expect(uscita).toBe(0);
    expect(output).toContain('10 coppie certe, in 10 gruppi');
    expect(readFileSync(at('doppi.csv'), 'utf8')).toContain('f140;d140;certa;');
    expect(readFileSync(at('gruppi.csv'), 'utf8').split('\r\n').slice(0, 3)).toEqual(['\uFEFFgruppo;id', '1;f140', '1;d140']);
  }); // prettier-ignore

  it('takes the registry of a comune in Snodo’s own layout, whose sender uses no id_mittente', async () => {
    const file = at('anagrafe.csv');
    await run(['genera', '--tracciato', 'ANAGRAFE', '--righe', '60', '--uscita', file]);
    const [heading = '', first = ''] = readFileSync(file, 'utf8').split('\r\n');
    const cell = (nome: string): string | undefined => first.split(';')[heading.split(';').indexOf(nome)];
    expect([cell('id_mittente'), cell('id_anagrafico') === '']).toEqual(['', false]);
    const { uscita, errors } = await run(['abbina', '--dedup', '--a', file]);
    expect(uscita).toBe(0);
    expect(errors).not.toContain('numeri di riga');
  });

  it.each<[readonly string[], number, string]>([
    [['--b', 'x.csv'], 64, 'manca --a'],
    [['--a', 'x.csv'], 64, 'manca --b (o --dedup'],
    [['--a', 'x.csv', '--b', 'y.csv', '--dedup'], 64, 'non vuole --b'],
    [['--a', '-', '--b', '-'], 64, 'uno solo'],
    [['--a', 'x.csv', '--b', 'y.csv', '--gruppi', 'g.csv'], 64, '--gruppi va con --dedup'],
    [['--a', 'x.csv', '--b', 'y.csv', '--soglia', '2'], 64, '--soglia vuole una probabilità'],
    [['--a', 'x.csv', '--b', 'y.csv', '--soglia', '0,4'], 64, '--dubbio non può superare'],
    [['--a', 'x.csv', '--b', 'y.csv', '--veti', 'forse'], 64, '--veti è si, no o auto'],
    [['--a', 'x.csv', '--b', 'y.csv', '--cerca', 'c'], 64, '--cerca è a oppure b'],
    [['--a', 'x.csv', '--b', 'y.csv', '--verita', 'v', '--verita-da-id'], 64, 'non vanno insieme'],
    [['--a', 'x.csv', '--dedup', '--senza', 'codice,citta'], 64, 'campo “citta” non esiste; i campi sono id, codice, '],
    [['--a', 'non-esiste.csv', '--dedup'], 2, 'il file non esiste'],
    [['--a', 'x.csv', '--dedup', '--mappa', 'non-esiste.json'], 2, 'il file non esiste'],
  ])('%j is refused with %s', async (args, uscita, words) => {
    const refused = await run(['abbina', ...args]);
    expect(refused.uscita).toBe(uscita);
    expect(refused.errors).toContain(words);
    expect(refused.output).toBe('');
  });

  it('leaves out a field of a person, a usual one and one of the mapping, and no other', async () => {
    writeFileSync(at('mappa.json'), JSON.stringify({ altri: { badge: 'comune_istat' } }));
    const senza = (campi: string) =>
      run(['abbina', '--dedup', '--a', at('elenco.csv'), '--mappa', at('mappa.json'), '--senza', campi]);
    const { uscita, output } = await senza('codice, cap,badge,');
    expect(uscita).toBe(0);
    expect(output.split('\r\n')[0]).not.toMatch(/codice|badge/);
    expect((await senza('')).output.split('\r\n')[0]).toMatch(/;codice;.*;badge$/);
    const refused = await senza('badges');
    expect([refused.uscita, refused.output]).toEqual([64, '']);
    expect(refused.errors).toMatch(/--senza: il campo “badges” non esiste; i campi sono .*, email, badge\n/);
  });

  it('says which truth is not there, and where it cannot write, before it works', async () => {
    const lists = ['abbina', '--a', at('registro.csv'), '--b', at('domande.csv')];
    const refused = await run([...lists, '--verita', 'boh']);
    expect(refused).toMatchObject({ uscita: 2, errors: '--verita: la colonna “boh” non è né in A né in B\n' });
    expect((await run([...lists, '--verita-da-id'])).errors).toContain('rec-12-org');
    expect((await run([...lists, '--uscita', join(folder, 'no', 'x.csv')])).uscita).toBe(3);
  });
});
