import { describe, expect, it } from '@jest/globals';
import type { RecordNoto } from '../record/record-noto.js';
import { type RigaNominata, decideSblocchi } from './sblocchi.js';

const noto = (recordId: string, enteErogatore: string, rest: Partial<RecordNoto> = {}): RecordNoto => ({
  recordId,
  enteErogatore,
  revisione: 1,
  stato: 'attivo',
  impronta: 'i',
  rigaId: `riga-${recordId}`,
  rigaOrigine: `riga-${recordId}`,
  ordine: 1,
  doppione: `prima-${recordId}`,
  gemello: false,
  completareEntro: null,
  ...rest,
});
const riga = (recordId: string, ente: string, doppione: string | null): RigaNominata => ({
  rigaId: `riga-${recordId}`,
  recordId,
  revisione: 1,
  ente,
  doppione,
});
const decide = (noti: readonly RecordNoto[], ...righe: RigaNominata[]) => {
  const { libere, doppie, lasciate, nominati } = decideSblocchi(new Map(noti.map((one) => [one.recordId, one])), righe);
  const ids = (some: readonly RigaNominata[]): string[] => some.map(({ recordId }) => recordId);
  const nomi = [...nominati.values()].map(({ recordId, doppione, gemello }) => ({ recordId, doppione, gemello }));
  return { libere: ids(libere), doppie: ids(doppie), lasciate: ids(lasciate), nomi };
};
const NIENTE = { libere: [], doppie: [], lasciate: [], nomi: [] };

describe('A riga whose code has come to mean something', () => {
  it('goes, and its record takes the name of what it is of', () =>
    expect(decide([noto('a', 'loreto')], riga('a', 'loreto', 'p'))).toEqual({
      ...NIENTE,
      libere: ['a'],
      nomi: [{ recordId: 'a', doppione: 'p', gemello: false }],
    }));

  it('stays while an active record of another ente has that name', () => {
    const altro = noto('b', 'ats', { doppione: 'p' });
    expect(decide([noto('a', 'loreto'), altro], riga('a', 'loreto', 'p'))).toEqual({ ...NIENTE, doppie: ['a'] });
    const annullato = decide([noto('a', 'loreto'), { ...altro, stato: 'annullato' }], riga('a', 'loreto', 'p'));
    expect(annullato.libere).toEqual(['a']);
  });

  it('goes alone of two of different enti that waited for one prestazione', () => {
    const decise = decide([noto('a', 'loreto'), noto('b', 'ats')], riga('a', 'loreto', 'p'), riga('b', 'ats', 'p'));
    expect(decise).toMatchObject({ libere: ['a'], doppie: ['b'], nomi: [{ recordId: 'a' }] });
  });

  it('goes as a twin where its own ente has the name', () => {
    const decise = decide([noto('a', 'loreto'), noto('b', 'loreto')], riga('a', 'loreto', 'p'), riga('b', 'loreto', 'p'));
    expect(decise).toMatchObject({ libere: ['a', 'b'], nomi: [{ gemello: false }, { recordId: 'b', gemello: true }] });
  });

  it('changes no record whose name is that already', () =>
    expect(decide([noto('a', 'loreto', { doppione: 'p' })], riga('a', 'loreto', 'p'))).toEqual({ ...NIENTE, libere: ['a'] }));

  it.each<Partial<RecordNoto>>([{ stato: 'annullato' }, { revisione: 2 }, { rigaOrigine: 'un-altra' }])(
    'is left where its record is %j by now',
    (rest) => expect(decide([noto('a', 'loreto', rest)], riga('a', 'loreto', 'p'))).toEqual({ ...NIENTE, lasciate: ['a'] }),
  );
}); // prettier-ignore
