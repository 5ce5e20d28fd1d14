import { describe, expect, it } from '@jest/globals';
import { tizio } from '../prova/righe-di-prova.js';
import { codice, schedaDi } from '../prova/schede-di-prova.js';
import { SchedeNote } from './schede-note.js';
import { trovaPerCodice } from './trova-per-codice.js';

const CF = tizio().codice;
const NUOVO = tizio({ nato: '1966-03-15' }).codice;
const STP = 'STP1100010000017';
const cf = (text: string, stato?: 'cessato') => codice('codice_fiscale', text, stato);
const stp = (stato?: 'cessato') => codice('stp', STP, stato);
const con = (codici: readonly ReturnType<typeof codice>[], chi = tizio(), record = 'nuovo') =>
  schedaDi(chi, record, { dati: { codici } });
const noti = (...persone: (readonly ReturnType<typeof codice>[])[]) =>
  new SchedeNote(
    persone.map((codici, at) => ({ id: `p${at}`, dubbia: false, schede: [con(codici, tizio(), `r${at}`)] })),
  );
const trova = (note: SchedeNote, scheda: ReturnType<typeof schedaDi>) =>
  trovaPerCodice(note, scheda, undefined).personaId;

describe('a person known by several codes', () => {
  it('goes from STP to codice fiscale through a source that says both, and is then found by either', () => {
    const note = noti([stp()]);
    const sanitaria = con([cf(CF), stp('cessato')], tizio(), 'r1');
    expect(trova(note, con([cf(CF)]))).toBeUndefined();
    expect(trova(note, sanitaria)).toBe('p0');
    note.put('p0', sanitaria);
    expect(trova(note, con([cf(CF)]))).toBe('p0');
    expect(trova(note, con([stp()]))).toBe('p0');
  });

  it('is found by a codice fiscale that changed, through the source that knows the old one', () => {
    const note = noti([cf(CF)]);
    expect(trova(note, con([cf(NUOVO)]))).toBeUndefined();
    expect(trova(note, con([cf(NUOVO), cf(CF, 'cessato')]))).toBe('p0');
  });

  it('is another where both have a codice fiscale and none in common, even with a common STP', () => {
    expect(trova(noti([cf(CF), stp()]), con([cf(NUOVO), stp()]))).toBeUndefined();
  });

  it('is who is called by the code, not who was once', () => {
    const note = noti([stp()], [cf(CF), stp('cessato')]);
    expect(trova(note, con([stp()]))).toBe('p0');
    expect(trova(note, con([cf(CF)]))).toBe('p1');
    expect(trova(note, con([cf(CF), stp('cessato')]))).toBe('p1');
  });

  it('is not who has the code and another name', () => {
    const giovanna = { ...tizio(), nome: 'GIOVANNA' };
    expect(trovaPerCodice(noti([cf(CF)]), con([cf(CF)], giovanna), undefined)).toEqual({
      personaId: undefined,
      codiceDiAltri: true,
    });
  });

  it('is found without a given name where the whole name agrees', () => {
    const note = noti([stp()]);
    expect(trova(note, con([stp()], { ...tizio(), nome: '' }))).toBe('p0');
    expect(trova(note, con([stp()], { ...tizio(), nome: '', cognome: 'DIVERSO' }))).toBeUndefined();
  });

  it('is not looked for where the source says no code', () => {
    expect(trovaPerCodice(noti([cf(CF)]), con([]), undefined)).toEqual({ personaId: undefined, codiceDiAltri: false });
  });
});
