import { describe, expect, it } from '@jest/globals';
import { MODELLO_ITALIANO, judge } from '#libs/abbinamento';
import type { LegalDay } from '#libs/codici';
import { codice, schedaDi } from '../prova/schede-di-prova.js';
import { tizio } from '../prova/righe-di-prova.js';
import { coppiaOf, keyOf } from './coppie.js';
import type { Scheda } from './dati-persona.js';
import { SchedeNote } from './schede-note.js';
import { trovaPerSomiglianza } from './trova-per-somiglianza.js';

const giudice = {
  modello: MODELLO_ITALIANO.nome,
  judge: (...[soggetto, candidati]: [Parameters<typeof judge>[0], Parameters<typeof judge>[1]]) =>
    judge(soggetto, candidati, MODELLO_ITALIANO),
};
const NATO = '1966-03-14' as LegalDay;
const NOMI = { cognome: 'BEVILACQUA', nome: 'TEODORICO' };
const senza = (record: string, dati: Partial<Scheda['dati']> = {}) =>
  schedaDi(tizio(NOMI), record, { dati: { codici: [], dataNascita: NATO, ...dati } });
const noti = (...schede: Scheda[]) =>
  new SchedeNote(schede.map((scheda, at) => ({ id: `p${at}`, dubbia: false, schede: [scheda] })));
const trova = (note: SchedeNote, scheda: Scheda, distinti: string[] = [], before?: string) =>
  trovaPerSomiglianza(note, scheda, before === undefined ? undefined : { id: before, scheda }, {
    giudice,
    distinti: new Set(distinti),
  });

describe('a scheda without a code', () => {
  it('is of who has its names, day and place of birth, even if somebody slipped', () => {
    expect(trova(noti(senza('a')), senza('b')).certa?.personaId).toBe('p0');
    expect(trova(noti(senza('a')), senza('b', { cognome: 'BEVILAQUA' })).certa?.personaId).toBe('p0');
    const scambiati = senza('b', { cognome: NOMI.nome, nome: NOMI.cognome });
    expect(trova(noti(senza('a')), scambiati).certa?.personaId).toBe('p0');
  });

  it('is of who has a code, if nothing else is against it', () => {
    const conCodice = schedaDi(tizio(NOMI), 'a');
    expect(trova(noti(conCodice), senza('b')).certa?.personaId).toBe('p0');
  });

  it('is not of a twin, nor of anybody born on another day', () => {
    expect(trova(noti(senza('a')), senza('b', { nome: 'ERMENEGILDA', sesso: 'F' })).certa).toBeUndefined();
    expect(trova(noti(senza('a')), senza('b', { dataNascita: '1966-11-29' as LegalDay })).certa).toBeUndefined();
  });

  it('is at most a doubt where a day of birth is missing: of one name and year there are many', () => {
    const found = trova(noti(senza('a')), senza('b', { dataNascita: undefined }));
    expect(found.certa).toBeUndefined();
    expect(found.somiglianti).toMatchObject([{ personaId: 'p0' }]);
  });

  it('is a doubt where two are as like, unless it was of one of them', () => {
    const note = noti(senza('a'), senza('b'));
    const found = trova(note, senza('c'));
    expect(found.certa).toBeUndefined();
    expect(found.somiglianti.map(({ personaId }) => personaId)).toEqual(['p0', 'p1']);
    expect(trova(note, senza('c'), [], 'p1').certa?.personaId).toBe('p1');
  });

  it('is not held against who was separated from whose it was', () => {
    const note = noti(senza('a'), senza('b', { nome: 'ERMENEGILDO' }));
    expect(trova(note, senza('c'), [], 'p1').certa?.personaId).toBe('p0');
    expect(trova(note, senza('c'), [keyOf(coppiaOf('p0', 'p1'))], 'p1').certa).toBeUndefined();
  });
});

it('two codici fiscali are two persons for certain, whatever else agrees', () => {
  const altro = codice('codice_fiscale', tizio({ nato: '1966-03-15' }).codice);
  const found = trova(noti(schedaDi(tizio(NOMI), 'a')), senza('b', { codici: [altro] }));
  expect(found.certa).toBeUndefined();
});

it('the evidence names no value', () => {
  const [one] = trova(noti(senza('a')), senza('b', { dataNascita: undefined })).somiglianti;
  const text = JSON.stringify(one);
  for (const word of ['BEVILACQUA', 'TEODORICO', '1966']) expect(text).not.toContain(word);
});
