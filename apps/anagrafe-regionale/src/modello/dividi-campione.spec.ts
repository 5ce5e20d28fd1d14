import { describe, expect, it } from '@jest/globals';
import type { LegalDay } from '#libs/codici';
import type { Persona } from '../persona/schede-note.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { tizio } from '../prova/righe-di-prova.js';
import { schedaDi } from '../prova/schede-di-prova.js';
import { dividiCampione } from './dividi-campione.js';

const NATO = '1966-03-14' as LegalDay;
const scheda = (nome: string, record: string, ente: 'recanati' | 'ancona', il: string, codice?: string) => ({
  ...schedaDi({ ...tizio({ nome }), ...(codice !== undefined && { codice }) }, record, {
    accettataIl: `2026-03-${il}T08:00:00.000Z`,
    dati: { dataNascita: NATO },
  }),
  enteErogatore: ENTI[ente].id,
});
const persona = (id: string, schede: Persona['schede']): Persona => ({ id, dubbia: false, schede });
const due = (id: string, nome: string) =>
  persona(id, [scheda(nome, `${id}1`, 'recanati', '01'), scheda(nome, `${id}2`, 'ancona', '02')]);

describe('a sample', () => {
  it('has of each ente its last word alone: who sends one thing ten times makes no slips', () => {
    const repeated = persona('p', [
      scheda('MIRKO', 'a', 'recanati', '01'),
      scheda('MIRCO', 'b', 'recanati', '03'),
      scheda('MIRKO', 'c', 'ancona', '02'),
    ]);
    const altre = ['x', 'y', 'z'].map((id) => due(id, id.repeat(5).toUpperCase()));
    const { uno, altro } = dividiCampione({ diPiuEnti: [repeated, ...altre], vicine: [], aCaso: [], quante: 4 });
    expect(uno.map(({ nome }) => nome).slice(0, 1)).toEqual(['MIRCO']);
    expect(altro.map(({ nome }) => nome).slice(0, 1)).toEqual(['MIRKO']);
    expect([uno.length, altro.length]).toEqual([2, 2]);
  });

  it('is tried on persons it was not learnt from, codes hidden, every other one where the person is not', () => {
    const persone = Array.from({ length: 20 }, (_, at) => due(String(at), `NOME${String.fromCharCode(65 + at)}A`));
    const fratello = persona('f', [scheda('ALTRO', 'f', 'recanati', '01')]);
    const { prove, uno } = dividiCampione({ diPiuEnti: persone, vicine: [fratello], aCaso: [], quante: 21 });
    expect([uno.length, prove.length]).toEqual([14, 6]);
    expect(prove.map(({ persona: chi }) => chi)).toEqual(['14', undefined, '16', undefined, '18', undefined]);
    for (const { cercato, candidati, persona: chi } of prove) {
      expect([cercato, ...candidati].every(({ codice }) => codice === undefined)).toBe(true);
      expect(candidati.map(({ persona: id }) => id).includes(chi ?? 'nobody')).toBe(chi !== undefined);
      // Born on one day with one surname: the brother of all of them.
      expect(candidati.map(({ persona: id }) => id)).toContain('f');
    }
  });

  it('asks nothing of whom no code tells from others', () => {
    const senza = (id: string) => {
      const { schede } = due(id, 'MIRKO');
      return persona(
        id,
        schede.map((one) => Object.assign({}, one, { dati: { ...one.dati, codici: [] } })),
      );
    };
    const { prove } = dividiCampione({ diPiuEnti: ['a', 'b', 'c', 'd'].map(senza), vicine: [], aCaso: [], quante: 4 });
    expect(prove).toEqual([]);
  });
});
