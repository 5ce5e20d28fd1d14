import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { LegamiPersona, Riesame, SedePersona } from '../visibilita/legami-persona.js';
import { ENTI } from './riferimenti-di-prova.js';
import { tizio } from './righe-di-prova.js';

/** A person of a random world, with everything that ties her to somebody. */
export interface PersonaCasuale {
  readonly id: string;
  /** Another id under which some sources know her; what hangs on it is hers. */
  readonly assorbita: string | undefined;
  readonly nome: string;
  readonly nato: string;
  readonly codice: string;
  readonly legami: LegamiPersona;
}

/** Two persons that may be one, or one that may be two, and who opened them. */
export interface DubbioCasuale {
  readonly id: string;
  /** In the order of their ids. */
  readonly persone: readonly PersonaCasuale[];
  readonly aperto: boolean;
  readonly aperture: readonly Omit<Riesame, 'sedi'>[];
}

export interface MondoCasuale {
  readonly persone: readonly PersonaCasuale[];
  readonly dubbi: readonly DubbioCasuale[];
}

const OGGI = '2026-03-10';
const COMUNI = [ENTI.recanati.istat, ENTI.loreto.istat, ENTI.ancona.istat];
const ENTI_SOCIALI = [ENTI.recanati.id, ENTI.loreto.id, ENTI.ancona.id, ENTI.capofila.id, ENTI.gestore.id];
const AMBITI = ['a0000000-0000-5000-8000-000000000001', 'a0000000-0000-5000-8000-000000000002'];
const DATE = ['1966-03-14', '1966-03-15'];
/** Fewer than the persons of a world: some share a code, and a doubt. */
const CODICI = DATE.flatMap((nato) => [tizio({ nato }).codice, tizio({ nato, nome: 'GIANNI' }).codice]);

/** The id that is always of this seed. */
export const idOf = (seed: string): string => {
  const hex = createHash('sha256').update(seed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.tuple(value, fc.nat(3)).map(([one, chance]) => (chance === 0 ? [one] : []));
const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> => rarely(fc.constantFrom(...values));
const giorno = fc.constantFrom('2026-03-08', '2026-03-09', OGGI, '2026-03-11');

const caso = fc.record({
  ente: fc.constantFrom(...ENTI_SOCIALI),
  ambito: fc.constantFrom(null, ...AMBITI),
  dal: giorno,
  finoAl: fc.option(giorno),
});
const urgenza = fc.record({
  ente: fc.constantFrom(ENTI.recanati.id, ENTI.ancona.id),
  soggetto: fc.constantFrom('operatrice di recanati', 'operatrice di ancona', 'altri'),
  finoA: fc.constantFrom('2026-03-10T08:59:59.999Z', '2026-03-10T09:00:00.001Z'),
});
const vita = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ vita: 'in_vita', dataDecesso: null } as const) },
  fc.constantFrom(
    { vita: 'decesso_segnalato', dataDecesso: null } as const,
    { vita: 'deceduta', dataDecesso: null } as const,
    { vita: 'deceduta', dataDecesso: '2016-03-10' } as const,
    { vita: 'deceduta', dataDecesso: '2016-03-09' } as const,
  ),
);

const apertura = fc.record({
  ente: fc.constantFrom(ENTI.recanati.id, ENTI.regione.id),
  soggetto: fc.constantFrom('operatrice di recanati', 'operatrice di regione'),
  finoA: fc.constantFrom('2026-03-10T09:00:00.000Z', '2026-03-10T09:00:00.001Z'),
});
const dubbio = fc.record({
  una: fc.nat(8),
  /** The same: one person that may be two. */
  altra: fc.nat(8),
  aperto: fc.nat(3).map((chance) => chance > 0),
  aperture: fc.array(apertura, { minLength: 1, maxLength: 4 }),
});

/** Persons with random residence, prestazioni, cases, protections, urgent accesses, health agency, life; some with two ids. */
const personeCasuali: fc.Arbitrary<PersonaCasuale[]> = fc
  .array(
    fc.record({
      comune: fc.constantFrom(null, ...COMUNI),
      erogatori: some(ENTI_SOCIALI),
      assistitaDa: some([ENTI.gestore.id]),
      casi: rarely(caso),
      protezioni: some(ENTI_SOCIALI),
      urgenze: rarely(urgenza),
      vita,
      codice: fc.nat(CODICI.length - 1),
      due: fc.boolean(),
    }),
    { minLength: 3, maxLength: 9 },
  )
  .map((persone) =>
    persone.map(({ casi, protezioni, vita: life, codice, due, ...rest }, at) => ({
      id: idOf(`persona ${at}`),
      assorbita: due ? idOf(`assorbita ${at}`) : undefined,
      nome: `${String.fromCharCode(65 + at)}LDA`,
      nato: DATE[Math.floor(codice / 2)]!,
      codice: CODICI[codice]!,
      legami: {
        ...rest,
        ...life,
        casi: casi.map((one, of) => ({ id: idOf(`caso ${at} ${of}`), ...one })),
        protettaDa: protezioni.length === 0 ? null : protezioni,
        riesami: [],
      },
    })),
  );

/** Such persons, of whom some may be one, which stewards have opened or not. */
export const mondoCasuale: fc.Arbitrary<MondoCasuale> = fc
  .tuple(personeCasuali, fc.array(dubbio, { maxLength: 8 }))
  .map(([persone, pairs]) => {
    const dubbi = pairs.map(({ una, altra, ...rest }, at): DubbioCasuale => {
      const two = [...new Set([una % persone.length, altra % persone.length])].map((which) => persone[which]!);
      return { id: idOf(`dubbio ${at}`), persone: two.toSorted((one, other) => (one.id < other.id ? -1 : 1)), ...rest };
    });
    const diversi = [...new Map(dubbi.map((one) => [one.persone.map(({ id }) => id).join(), one])).values()];
    return {
      persone: persone.map((lei) => ({ ...lei, legami: { ...lei.legami, riesami: riesamiOf(lei, diversi) } })),
      dubbi: diversi,
    };
  });

/** Where a steward's competence is read. */
export function sedeOf({ legami }: PersonaCasuale): SedePersona {
  const sepolta = legami.dataDecesso !== null && legami.dataDecesso < '2016-03-10';
  return {
    comune: legami.comune,
    enti: [...legami.erogatori, ...legami.assistitaDa],
    nascosta: legami.protettaDa !== null || sepolta,
  };
}

function riesamiOf({ id }: PersonaCasuale, dubbi: readonly DubbioCasuale[]): Riesame[] {
  return dubbi
    .filter(({ aperto, persone }) => (aperto || persone.length === 1) && persone.some((lei) => lei.id === id))
    .flatMap(({ aperture, persone }) => aperture.map((one) => ({ ...one, sedi: persone.map(sedeOf) })));
}
