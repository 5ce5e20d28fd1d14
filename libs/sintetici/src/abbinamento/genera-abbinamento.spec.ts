import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Comune, isIdentitaValida, legalDay, parseTerritorio } from '#libs/codici';
import {
  GENERI_DOMANDA,
  QUOTE_DOMANDE,
  type RigaDomanda,
  type RigaRegistro,
  TASSI_ABBINAMENTO,
  generateAbbinamento,
} from '../index.js';

const nazionale = (name: string) => readFileSync(`config/nazionale/${name}.csv`, 'utf8');
const territorio = parseTerritorio({
  comuni: nazionale('comuni'),
  stati: nazionale('stati'),
  province: nazionale('province'),
  regioni: nazionale('regioni'),
});
const oggi = legalDay('2026-01-31');
const comuni: readonly Comune[] = territorio.comuniInVigore(oggi).filter(({ regioneIstat }) => regioneIstat === '11');

function insieme(seed: string, registro: number, domande: number) {
  const made = generateAbbinamento({ seed, registro, domande, territorio, oggi, comuni });
  return { registro: [...made.registro()], domande: [...made.domande()] };
}

const { registro, domande } = insieme('a', 6000, 12_000);
const byId = new Map(registro.map((riga) => [riga.id, riga]));
const known = domande.flatMap((domanda) => {
  const vera = byId.get(domanda.truth_id);
  return vera === undefined ? [] : [{ domanda, vera }];
});

/** Share in thousandths, to be near a rate: four standard deviations of so many draws. */
function expectRate(found: number, of: number, permille: number): void {
  const deviation = Math.sqrt((permille * (1000 - permille)) / of);
  expect(Math.abs((found / of) * 1000 - permille)).toBeLessThan(4 * deviation + 1);
}

describe('a linkage set', () => {
  it('is the same for the same seed, in as many persons and records as asked', () => {
    expect(registro).toHaveLength(6000);
    expect(domande).toHaveLength(12_000);
    expect(byId.size).toBe(6000);
    const again = insieme('b', 40, 40);
    expect(insieme('b', 40, 40)).toEqual(again);
    expect(insieme('c', 40, 40)).not.toEqual(again);
    expect(insieme('b', 50, 40).registro.slice(0, 40)).toEqual(again.registro);
  });

  it('has a registry that is right: valid codes, nobody with the code of another of the household', () => {
    expect(registro.every(({ cf }) => isIdentitaValida(cf))).toBe(true);
    const inFamiglia = registro.map(({ famiglia, cf }) => `${famiglia} ${cf}`);
    expect(new Set(inFamiglia).size).toBe(registro.length);
  });

  it('has every kind of record at its stated share, and the truth of the known alone', () => {
    for (const kind of GENERI_DOMANDA)
      expectRate(domande.filter((one) => one.kind === kind).length, domande.length, QUOTE_DOMANDE[kind]);
    expect(known).toHaveLength(domande.filter(({ kind }) => kind === 'known').length);
    expect(domande.every(({ kind, truth_id: id }) => (kind === 'known') === (id !== ''))).toBe(true);
  });
});

type Coppia = { readonly domanda: RigaDomanda; readonly vera: RigaRegistro };
const share = (coppie: readonly Coppia[], what: (coppia: Coppia) => boolean): number => coppie.filter(what).length;

describe('the mistakes of incoming records', () => {
  const italiani = known.filter(({ vera }) => !vera.belfiore.startsWith('Z'));
  const esteri = known.filter(({ vera }) => vera.belfiore.startsWith('Z'));
  const rates = TASSI_ABBINAMENTO;

  it.each<[string, readonly Coppia[], (coppia: Coppia) => boolean, number]>([
    ['no code', italiani, ({ domanda }) => domanda.cf === '', rates.codiceAssente],
    ['no code, born abroad', esteri, ({ domanda }) => domanda.cf === '', rates.codiceAssente + rates.codiceAssenteEstero],
    ['no date', known, ({ domanda }) => domanda.data_nascita === '', rates.dataAssente],
    ['no place', known, ({ domanda }) => domanda.belfiore === '', rates.luogoAssente],
    ['another sex', known, ({ domanda, vera }) => domanda.sesso !== vera.sesso, rates.sessoErrato],
    ['second name dropped', known.filter(({ vera }) => / /.test(vera.nome)), ({ domanda, vera }) => domanda.nome === vera.nome.split(' ')[0], rates.secondoNomeOmesso * 0.94],
    ['names swapped', italiani, ({ domanda, vera }) => domanda.nome === vera.cognome, rates.nomiScambiati],
  ])('%s', (_, coppie, what, permille) => {
    expect(coppie.length).toBeGreaterThan(300);
    expectRate(share(coppie, what), coppie.length, permille);
  }); // prettier-ignore

  it("gives some the code of a relative, which is nobody's own", () => {
    const codici = new Set(registro.map(({ cf }) => cf));
    const altrui = known.filter(({ domanda, vera }) => domanda.cf !== vera.cf && isIdentitaValida(domanda.cf));
    expect(altrui.length).toBeGreaterThan(30);
    expect(altrui.filter(({ domanda }) => codici.has(domanda.cf)).length).toBeGreaterThan(15);
  });
});

describe('the hard negatives', () => {
  const nati = new Map<string, RigaRegistro[]>();
  for (const riga of registro) {
    const key = `${riga.cognome}|${riga.data_nascita}`;
    nati.set(key, [...(nati.get(key) ?? []), riga]);
  }
  const clean = (kind: string) => domande.filter((one) => one.kind === kind);

  it('are twins of somebody: same surname and birth date, never the same given name', () => {
    const found = clean('unknown_twin').flatMap((twin) => {
      const [altro] = nati.get(`${twin.cognome}|${twin.data_nascita}`) ?? [];
      return altro === undefined ? [] : [{ twin, altro }];
    });
    expect(found.length).toBeGreaterThan(200);
    for (const { twin, altro } of found) expect(twin.nome.split(' ')[0]).not.toBe(altro.nome.split(' ')[0]);
    const near = found.filter(({ twin, altro }) => twin.nome.slice(0, -1) === altro.nome.slice(0, -1));
    expect(near.length).toBeGreaterThan(0);
  });

  it('are people of the same names and year, and another day', () => {
    const years = new Map(registro.map((r) => [`${r.cognome}|${r.nome}|${r.data_nascita.slice(0, 4)}`, r]));
    const found = clean('unknown_homonym').filter((o) => years.has(`${o.cognome}|${o.nome}|${o.data_nascita.slice(0, 4)}`)); // prettier-ignore
    expect(found.length).toBeGreaterThan(200);
    const sameDay = found.filter((o) => (nati.get(`${o.cognome}|${o.data_nascita}`) ?? []).length > 0);
    expect(sameDay.length).toBeLessThan(10);
  });
});
