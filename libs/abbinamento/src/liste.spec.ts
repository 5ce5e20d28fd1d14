import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { learnModello } from './impara.js';
import { abbinaLista, abbinaListe } from './liste.js';
import { type Modello, MODELLO_ITALIANO } from './modello.js';
import type { Soggetto } from './soggetto.js';

const COGNOMI = (
  'ROSSI BIANCHI ZUANAZZI FERRARI COLOMBO DESANTIS GALLI RINALDI BRAMBILLA MORETTI ESPOSITO HU LOMBARDO PELLEGRINI SORRENTINO ' +
  'VITALE CAPUTO DAGOSTINO GHEZZI IOVINE KOFLER NEGRI OLIVIERI QUAGLIA TESTA URSO VENTURA WIDMANN XHAFA YANG ZANETTI ACERBI'
).split(' ');
const NOMI = (
  'MARCO GIULIA BEPPE CHIARA DAVIDE ELEONORA FILIPPO GRETA IVO LUCREZIA NICOLA OLGA PIETRO QUIRINA RENATO SABRINA TOMMASO URSULA ' +
  'VALERIO WANDA ALDO BIANCA CESARE DEBORA EDOARDO FRANCESCA GUIDO HELGA IACOPO KATIA LEO MAFALDA'
).split(' ');

/** A hundred and sixty people, all different, the same at every run. */
const PERSONE: readonly Soggetto[] = Array.from({ length: 160 }, (_, at) => ({
  cognome: COGNOMI[at % 32]!,
  nome: NOMI[(at * 7 + Math.floor(at / 32) * 5) % 32]!,
  sesso: at % 2 === 0 ? ('M' as const) : ('F' as const),
  dataNascita: `19${40 + (at % 53)}-0${1 + (at % 9)}-1${at % 8}`,
  luogoNascita: `H${500 + (at % 17)}`,
  comune: `0${15_100 + (at % 5)}`,
}));
const slips = PERSONE.map<Soggetto>((persona, at) => {
  if (at % 8 === 1) return { ...persona, cognome: `${persona.cognome!.slice(0, -1)}X` };
  if (at % 8 === 3) return { ...persona, cognome: persona.nome!, nome: persona.cognome! };
  if (at % 8 === 5) return { ...persona, comune: '058091' };
  return persona;
});

describe('two lists', () => {
  it('are linked record by record, with a model learnt from them and from nothing else', () => {
    const found = [...abbinaListe(slips, PERSONE)];
    expect(found.map(({ riga }) => riga)).toEqual(PERSONE.map((_, at) => at));
    for (const { riga, ...judged } of found) expect([riga, judged.esito]).toEqual([riga, 'certa']);
    for (const one of found) if (one.esito === 'certa') expect(one.candidato).toBe(one.riga);
  });

  it('give nothing for whom the other does not hold', () => {
    const [ultimo, ...altri] = PERSONE;
    expect([...abbinaListe([ultimo!], altri, { modello: MODELLO_ITALIANO })]).toEqual([
      { riga: 0, esito: 'nessuna', altri: [] },
    ]);
    expect([...abbinaListe(PERSONE, [])].every(({ esito }) => esito === 'nessuna')).toBe(true);
    expect([...abbinaListe([], PERSONE)]).toEqual([]);
  });

  it('of one to one leave a record to the nearest, and the others in doubt', () => {
    const exact = PERSONE[0]!;
    const far = { ...exact, comune: '058091' };
    const lists = [[far, exact], PERSONE, { modello: MODELLO_ITALIANO }] as const;
    expect([...abbinaListe(...lists)].map(({ esito }) => esito)).toEqual(['certa', 'certa']);
    expect([...abbinaListe(lists[0], lists[1], { ...lists[2], unoAUno: true })]).toMatchObject([
      { esito: 'dubbia', veti: ['gia_abbinato'] },
      { esito: 'certa', candidato: 0 },
    ]);
  });

  it('learn which given names are two, however near', () => {
    const many = (nome: string, from: number): Soggetto[] =>
      PERSONE.slice(from, from + 20).map((persona) => ({ ...persona, nome }));
    const registro = [...PERSONE, ...many('ANDREA', 0), ...many('ANDROMEDA', 40)];
    const twin: Soggetto = { ...PERSONE[3]!, cognome: 'ZANONI', nome: 'ANDROMEDA' };
    const known = { ...twin, nome: 'ANDREA' };
    const [found] = abbinaListe([twin], [...registro, known], {
      modello: learnModello({ nome: 'prova', uno: slips, altro: registro }),
    });
    expect(found).toMatchObject({ esito: 'dubbia', veti: ['nome_diverso'] });
    expect([...abbinaListe([{ ...twin, nome: 'ANDREAA' }], [...registro, known])]).toMatchObject([{ esito: 'certa' }]);
  });
});

describe('one list', () => {
  it('gives every pair of duplicates once, the earlier record first', () => {
    const list = [...PERSONE, ...slips.filter((_, at) => at % 8 === 1)];
    const pairs = [...abbinaLista(list)].filter(({ esito }) => esito === 'certa');
    expect(pairs.map(({ una, altra }) => [una, altra])).toEqual(
      PERSONE.map((_, at) => at)
        .filter((at) => at % 8 === 1)
        .map((at, place) => [at, PERSONE.length + place]),
    );
  });

  it('is compared in the fields of its own layout', () => {
    const altri = { street: 'testo', number: 'numero', state: 'categoria' } as const;
    const list = PERSONE.map(({ cognome, nome, dataNascita }, at) => ({
      cognome,
      nome,
      dataNascita,
      altri: {
        street: `${NOMI[(at * 3) % 31]} ${COGNOMI[at % 29]} road`,
        number: `${at}`,
        state: at % 2 ? 'nsw' : 'vic',
      },
    }));
    const duplicate = { altri: list[20]!.altri, nome: list[20]!.nome, cognome: '', dataNascita: '19501301' };
    const [found, ...others] = abbinaLista([...list, duplicate], { altri, veti: false, soglie: { certa: 0.5 } });
    expect(found).toMatchObject({ una: 20, altra: 160, esito: 'certa' });
    expect(found!.evidenza.map(({ campo }) => campo)).toEqual(['nome', 'data_nascita', 'street', 'number', 'state']);
    expect(others).toEqual([]);
  });
});

describe('a model', () => {
  const learnt = learnModello({ nome: 'prova', uno: slips, altro: PERSONE });

  it('is learnt the same from the same lists, and survives being kept as JSON', () => {
    expect(learnModello({ nome: 'prova', uno: slips, altro: PERSONE })).toEqual(learnt);
    const kept = JSON.parse(JSON.stringify(learnt)) as Modello;
    expect([...abbinaListe(slips, PERSONE, { modello: kept })]).toEqual([
      ...abbinaListe(slips, PERSONE, { modello: learnt }),
    ]);
  });

  it('has shares that are shares, of whatever it was learnt', () => {
    const parola = fc.constantFrom('', 'A', 'ROSSI', 'MARIA', '李', "D'", '--');
    const soggetto = fc.record({
      cognome: parola,
      nome: parola,
      dataNascita: fc.constantFrom('', '19800101', '0'),
      codice: parola,
    });
    fc.assert(
      fc.property(fc.array(soggetto, { maxLength: 6 }), (uno) => {
        const { campi, aPriori } = learnModello({ nome: 'x', uno });
        expect(Number.isFinite(aPriori)).toBe(true);
        for (const { m, u } of campi) {
          for (const shares of [m, u]) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 2);
          expect(Math.min(...m, ...u)).toBeGreaterThan(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of other levels than those of this release is refused', () => {
    const [first, ...rest] = MODELLO_ITALIANO.campi;
    const short = { ...MODELLO_ITALIANO, campi: [{ ...first!, m: first!.m.slice(1) }, ...rest] };
    expect(() => [...abbinaListe(slips, PERSONE, { modello: short })]).toThrow(RangeError);
    expect(() => [...abbinaListe(slips, PERSONE, { modello: { ...MODELLO_ITALIANO, campi: rest } })]).toThrow(
      RangeError,
    );
  });
});
