import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LegalDay } from '#libs/codici';
import { Database } from '#libs/persistence';
import { CollegaSchede } from '../../collegamento/collega-schede.js';
import { Pseudonimi } from '../../fatto/pseudonimi.js';
import { RicalcolaPersone } from '../../persona/ricalcola-persone.js';
import { AnagrafeDiProva } from '../../prova/anagrafe-di-prova.js';
import { dettoDi } from '../../prova/detti-di-prova.js';
import { RiesameDiProva } from '../../prova/riesame-di-prova.js';
import { type Tizio, recordIdOf, rigaDi, tizio } from '../../prova/righe-di-prova.js';

let anagrafe: AnagrafeDiProva;
let riesame: RiesameDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  riesame = new RiesameDiProva(anagrafe);
});
afterAll(() => anagrafe.close());

const lui = tizio();
const lei = tizio({ nome: 'GIOVANNA', sesso: 'F', nato: '1971-07-02' });
/** By name and birth she is one, by her code the other. */
const CHI: readonly Tizio[] = [lui, lei, { ...lei, codice: lui.codice }, { ...lui, nome: 'MIRCO' }];
const RECORD = ['a', 'b', 'c', 'd', 'e', 'f'];

const mossa = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      fa: fc.constant('dice' as const),
      record: fc.constantFrom(...RECORD),
      chi: fc.constantFrom(...CHI),
      come: fc.constantFrom('sociale' as const, 'comune' as const, 'senza_codice' as const),
      annullamento: fc.boolean(),
      /** Of a comune. */
      statoCivile: fc.constantFrom({ codice: '2' }, { codice: '3' }, undefined),
      ente: fc.constantFrom('recanati' as const, 'loreto' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ fa: fc.constant('unisce' as const), una: fc.nat(9), altra: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ fa: fc.constant('separa' as const), una: fc.nat(9), quanti: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ fa: fc.constant('distingue' as const), una: fc.nat(9), altra: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ fa: fc.constant('annulla' as const), quale: fc.nat(9) }) },
);
type Mossa = typeof mossa extends fc.Arbitrary<infer M> ? M : never;
type Decisa = Awaited<ReturnType<RiesameDiProva['distinguish']>>;

/** A registry to which random things happen, one after the other. */
class Storia {
  readonly #revisioni = new Map<string, number>();
  readonly decise: { readonly operazione: string }[] = [];

  async does(step: Mossa): Promise<void> {
    anagrafe.clock.advance(1_000);
    if (step.fa === 'dice') return this.#says(step);
    const decisa = await this.#decides(step);
    if (decisa !== undefined && 'operazione' in decisa) this.decise.push(decisa);
  }

  async #says({ record, chi, come, annullamento, ente, statoCivile }: Extract<Mossa, { fa: 'dice' }>): Promise<void> {
    const revisione = (this.#revisioni.get(record) ?? 0) + 1;
    this.#revisioni.set(record, revisione);
    const fissate = await this.#fissate();
    const accettataIl = anagrafe.clock.now().toISOString();
    if (come === 'sociale') {
      await anagrafe.accept([rigaDi(chi, { record, revisione, annullamento, ente })], accettataIl);
    } else {
      const detto = dettoDi(chi, record, {
        revisione,
        annullamento,
        accettataIl,
        ...(come === 'senza_codice' && { codici: [] }),
        dati: { statoCivile, ...(come === 'senza_codice' && { dataNascita: '1966-03-14' as LegalDay }) },
      });
      await anagrafe.get(Database).transaction('consumer', {}, (tx) => anagrafe.get(CollegaSchede).link(tx, [detto]));
    }
    // A decision of a person is overridden by nothing that is said: at most its record is taken back.
    const after = await this.#fissate();
    for (const [id, persona] of fissate) if (after.has(id)) expect(after.get(id)).toBe(persona);
    if (!annullamento && fissate.has(recordIdOf(record))) expect(after.has(recordIdOf(record))).toBe(true);
  }

  async #decides(step: Exclude<Mossa, { fa: 'dice' }>): Promise<Decisa | undefined> {
    if (step.fa === 'annulla') {
      const decisa = this.decise[step.quale % Math.max(1, this.decise.length)];
      return decisa && riesame.undo(decisa);
    }
    const ids = (
      await riesame.rows<{ id: string }>(`SELECT id FROM anagrafe_regionale.persona ORDER BY cognome, nome, id`)
    ).map(({ id }) => id);
    if (ids.length === 0) return undefined;
    const una = ids[step.una % ids.length]!;
    if (step.fa === 'separa') return this.#separates(una, step.quanti);
    const altra = ids[step.altra % ids.length]!;
    return step.fa === 'unisce' ? riesame.unite(una, altra) : riesame.distinguish(una, altra);
  }

  async #separates(persona: string, quanti: number): Promise<Decisa> {
    const suoi = new Set(
      (
        await riesame.rows<{ id: string }>(
          `SELECT encode(record_id, 'hex') AS id FROM anagrafe_regionale.scheda WHERE persona_id = '${persona}'`,
        )
      ).map(({ id }) => id),
    );
    return riesame.separate(persona, RECORD.filter((record) => suoi.has(recordIdOf(record))).slice(0, quanti));
  }

  async #fissate(): Promise<ReadonlyMap<string, string>> {
    const rows = await riesame.rows<{ record: string; persona: string }>(
      `SELECT encode(record_id, 'hex') AS record, persona_id AS persona FROM anagrafe_regionale.scheda WHERE decisa`,
    );
    return new Map(rows.map(({ record, persona }) => [record, persona]));
  }
}

/** Of what is kept nothing contradicts the rest. */
async function isWhole(): Promise<void> {
  const none = async (sql: string): Promise<void> => expect([sql, await riesame.rows(sql)]).toEqual([sql, []]);
  await none(`SELECT s.record_id FROM anagrafe_regionale.scheda s LEFT JOIN anagrafe_regionale.persona p ON p.id = s.persona_id
    WHERE p.id IS NULL OR p.unita_in IS NOT NULL`);
  await none(`SELECT p.id FROM anagrafe_regionale.persona p WHERE p.unita_in IS NULL
    AND NOT EXISTS (SELECT FROM anagrafe_regionale.scheda s WHERE s.persona_id = p.id)`);
  await none(`SELECT s.record_id FROM anagrafe_regionale.scheda s LEFT JOIN anagrafe_regionale.legame l ON l.record_id = s.record_id AND l.al IS NULL
    WHERE l.persona_id IS DISTINCT FROM s.persona_id OR (l.decisione = 'manuale') <> s.decisa`);
  await none(`SELECT l.record_id FROM anagrafe_regionale.legame l WHERE l.al IS NULL
    AND NOT EXISTS (SELECT FROM anagrafe_regionale.scheda s WHERE s.record_id = l.record_id)`);
  await none(`SELECT p.id FROM anagrafe_regionale.persona p FULL JOIN anagrafe_regionale.radice_persona r ON r.persona_id = p.id
    WHERE p.unita_in IS DISTINCT FROM r.radice`);
  await none(
    `SELECT p.id FROM anagrafe_regionale.persona p JOIN anagrafe_regionale.persona r ON r.id = p.unita_in WHERE r.unita_in IS NOT NULL`,
  );
  await none(`SELECT p.id FROM anagrafe_regionale.persona p WHERE p.unita_in IS NULL AND p.dubbia <>
    EXISTS (SELECT FROM anagrafe_regionale.persona_codice a JOIN anagrafe_regionale.persona_codice b
      ON b.indice = a.indice AND b.persona_id <> a.persona_id WHERE a.persona_id = p.id)`);
  await none(`SELECT d.id FROM anagrafe_regionale.possibile_duplicato d WHERE d.stato = 'aperto' AND (SELECT count(*)
    FROM anagrafe_regionale.persona p WHERE p.id IN (d.persona_a, d.persona_b) AND p.unita_in IS NULL) < 2`);
  await none(`SELECT d.id FROM anagrafe_regionale.possibile_duplicato d JOIN anagrafe_regionale.distinti x USING (persona_a, persona_b)
    WHERE d.stato = 'aperto' AND x.al IS NULL`);
  await none(`SELECT d.id FROM anagrafe_regionale.possibile_duplicato d WHERE d.stato = 'aperto' AND d.punteggio IS NULL
    AND NOT EXISTS (SELECT FROM anagrafe_regionale.persona_codice a JOIN anagrafe_regionale.persona_codice b USING (indice)
      WHERE a.persona_id = d.persona_a AND b.persona_id = d.persona_b)`);
  await none(`SELECT a.persona_id, b.persona_id FROM anagrafe_regionale.persona_codice a JOIN anagrafe_regionale.persona_codice b
      ON b.indice = a.indice AND b.persona_id > a.persona_id
    WHERE NOT EXISTS (SELECT FROM anagrafe_regionale.possibile_duplicato d
        WHERE d.stato = 'aperto' AND d.persona_a = a.persona_id AND d.persona_b = b.persona_id)
      AND NOT EXISTS (SELECT FROM anagrafe_regionale.distinti x
        WHERE x.al IS NULL AND x.persona_a = a.persona_id AND x.persona_b = b.persona_id)`);
}

/** What reporting was told last of each record is of whom it is now. */
async function isTold(): Promise<void> {
  const last = new Map<string, { revisione: number; pseudonimo: string | null }>();
  for (const { fattoId, revisione, pseudonimo, annullato } of (await anagrafe.said()).fatti) {
    const known = last.get(fattoId);
    expect(known?.revisione).not.toBe(revisione);
    if (known === undefined || known.revisione < revisione)
      last.set(fattoId, { revisione, pseudonimo: annullato ? null : pseudonimo });
  }
  const pseudonimi = anagrafe.get(Pseudonimi);
  const schede = await riesame.rows<{ id: string; persona: string }>(
    `SELECT encode(record_id, 'hex') AS id, persona_id AS persona FROM anagrafe_regionale.scheda WHERE fatto IS NOT NULL`,
  );
  for (const { id, persona } of schede) {
    expect(last.get(pseudonimi.ofFatto(id))?.pseudonimo).toBe(pseudonimi.ofPersona(persona));
  }
}

const rebuild = async (): Promise<number> => {
  const ids = (
    await riesame.rows<{ id: string }>(
      `SELECT id FROM anagrafe_regionale.persona UNION SELECT persona_id FROM anagrafe_regionale.scheda`,
    )
  ).map(({ id }) => id);
  return anagrafe.get(Database).transaction('consumer', {}, (tx) => anagrafe.get(RicalcolaPersone).of(tx, ids));
};

const GUASTI = [
  `UPDATE anagrafe_regionale.persona SET cognome = 'GUASTO', vita = 'deceduta', dubbia = NOT dubbia, comune_residenza = NULL WHERE unita_in IS NULL`,
  `DELETE FROM anagrafe_regionale.persona_codice`,
  `UPDATE anagrafe_regionale.scheda SET k_cognome_data = NULL, k_luogo_data = 7`,
];

/** There is somebody to decide about from the beginning. */
const PRIMA: readonly Mossa[] = RECORD.slice(0, 4).map((record, at) => ({
  fa: 'dice',
  record,
  chi: CHI[at % 2]!,
  come: 'sociale',
  annullamento: false,
  statoCivile: undefined,
  ente: at === 0 ? 'loreto' : 'recanati',
}));
const storia = fc.array(mossa, { minLength: 6, maxLength: 16 }).map((steps) => [...PRIMA, ...steps]);

describe('whatever is said of persons, and whatever stewards decide and take back', () => {
  it('everything agrees with everything, is told, and comes out the same when it is worked out again', async () => {
    await fc.assert(
      fc.asyncProperty(storia, async (steps) => {
        await anagrafe.empty();
        const live = new Storia();
        for (const step of steps) await live.does(step);
        await isWhole();
        await isTold();
        const before = await riesame.stato();
        expect(await rebuild()).toBe(0);
        expect(await riesame.stato()).toEqual(before);
        for (const guasto of GUASTI) await riesame.rows(guasto);
        await rebuild();
        expect(await riesame.stato()).toEqual(before);
      }),
      { numRuns: 25 },
    );
  }, 600_000);

  it('a decision that is taken back at once leaves nothing changed, and taken again is the same', async () => {
    await fc.assert(
      fc.asyncProperty(storia, mossa, async (steps, last) => {
        fc.pre(last.fa === 'unisce' || last.fa === 'separa' || last.fa === 'distingue');
        await anagrafe.empty();
        const live = new Storia();
        for (const step of steps) await live.does(step);
        const before = await riesame.stato();
        const n = live.decise.length;
        await live.does(last);
        fc.pre(live.decise.length > n);
        const after = await riesame.stato();
        anagrafe.clock.advance(1_000);
        const annullata = await riesame.undo(live.decise.at(-1)!);
        expect(vivo(await riesame.stato(), before)).toEqual(vivo(before, before));
        anagrafe.clock.advance(1_000);
        await riesame.undo(annullata);
        expect(await riesame.stato()).toEqual(after);
      }),
      { numRuns: 12 },
    );
  }, 600_000);
});

type Stato = Awaited<ReturnType<RiesameDiProva['stato']>>;

/** Who came out of another, and was found not to be anybody, goes on leading there. */
function vivo({ persone, radici, ...rest }: Stato, before: Stato): unknown {
  const known = new Set(before.persone.map(({ id }) => id));
  return {
    persone: persone.filter(({ id, unita }) => unita === null || known.has(id)),
    radici: (radici as { persona_id: string }[]).filter(({ persona_id: id }) => known.has(id)),
    ...rest,
  };
}
