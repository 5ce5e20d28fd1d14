import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type FattoCollegato, type RigaAccettata, fattiCollegatiV1, parseBody } from '#libs/contracts';
import type { TestDatabase } from '#libs/testing';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());

interface Consegna {
  readonly riga: RigaAccettata;
  readonly accettateIl: string;
}

/** What is left in the end; ids of persons are random, so persons are named by the records they hold. */
async function stato() {
  const admin: TestDatabase['admin'] = (sql) => anagrafe.database.admin(sql);
  const schede = await admin<{ persona: string; scheda: string }>(
    `SELECT persona_id AS persona, encode(record_id, 'hex') || '/' || revisione || '/' || cognome || '/' || coalesce(comune_residenza, '')
       || '/' || accettata_il AS scheda FROM anagrafe_regionale.scheda ORDER BY record_id`,
  );
  const named = new Map<string, string>();
  for (const { persona, scheda } of schede) named.set(persona, named.get(persona) ?? scheda);
  const persone = await admin<{ id: string; dati: string; codici: string[] }>(
    `SELECT id, concat_ws('/', cognome, nome, anno_nascita, data_nascita, comune_residenza, dubbia) AS dati,
       ARRAY(SELECT encode(c.indice, 'hex') FROM anagrafe_regionale.persona_codice c WHERE c.persona_id = p.id ORDER BY 1) AS codici
     FROM anagrafe_regionale.persona p`,
  );
  const { fatti } = await anagrafe.said();
  return {
    schede: schede.map(({ persona, scheda }) => ({ persona: named.get(persona), scheda })),
    persone: persone.map(({ id, dati, codici }) => ({ persona: named.get(id), dati, codici })).toSorted(byJson),
    tombe: await admin(
      `SELECT encode(record_id, 'hex'), revisione, annullato FROM anagrafe_regionale.record ORDER BY record_id`,
    ),
    fatti: lastFacts(fatti),
  };
}

/** As reporting keeps them; two live facts have one pseudonym if they are of one person. */
function lastFacts(fatti: readonly FattoCollegato[]) {
  const last = new Map<string, FattoCollegato>();
  for (const fatto of fatti) {
    if ((last.get(fatto.fattoId)?.revisione ?? 0) < fatto.revisione) last.set(fatto.fattoId, fatto);
  }
  const sorted = [...last.values()].toSorted((one, other) => (one.fattoId < other.fattoId ? -1 : 1));
  const firstOf = new Map<string | null, string>();
  for (const { pseudonimo, fattoId, annullato } of sorted) {
    if (!annullato && !firstOf.has(pseudonimo)) firstOf.set(pseudonimo, fattoId);
  }
  return sorted.map(({ pseudonimo, ...fatto }) =>
    Object.assign(fatto, { di: fatto.annullato ? null : firstOf.get(pseudonimo) }),
  );
}

const byJson = (one: unknown, other: unknown): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

describe('revisions and redeliveries in any order', () => {
  const evento = fc.record({
    record: fc.constantFrom('a', 'b', 'c'),
    nome: fc.constantFrom('MIRKO', 'MIRCO', 'GIOVANNA'),
    cognome: fc.constantFrom('ROSSI', 'VERDI'),
    nato: fc.constantFrom('1966-03-14', '1967-03-14'),
    comune: fc.constantFrom(ENTI.loreto.istat, ENTI.ancona.istat, undefined),
    annullamento: fc.boolean(),
  });
  /** The code is that of the first name, so that a far one makes a doubt. */
  const storia = fc.array(evento, { minLength: 1, maxLength: 8 }).map((events) => {
    const revisioni = new Map<string, number>();
    return events.map(({ record, nome, cognome, nato, comune, annullamento }, at): Consegna => {
      const revisione = (revisioni.get(record) ?? 0) + 1;
      revisioni.set(record, revisione);
      const chi = { ...tizio({ nato, comune }), nome, cognome };
      const riga = rigaDi(chi, { record, revisione, annullamento });
      return { riga, accettateIl: `2026-02-${String(at + 1).padStart(2, '0')}T08:00:00.000Z` };
    });
  });
  const storie = storia.chain((deliveries) =>
    fc.tuple(
      fc.constant(deliveries),
      fc.shuffledSubarray([...deliveries, ...deliveries], { minLength: deliveries.length * 2 }),
    ),
  );

  it('give the same schede, the same persons, the same tombstones and the same last facts', async () => {
    const after = async (deliveries: readonly Consegna[]) => {
      await anagrafe.empty();
      for (const { riga, accettateIl } of deliveries) await anagrafe.accept([riga], accettateIl);
      return stato();
    };
    await fc.assert(
      fc.asyncProperty(storie, async ([inOrder, anyOrder]) => {
        const expected = await after(inOrder);
        expect(await after(anyOrder)).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });

  it('a cancellation that comes before its insertion wins', async () => {
    await anagrafe.empty();
    await anagrafe.accept([rigaDi(tizio(), { record: 'a', revisione: 2, annullamento: true })]);
    await anagrafe.accept([rigaDi(tizio(), { record: 'a' })]);
    const { schede, persone, fatti } = await stato();
    expect({ schede, persone }).toEqual({ schede: [], persone: [] });
    expect(fatti).toEqual([expect.objectContaining({ annullato: true, revisione: 2 })]);
    expect((await anagrafe.said()).collegate).toEqual([]);
  });

  it('a cancellation whose code means nothing any more takes the record away like any other', async () => {
    await anagrafe.empty();
    const codifica = { ricevuto: 'SAD', versioni: ['LOC:H211@1', 'SIUSS@1.0'] };
    await anagrafe.accept([rigaDi(tizio(), { record: 'a', codifica })]);
    const senzaCodice = { contenuto: { codicePrestazione: '' }, codifica: { ricevuto: 'SAD', versioni: [] } };
    await anagrafe.accept([rigaDi(tizio(), { record: 'a', revisione: 2, annullamento: true, ...senzaCodice })]);
    const { schede, fatti } = await stato();
    expect([schede, fatti]).toEqual([[], [expect.objectContaining({ annullato: true, revisione: 2 })]]);
    const told = (await anagrafe.said()).fatti;
    expect(
      parseBody(fattiCollegatiV1, { collegatiIl: '2026-03-10T09:00:00Z', ricostruzione: false, fatti: told }).fatti,
    ).toHaveLength(2);
  });

  it('of several revisions in one message the last is applied', async () => {
    await anagrafe.empty();
    const righe = [2, 3, 1].map((revisione) =>
      rigaDi(tizio({ cognome: `R${'I'.repeat(revisione)}` }), { record: 'a', revisione }),
    );
    await anagrafe.accept(righe);
    expect((await stato()).schede).toEqual([expect.objectContaining({ scheda: expect.stringContaining('/3/RIII/') })]);
    expect((await anagrafe.said()).collegate.map(({ revisione }) => revisione)).toEqual([3]);
  });
});
