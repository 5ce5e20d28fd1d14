import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  type Comune,
  compareCodiceFiscale,
  isIdentitaValida,
  legalDay,
  parseCodiceFiscale,
  parseTerritorio,
} from '#libs/codici';
import { type PersonaSintetica, Persone, Random, inventFamiglia } from './index.js';

const nazionale = (name: string) => readFileSync(`config/nazionale/${name}.csv`, 'utf8');
const territorio = parseTerritorio({
  comuni: nazionale('comuni'),
  stati: nazionale('stati'),
  province: nazionale('province'),
  regioni: nazionale('regioni'),
});
const oggi = legalDay('2025-03-31');
const comuni: readonly Comune[] = territorio.comuniInVigore(oggi).filter((comune) => comune.provinciaIstat === '042');

function persone(seed: string): Persone {
  return new Persone(new Random(seed), { territorio, oggi, comuni });
}

function many(seed: string, count: number): PersonaSintetica[] {
  const source = persone(seed);
  return Array.from({ length: count }, () => source.persona());
}

describe('invented people', () => {
  it('agree with their codice fiscale in every respect', () => {
    for (const person of many('a', 3000)) {
      expect(isIdentitaValida(person.codice)).toBe(true);
      const codice = parseCodiceFiscale(person.codice);
      if (codice === undefined) continue;
      const classes = compareCodiceFiscale(codice, person, territorio).filter((found) => found !== 'omocode');
      expect(classes).toEqual([]);
    }
  });

  it('are of every kind the hub must tell apart', () => {
    const people = many('b', 5000);
    const kinds = new Set(people.map(({ genereCodice }) => genereCodice));
    expect(kinds).toEqual(new Set(['codice_fiscale', 'omocodia', 'provvisorio']));
    expect(people.filter(({ luogoNascita }) => luogoNascita.startsWith('Z')).length).toBeGreaterThan(300);
    expect(people.filter(({ cittadinanza }) => cittadinanza !== '380').length).toBeGreaterThan(200);
    expect(people.every(({ cittadinanza }) => territorio.statoByIso(cittadinanza) !== undefined)).toBe(true);
    expect(people.every(({ residenza }) => residenza.provinciaIstat === '042')).toBe(true);
  });

  it('are the same for the same seed', () => {
    expect(many('c', 50)).toEqual(many('c', 50));
    expect(many('c', 50)).not.toEqual(many('d', 50));
  });

  it('have twins with the same surname, day and place and never the same code', () => {
    const source = persone('e');
    for (let index = 0; index < 2000; index++) {
      const first = source.persona({ eta: [0, 10], cognome: 'Rossi', sesso: 'M' });
      const twin = source.gemello(first);
      expect([twin.cognome, twin.dataNascita, twin.luogoNascita]).toEqual([
        first.cognome,
        first.dataNascita,
        first.luogoNascita,
      ]);
      expect(twin.codice).not.toBe(first.codice);
    }
  });
});

describe('invented households', () => {
  const random = new Random('f');
  const source = new Persone(random, { territorio, oggi, comuni });
  const famiglie = Array.from({ length: 2000 }, () => inventFamiglia(source, random));

  it('live together', () => {
    for (const { componenti } of famiglie) {
      expect(new Set(componenti.map(({ residenza }) => residenza.istat)).size).toBe(1);
    }
  });

  it('are of one to six people, some with children, some with twins', () => {
    const sizes = famiglie.map(({ componenti }) => componenti.length);
    expect(Math.min(...sizes)).toBe(1);
    expect(Math.max(...sizes)).toBeGreaterThan(3);
    const twins = famiglie.filter(
      ({ componenti }) => new Set(componenti.map((one) => one.dataNascita)).size < componenti.length,
    );
    expect(twins.length).toBeGreaterThan(5);
  });
});

describe('seeded numbers', () => {
  it('are the same on every machine', () => {
    const random = new Random('snodo');
    expect([random.next(), random.next(), random.below(100), random.digits(4)]).toEqual([
      832946269,
      333920967,
      37,
      '6712',
    ]);
  });

  it('fill their range evenly', () => {
    const random = new Random(1);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 100_000; index++) counts[random.below(10)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});
