import { describe, expect, it } from '@jest/globals';
import { encodeCodiceFiscale, legalDay, omocodiaVariants, parseCodiceFiscale } from '#libs/codici';
import fc from 'fast-check';
import { judge, judgePair } from './giudizio.js';
import { MODELLO_ITALIANO } from './modello.js';
import { nomiVicini } from './nomi-vicini.js';
import type { Soggetto } from './soggetto.js';

const COGNOMI = ['ROSSI', 'ROSI', 'DE LUCA', "D'ANGELO", 'BIANCHI', 'ROSSI BIANCHI', 'LUCA', ''];
const NOMI = [
  'LUCA',
  'LUCIA',
  'MARCO',
  'MARCO ANTONIO',
  'PAOLO',
  'PAOLA',
  'SIMONE',
  'SIMONA',
  'ROSSI',
  'NICOLÒ',
  "NICOLO'",
  '',
];
const GIORNI = ['1980-01-01', '1980-02-01', '1980-01-02', '1980-12-31', '1943-07-20'];

function codiceOf({ cognome, nome, sesso = 'M', dataNascita = '1980-01-01', luogoNascita = 'H501' }: Soggetto): string {
  return encodeCodiceFiscale({
    cognome: cognome || 'X',
    nome: nome || 'X',
    sesso,
    dataNascita: legalDay(dataNascita),
    luogoNascita: luogoNascita as never,
  });
}

const tratti = fc.record({
  cognome: fc.constantFrom(...COGNOMI),
  nome: fc.constantFrom(...NOMI),
  sesso: fc.constantFrom('M' as const, 'F' as const),
  dataNascita: fc.constantFrom(...GIORNI),
  luogoNascita: fc.constantFrom('H501', 'F205'),
  comune: fc.constantFrom('058091', '015146'),
});
const soggetto: fc.Arbitrary<Soggetto> = fc.tuple(tratti, tratti, fc.nat(3)).map(([suoi, altrui, which]) => {
  const codice = [codiceOf(suoi), codiceOf(altrui), `${codiceOf(suoi).slice(0, 15)}?`, undefined][which];
  return { ...suoi, ...(codice !== undefined && { codice }) };
});

const MARCO: Soggetto = {
  cognome: 'ROSSI',
  nome: 'MARCO',
  sesso: 'M',
  dataNascita: '2011-05-06',
  luogoNascita: 'F205',
  comune: '015146',
};
const conCodice = (persona: Soggetto): Soggetto => ({ ...persona, codice: codiceOf(persona) });
const giudica = (uno: Soggetto, ...candidati: Soggetto[]) => judge(uno, candidati, MODELLO_ITALIANO);

describe('who of the candidates is the person', () => {
  it.each<[string, Soggetto]>([
    ['the same words', MARCO],
    ['another comune of residence', { ...MARCO, comune: '058091' }],
    ['surname and given name swapped', { ...MARCO, cognome: 'MARCO', nome: 'ROSSI' }],
    ['a second given name', { ...MARCO, nome: 'MARCO ANTONIO' }],
    ['a slip in the surname', { ...MARCO, cognome: 'ROSI' }],
    ['day and month swapped', { ...MARCO, dataNascita: '2011-06-05' }],
    ['a slip in the code', { ...MARCO, codice: 'RSSMRC11E06F20SX' }],
    ['an STP beside a codice fiscale', { ...MARCO, codice: 'STP0300100000012' }],
    ["a husband's surname", { ...MARCO, cognome: 'ROSSI BIANCHI' }],
    ['one digit of the day wrong, born and living where few are', { ...MARCO, dataNascita: '2011-05-16' }],
    [
      'the given name of a sister, but the same code, day and sex',
      { ...MARCO, nome: 'MARCA', codice: codiceOf(MARCO) },
    ],
    ['a given name as it sounds, and the same code', { ...MARCO, nome: 'MARKO', codice: codiceOf(MARCO) }],
  ])('is certain with %s', (_, uno) => {
    expect(giudica(uno, conCodice(MARCO))).toMatchObject({ esito: 'certa', candidato: 0, veti: [] });
  });

  it.each<[string, Soggetto, string]>([
    ['a twin without a code', { ...MARCO, nome: 'MATTEO' }, 'nome_diverso'],
    ['a sister whose name ends otherwise', { ...MARCO, nome: 'MARCA' }, 'nome_diverso'],
    ["a brother's code", { ...MARCO, nome: 'LUCIANO', codice: codiceOf(MARCO) }, 'nome_diverso'],
    ["a relative's code beside the right names", { ...MARCO, codice: 'RSSLCU50A01F205H' }, 'codici_diversi'],
    ['a given name that is common itself', { ...MARCO, nome: 'MARCELLA', cognome: 'ROSSI' }, 'nome_diverso'],
    ['1 January for a day, and no place', { ...MARCO, dataNascita: '2011-01-01', luogoNascita: '' }, 'nascita_diversa'],
    [
      "a namesake's code",
      { ...MARCO, dataNascita: '2011-10-27', comune: '058091', codice: codiceOf(MARCO) },
      'nascita_diversa',
    ],
    ['a longer given name that begins alike', { ...MARCO, nome: 'MARCOLINDO' }, 'nome_diverso'],
    ['no given name', { ...MARCO, nome: '' }, 'nome_mancante'],
    [
      "a stranger's code",
      { cognome: 'VERDI', nome: 'UGO', dataNascita: '2011-05-06', codice: codiceOf(MARCO) },
      'codice_di_altri',
    ],
  ])('is in doubt with %s', (_, uno, veto) => {
    const giudizio = giudica(uno, conCodice(MARCO));
    expect(giudizio.esito).toBe('dubbia');
    expect(giudizio).toMatchObject({ candidato: 0, veti: expect.arrayContaining([veto]) });
  });

  it('is in doubt when it has another code of the same letters', () => {
    const codice = omocodiaVariants(parseCodiceFiscale(codiceOf(MARCO))!)[0]!;
    expect(giudica({ ...MARCO, codice }, conCodice(MARCO))).toMatchObject({
      esito: 'dubbia',
      veti: ['codici_diversi'],
    });
  });

  it('is nobody when a twin has a code of its own', () => {
    expect(giudica(conCodice({ ...MARCO, nome: 'MATTEO' }), conCodice(MARCO))).toEqual({ esito: 'nessuna', altri: [] });
  });

  it('is nobody among strangers, or among none', () => {
    expect(giudica(MARCO)).toEqual({ esito: 'nessuna', altri: [] });
    expect(giudica(MARCO, { ...MARCO, cognome: 'VERDI', nome: 'UGO', dataNascita: '1950-03-04' }).esito).toBe(
      'nessuna',
    );
  });

  it('is in doubt between two who are as near', () => {
    const giudizio = giudica(MARCO, MARCO, { ...MARCO });
    expect(giudizio).toMatchObject({ esito: 'dubbia', veti: ['altri_vicini'], altri: [{ candidato: 1 }] });
  });

  it('is in doubt when the code is that of somebody else, who is there too', () => {
    const LUCIANO = conCodice({ ...MARCO, nome: 'LUCIANO', dataNascita: '2008-05-06' });
    const giudizio = giudica({ ...MARCO, codice: LUCIANO.codice! }, LUCIANO, MARCO);
    expect(giudizio).toMatchObject({ esito: 'dubbia', candidato: 1, veti: ['codice_di_altri'], altri: [{}] });
  });

  it('is the one of two twins that has the name', () => {
    expect(giudica(MARCO, { ...MARCO, nome: 'MATTEO' }, MARCO)).toMatchObject({ esito: 'certa', candidato: 1 });
  });

  it('says what spoke for and against, without values', () => {
    const giudizio = giudica({ ...MARCO, comune: '058091' }, MARCO);
    if (giudizio.esito === 'nessuna') throw new Error('nobody');
    expect(giudizio.evidenza.map(({ campo, livello }) => `${campo} ${livello}`)).toEqual([
      'cognome uguale',
      'nome uguale',
      'data_nascita uguale',
      'luogo_nascita uguale',
      'comune diverso',
      'sesso uguale',
    ]);
    const sum = giudizio.evidenza.reduce((all, { peso }) => all + peso, MODELLO_ITALIANO.aPriori);
    expect(giudizio.punteggio).toBeCloseTo(sum, 9);
  });

  it('asks the history of places only for codes that differ', () => {
    const asked: string[] = [];
    const stessoLuogo = (uno: string, altro: string) => asked.push(`${uno} ${altro}`) > 0;
    judge(MARCO, [MARCO], MODELLO_ITALIANO, { stessoLuogo });
    expect(asked).toEqual([]);
    const giudizio = judge({ ...MARCO, luogoNascita: 'M434' }, [MARCO], MODELLO_ITALIANO, { stessoLuogo });
    expect(asked).toEqual(['M434 F205']);
    expect(giudizio).toMatchObject({
      evidenza: expect.arrayContaining([expect.objectContaining({ campo: 'luogo_nascita', livello: 'uguale' })]),
    });
  });
});

describe('a judge, whatever it is shown,', () => {
  it('never joins other given names, or two codici fiscali', () => {
    fc.assert(
      fc.property(soggetto, fc.array(soggetto, { maxLength: 4 }), (uno, candidati) => {
        const giudizio = judge(uno, candidati, MODELLO_ITALIANO);
        if (giudizio.esito !== 'certa') return;
        const found = candidati[giudizio.candidato]!;
        const swapped = nomiVicini(uno.nome!, found.cognome!) && nomiVicini(uno.cognome!, found.nome!);
        const joined = uno.codice !== undefined && uno.codice === found.codice;
        expect(
          swapped || nomiVicini(uno.nome!, found.nome!) || (joined && (uno.nome === '' || found.nome === '')),
        ).toBe(true);
        const codici = [uno, found].map(({ codice }) => codice && parseCodiceFiscale(codice));
        if (codici[0] && codici[1]) expect(codici[0]).toBe(codici[1]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('compares also two of whom nobody would think, as it compares those of whom somebody would', () => {
    const TULLIO: Soggetto = { cognome: 'VERDI', nome: 'TULLIO', sesso: 'M', dataNascita: '1950-03-04' };
    expect(giudica(MARCO, TULLIO).esito).toBe('nessuna');
    const { veti, evidenza } = judgePair(MARCO, TULLIO, MODELLO_ITALIANO);
    expect(veti).toEqual(['nome_diverso', 'nascita_diversa']);
    expect(evidenza.map(({ campo, livello }) => `${campo} ${livello}`)).toEqual([
      'cognome diverso',
      'nome diverso',
      'data_nascita diversa',
      'sesso uguale',
    ]);
    const { veti: suoi, evidenza: sua } = giudica(MARCO, conCodice(MARCO)) as ReturnType<typeof judgePair>;
    expect(judgePair(MARCO, conCodice(MARCO), MODELLO_ITALIANO)).toEqual({ veti: suoi, evidenza: sua });
  });

  it('weighs a pair the same from both sides', () => {
    fc.assert(
      fc.property(soggetto, soggetto, (uno, altro) => {
        const soglie = { dubbia: 1e-12 };
        const both = [
          judge(uno, [altro], MODELLO_ITALIANO, { soglie }),
          judge(altro, [uno], MODELLO_ITALIANO, { soglie }),
        ];
        expect(both[1]).toEqual(both[0]);
      }),
      { numRuns: 1_000 },
    );
  });
});
