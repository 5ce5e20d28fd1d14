import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STATI_RIGA, type StatoRiga } from '#libs/codici';
import { type FattoRiga, type PassoFlusso, inAttesaDal, situazioneRiga } from './stato-riga.js';

const il = '2026-03-01T10:00:00.000Z';
const giudicata = (
  giudizio: 'respinta' | 'in_attesa_di_codifica' | 'in_attesa_di_conferma' | 'provvisoria' | 'accettata',
) => ({ tipo: 'giudicata', il, giudizio }) as const;
const flusso = (id: string, passo: PassoFlusso, di = 1) => ({ tipo: 'flusso', il, flusso: id, di, passo }) as const;
const sbloccata = (da: 'in_attesa_di_codifica' | 'in_attesa_di_conferma' | 'provvisoria') =>
  ({ tipo: 'sbloccata', il, da }) as const;
const superata = { tipo: 'superata', il, da: 'x' } as const;
const annullata = { tipo: 'annullata', il, da: 'x' } as const;
const ok = giudicata('accettata');

const TABELLA: readonly [StatoRiga, FattoRiga[], string][] = [
  ['ricevuta', [], 'nothing yet'],
  ['respinta', [giudicata('respinta')], 'an errore'],
  ['in_attesa_di_codifica', [giudicata('in_attesa_di_codifica')], 'a local code not mapped yet'],
  ['accettata', [giudicata('in_attesa_di_codifica'), sbloccata('in_attesa_di_codifica')], 'its code mapped'],
  ['in_attesa_di_conferma', [giudicata('in_attesa_di_conferma')], 'a gestore deposited it'],
  ['accettata', [giudicata('in_attesa_di_conferma'), sbloccata('in_attesa_di_conferma')], 'the titolare confirmed'],
  ['provvisoria', [giudicata('provvisoria')], 'declared gaps'],
  ['in_attesa_di_codifica', [giudicata('in_attesa_di_codifica'), sbloccata('provvisoria')], 'another lock opened'],
  ['accettata', [ok], 'all checks passed'],
  ['non_trasmissibile', [ok, { tipo: 'non_trasmissibile', il, motivo: 'STP' }], 'INPS cannot take it'],
  ['lasciata_al_canale_dell_ente', [ok, { tipo: 'lasciata_al_canale', il }], 'the ente sends by itself'],
  ['a_disposizione_di_inps', [ok, flusso('a', 'pubblicato')], 'published'],
  ['ritirata', [ok, flusso('a', 'pubblicato'), flusso('a', 'ritirato')], 'taken by INPS'],
  ['a_disposizione_di_inps', [ok, flusso('a', 'ritirato', 2), flusso('b', 'pubblicato', 2)], 'one of two taken'],
  ['accolta', [ok, flusso('a', 'accolto')], 'accepted by INPS'],
  ['a_disposizione_di_inps', [ok, flusso('a', 'accolto', 2)], 'one of two accepted, the other not published yet'],
  ['ritirata', [ok, flusso('a', 'accolto', 2), flusso('b', 'ritirato', 2)], 'one of two accepted'],
  ['accolta', [ok, flusso('a', 'accolto', 2), flusso('b', 'accolto', 2)], 'both accepted'],
  ['respinta_da_inps', [ok, flusso('a', 'accolto', 2), flusso('b', 'respinto', 2)], 'one of two refused'],
  [
    'non_trasmissibile',
    [ok, flusso('c', 'accolto'), { tipo: 'non_trasmissibile', il, motivo: 'stp' }],
    'INPS took the earlier revision back and cannot take this one',
  ],
  [
    'respinta_da_inps',
    [ok, flusso('c', 'respinto'), { tipo: 'non_trasmissibile', il, motivo: 'stp' }],
    'INPS refused even to take the earlier revision back',
  ],
  ['superata', [ok, flusso('a', 'accolto'), superata], 'a newer revision'],
  ['annullata', [ok, flusso('a', 'accolto'), annullata], 'cancelled'],
  ['annullata', [ok, superata, annullata], 'both: cancelled wins'],
  ['respinta', [giudicata('respinta'), annullata], 'a refused riga had no effect to cancel'],
];

describe('I3 the state of a riga', () => {
  it.each(TABELLA)('is %s: %#', (stato, fatti) => {
    expect(situazioneRiga(fatti).stato).toBe(stato);
  });

  it('can be each of the declared states, and no other', () => {
    expect(new Set(TABELLA.map(([stato]) => stato))).toEqual(new Set(STATI_RIGA));
  });

  it('does not depend on the order in which facts are told, nor on how often', () => {
    const facts = TABELLA.flatMap(([, fatti]) => fatti);
    fc.assert(
      fc.property(fc.subarray(facts), fc.infiniteStream(fc.nat()), (chosen, picks) => {
        const told = [...chosen, ...chosen].map((fact) => ({ fact, at: picks.next().value as number }));
        const shuffled = told.sort((one, other) => one.at - other.at).map(({ fact }) => fact);
        expect(situazioneRiga(shuffled)).toEqual(situazioneRiga(chosen));
      }),
    );
  });

  it('is the same whether the registry has found the person or not', () => {
    const collegata = { tipo: 'collegata', il, esito: 'dubbia' } as const;
    for (const [stato, fatti] of TABELLA) {
      if (fatti.length > 0) expect(situazioneRiga([collegata, ...fatti]).stato).toBe(stato);
    }
  });

  it('tells since when an answer is due: from the first flusso that INPS took and has not answered', () => {
    const taken = (id: string, day: number) => ({ ...flusso(id, 'ritirato', 2), il: `2026-03-0${day}T10:00:00.000Z` });
    expect(inAttesaDal([ok, flusso('a', 'pubblicato')])).toBeUndefined();
    expect(inAttesaDal([ok, taken('b', 5), taken('a', 4)])).toBe('2026-03-04T10:00:00.000Z');
    expect(inAttesaDal([ok, taken('a', 4), taken('b', 5), flusso('a', 'accolto', 2)])).toBe('2026-03-05T10:00:00.000Z');
    expect(inAttesaDal([ok, taken('a', 4), flusso('a', 'respinto', 2), taken('b', 5)])).toBeUndefined();
    expect(inAttesaDal([ok, taken('a', 4), superata])).toBeUndefined();
  });

  it('is silent only while INPS has the word, and remembers that the riga was given back', () => {
    const silenzio = { tipo: 'silenzio', il } as const;
    expect(situazioneRiga([ok, flusso('a', 'ritirato'), silenzio])).toMatchObject({ stato: 'ritirata', silente: true });
    expect(situazioneRiga([ok, flusso('a', 'accolto'), silenzio]).silente).toBe(false);
    expect(situazioneRiga([ok, { tipo: 'restituita', il }]).restituita).toBe(true);
  });
});
