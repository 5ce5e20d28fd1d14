import { describe, expect, it } from '@jest/globals';
import {
  type Accuratezza,
  type Etichetta,
  accuracy,
  etichetteDi,
  maiViste,
  nostra,
  trigrammi,
} from './prova/misura.js';

const row = (etichetta: string, codice_siuss: string): Etichetta => ({
  etichetta,
  codice_siuss,
  descrizione: '',
  insieme: 'sviluppo',
  fonte: '',
});

/** The better of the two floors: with the description and without. */
function floorOf(etichette: readonly Etichetta[]): Accuratezza {
  const [bare, described] = [false, true].map((whole) => accuracy(etichette, trigrammi(whole)));
  return {
    primo: Math.max(bare!.primo, described!.primo),
    primiTre: Math.max(bare!.primiTre, described!.primiTre),
  };
}

describe('the measure', () => {
  it('counts the first place and the first three, and no answer as a miss', () => {
    const rows = [row('a', 'A'), row('b', 'B'), row('c', 'C'), row('d', 'D')];
    const answers: Record<string, string[]> = { a: ['A'], b: ['X', 'Y', 'B'], c: [], d: ['X', 'Y', 'Z', 'D'] };
    expect(accuracy(rows, ({ etichetta }) => answers[etichetta]!)).toEqual({ primo: 0.25, primiTre: 0.5 });
  });

  it('has a floor that finds what is written alike', () => {
    const floor = trigrammi(false);
    expect(floor(row('ASILO NIDO', ''))[0]).toBe('A3.03');
    expect(floor(row('mensa scolastica', ''))[0]).toBe('A2.12');
    expect(floor(row('S.A.D.', ''))).not.toContain('A2.07');
  });

  it('has rows enough to tune with and to test with, none of them in both', () => {
    const [tuned, tested] = [etichetteDi('sviluppo'), etichetteDi('prova')];
    expect(tuned.length).toBeGreaterThanOrEqual(100);
    expect(tested.length).toBeGreaterThanOrEqual(300);
    const seen = new Set(tuned.map(({ etichetta }) => etichetta));
    expect(tested.filter(({ etichetta }) => seen.has(etichetta))).toEqual([]);
    expect(maiViste().length).toBeGreaterThan(100);
  });
});

describe('on labels that nobody tuned with', () => {
  it('says its figures', () => {
    const f = (a: Accuratezza) => [a.primo, a.primiTre];
    console.log(
      JSON.stringify({
        n: etichetteDi('prova').length,
        ours: f(accuracy(etichetteDi('prova'), nostra())),
        floor: f(floorOf(etichetteDi('prova'))),
        never: maiViste().length,
        neverOurs: f(accuracy(maiViste(), nostra())),
        neverFloor: f(floorOf(maiViste())),
      }),
    );
  });
});
