import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Giudizio, Soggetto } from '#libs/abbinamento';
import { type CodiceFiscale, omocodiaVariants } from '#libs/codici';
import { moltiConUnCodice } from '../prova/nomi-di-molti.js';
import { schedaDi } from '../prova/schede-di-prova.js';
import { type Tizio, recordIdOf, tizio } from '../prova/righe-di-prova.js';
import { PersoneNote } from './persone-note.js';
import type { Persona } from './schede-note.js';

const mirko = tizio();
const giovanna = { ...mirko, nome: 'GIOVANNA' };
const variante = omocodiaVariants(mirko.codice as CodiceFiscale)[0]!;

const nessuna = (): PersoneNote => new PersoneNote([]);
const link = (note: PersoneNote, chi: typeof mirko, record: string, revisione = 1) =>
  note.link({ recordId: recordIdOf(record), scheda: schedaDi(chi, record, { revisione }) });
const cancel = (note: PersoneNote, record: string) => note.link({ recordId: recordIdOf(record), scheda: undefined });

describe('whose a riga is', () => {
  it('of an unknown code: a new person', () => {
    const note = nessuna();
    expect(link(note, mirko, 'a').esito).toBe('nuova');
    expect(link(note, tizio({ nome: 'GIOVANNA', sesso: 'F' }), 'b').esito).toBe('nuova');
    expect(note.variazioni.persone).toHaveLength(2);
  });

  it('of a known code and a near name: the same person, whatever the surname', () => {
    const note = nessuna();
    const { personaId } = link(note, mirko, 'a');
    expect(link(note, { ...mirko, nome: 'MIRCO', cognome: 'VERDI' }, 'b')).toMatchObject({
      personaId,
      esito: 'risolta',
    });
  });

  it('of a known code and a far name: another person, and both are in doubt', () => {
    const note = nessuna();
    const { personaId } = link(note, mirko, 'a');
    const altra = link(note, giovanna, 'b');
    expect(altra).toMatchObject({ personaId: expect.not.stringMatching(personaId!), esito: 'dubbia' });
    expect(note.variazioni.persone.map(({ dubbia }) => dubbia)).toEqual([true, true]);
    expect(link(note, giovanna, 'c')).toMatchObject({ personaId: altra.personaId, esito: 'risolta' });
    expect(link(note, mirko, 'd')).toMatchObject({ personaId, esito: 'risolta' });
  });

  it('of a name near to two: neither, for it cannot be certain', () => {
    const note = nessuna();
    link(note, { ...mirko, nome: 'MARIA' }, 'a');
    link(note, { ...mirko, nome: 'LUISA' }, 'b');
    expect(link(note, { ...mirko, nome: 'MARIA LUISA' }, 'c').esito).toBe('dubbia');
    expect(link(note, { ...mirko, nome: 'LUISA' }, 'd').esito).toBe('risolta');
  });

  it('of another code with the same base: the same person if given name and surname agree', () => {
    const note = nessuna();
    const { personaId } = link(note, mirko, 'a');
    expect(link(note, { ...mirko, codice: variante }, 'b')).toMatchObject({ personaId, esito: 'risolta' });
    expect(note.variazioni.persone[0]!.dubbia).toBe(false);
  });

  it('of another code with the same base: another person, in no doubt, if one of them does not', () => {
    for (const other of [{ nome: 'MARIKA' }, { cognome: 'RUSSOTTO' }]) {
      const note = nessuna();
      const { personaId } = link(note, mirko, 'a');
      const found = link(note, { ...mirko, codice: variante, ...other }, 'b');
      expect(found).toMatchObject({ personaId: expect.not.stringMatching(personaId!), esito: 'nuova' });
      expect(note.variazioni.persone.some(({ dubbia }) => dubbia)).toBe(false);
    }
  });
});

describe('a correction', () => {
  it('of the only record of a person keeps the person', () => {
    const note = nessuna();
    const { personaId } = link(note, mirko, 'a');
    expect(link(note, giovanna, 'a', 2)).toMatchObject({ personaId, esito: 'nuova' });
    expect(link(note, tizio({ nome: 'ALTRO' }), 'a', 3)).toMatchObject({ personaId, esito: 'nuova' });
    expect(note.variazioni).toMatchObject({ persone: [{ id: personaId, dubbia: false }], sciolte: [] });
  });

  it('of a name leaves a person that others know by the old one', () => {
    const note = nessuna();
    const { personaId } = link(note, mirko, 'a');
    link(note, mirko, 'b');
    expect(link(note, giovanna, 'a', 2)).toMatchObject({
      personaId: expect.not.stringMatching(personaId!),
      esito: 'dubbia',
    });
  });

  it('of a code moves the record to the person of that code, and nothing is left of who was only that record', () => {
    const note = nessuna();
    const { personaId: giusta } = link(note, mirko, 'a');
    const { personaId: sbagliata } = link(note, { ...mirko, codice: tizio({ nato: '1966-03-15' }).codice }, 'b');
    expect(link(note, mirko, 'b', 2)).toMatchObject({ personaId: giusta, esito: 'risolta' });
    expect(note.variazioni.sciolte).toEqual([sbagliata]);
  });

  it('that takes a doubt away frees both persons of it', () => {
    const note = nessuna();
    link(note, mirko, 'a');
    link(note, giovanna, 'b');
    link(note, { ...giovanna, codice: tizio({ nome: 'GIOVANNA', sesso: 'F' }).codice }, 'b', 2);
    expect(note.variazioni.persone.map(({ dubbia }) => dubbia)).toEqual([false, false]);
  });
});

describe('a cancellation', () => {
  it('takes the scheda away, and the person if it was the last', () => {
    const note = nessuna();
    const { personaId } = link(note, mirko, 'a');
    link(note, mirko, 'b');
    expect(cancel(note, 'a')).toEqual({ personaId, esito: undefined });
    expect(note.variazioni).toMatchObject({ persone: [{ id: personaId }], sciolte: [], tolte: [recordIdOf('a')] });
    cancel(note, 'b');
    expect(note.variazioni).toMatchObject({ persone: [], sciolte: [personaId], schede: [] });
  });

  it('of what nobody had changes no person', () => {
    const note = nessuna();
    expect(cancel(note, 'a')).toMatchObject({ personaId: undefined, esito: undefined });
    expect(note.variazioni).toMatchObject({ persone: [], sciolte: [], tolte: [recordIdOf('a')] });
  });
});

describe('a code that very many have', () => {
  const molti = moltiConUnCodice(150);
  const noti = () =>
    molti.map((chi, at): Persona => ({ id: `p${at}`, dubbia: true, schede: [schedaDi(chi, `r${at}`)] }));

  it('leads to who is called so of that year, and to nobody by itself', () => {
    const note = new PersoneNote(noti());
    for (const [at, chi] of molti.entries()) {
      expect(link(note, chi, `s${at}`)).toEqual({ personaId: `p${at}`, esito: 'risolta' });
    }
    const [prima] = molti as [Tizio];
    expect(link(note, { ...prima, cognome: 'BEVILACQUA' }, 'altra')).toMatchObject({
      personaId: expect.not.stringMatching(/^p/),
      esito: 'dubbia',
    });
    expect(link(note, { ...prima, annoNascita: '1970' }, 'di un altro anno').esito).toBe('dubbia');
  });

  it('is not held for or against anybody, and nobody is compared with all who have it', () => {
    const asked: [Soggetto, number][] = [];
    const judge = (soggetto: Soggetto, candidati: readonly Soggetto[]): Giudizio => {
      asked.push([soggetto, candidati.length]);
      return { esito: 'nessuna', altri: [] };
    };
    const somiglianza = { giudice: { modello: 'prova', judge }, distinti: new Set<string>() };
    link(new PersoneNote(noti().slice(0, 50), { somiglianza }), giovanna, 'a');
    link(new PersoneNote(noti(), { somiglianza }), giovanna, 'a');
    const { gruppo } = noti()[0]!.schede[0]!.indici[0]!;
    link(new PersoneNote(noti().slice(0, 50), { somiglianza, affollati: new Set([gruppo]) }), giovanna, 'a');
    expect(asked.map(([{ codice }, candidati]) => [codice !== undefined, candidati])).toEqual([
      [true, 50],
      [false, 0],
      [false, 50],
    ]);
  });

  it('leaves a person of whom too few are in memory to be looked up', () => {
    const { gruppo } = noti()[0]!.schede[0]!.indici[0]!;
    const note = new PersoneNote(noti().slice(0, 2), { affollati: new Set([gruppo]) });
    expect(note.variazioni).toMatchObject({ affollati: [gruppo], coppie: [] });
  });

  it('lets the process do something else while many are put where they belong', async () => {
    const order: string[] = [];
    const righe = molti.map((chi, at) => ({ recordId: recordIdOf(`s${at}`), scheda: schedaDi(chi, `s${at}`) }));
    setImmediate(() => order.push('else'));
    await new PersoneNote(noti()).linkAll(righe).then(() => order.push('all'));
    expect(order).toEqual(['else', 'all']);
  });
});

it('who is no more because its records are others’ is told with who has most of them', () => {
  const note = nessuna();
  const { personaId: sbagliata } = link(note, giovanna, 'a');
  for (const record of ['b', 'c']) link(note, giovanna, record);
  const altra = { ...giovanna, codice: tizio({ nome: 'ALTRA' }).codice };
  const terza = { ...giovanna, codice: tizio({ nome: 'TERZA' }).codice };
  const [una, due] = [link(note, altra, 'd').personaId, link(note, terza, 'e').personaId];
  link(note, terza, 'a', 2);
  for (const record of ['b', 'c']) link(note, altra, record, 2);
  expect(note.variazioni.sciolte).toEqual([sbagliata]);
  expect([...note.variazioni.eredi]).toEqual([[sbagliata, una]]);
  expect(una).not.toBe(due);
});

describe('any order of revisions', () => {
  /** Names that are near within a line and far across lines, so that nearness is not a chain. */
  const NOMI = ['MIRKO', 'MIRCO', 'GIOVANNA', 'GIOVANNA MARIA', 'TEODORICO'];
  const CODICI = [mirko.codice, variante, tizio({ nome: 'ALTRO' }).codice, 'STP1100010000017'];
  const evento = fc.record({
    record: fc.constantFrom('a', 'b', 'c', 'd'),
    nome: fc.constantFrom(...NOMI),
    codice: fc.constantFrom(...CODICI),
    annullamento: fc.boolean(),
  });
  type Evento = { record: string; revisione: number; nome: string; codice: string; annullamento: boolean };

  /** As the registry applies them: a revision not newer than the one known is ignored. */
  function after(events: readonly Evento[]): Persona[] {
    let persone: Persona[] = [];
    const known = new Map<string, number>();
    for (const { record, revisione, nome, codice, annullamento } of events) {
      if ((known.get(record) ?? 0) >= revisione) continue;
      known.set(record, revisione);
      const note = new PersoneNote(persone);
      const scheda = schedaDi({ ...mirko, nome, codice }, record, { revisione });
      note.link({ recordId: recordIdOf(record), scheda: annullamento ? undefined : scheda });
      const { persone: changed, sciolte } = note.variazioni;
      const gone = new Set([...sciolte, ...changed.map(({ id }) => id)]);
      persone = [...persone.filter(({ id }) => !gone.has(id)), ...changed];
    }
    return persone;
  }
  /** Without ids, which are random. */
  const shape = (persone: readonly Persona[]) =>
    persone
      .map(({ dubbia, schede }) => ({
        dubbia,
        schede: schede.map(({ recordId, revisione }) => `${recordId}/${revisione}`).toSorted(),
      }))
      .toSorted((one, other) => (one.schede[0]! < other.schede[0]! ? -1 : 1));

  it('and of redeliveries gives the same persons', () => {
    const storia = fc.array(evento, { maxLength: 10 }).map((events) => {
      const revisions = new Map<string, number>();
      return events.map((one): Evento => {
        const revisione = (revisions.get(one.record) ?? 0) + 1;
        revisions.set(one.record, revisione);
        return { ...one, revisione };
      });
    });
    const shuffled = storia.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events, ...events], { minLength: events.length * 3 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([inOrder, anyOrder]) => {
        expect(shape(after(anyOrder))).toEqual(shape(after(inOrder)));
      }),
      { numRuns: 500 },
    );
  });
});
