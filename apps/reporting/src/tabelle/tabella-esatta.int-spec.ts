import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FattoCollegato } from '#libs/contracts';
import { conta } from '../prova/contributi.js';
import { storie } from '../prova/fatti-di-prova.js';
import { AMBITI_DI_PROVA, ReportingDiProva, vociDiProva } from '../prova/reporting-di-prova.js';
import { AREE } from '../riservatezza/soglie.js';
import { componiTabella } from './componi-tabella.js';
import { territorioOf } from './territorio-dell-anno.js';

const ANNI = [2024, 2025, 2026];
const GIORNO = '2026-03-10';

/** The ambiti as the tests' registry has them, read without the code that reads them there. */
const territorio = territorioOf(
  vociDiProva().flatMap((voce) =>
    voce.genere === 'ambito' && voce.contenuto !== null
      ? [
          {
            id: voce.id,
            codice: voce.contenuto.codice,
            denominazione: voce.contenuto.denominazione,
            tipo: 'ATS',
            enti: voce.contenuto.appartenenze.map(({ ente }) => ente),
            capofila: undefined,
          },
        ]
      : [],
  ),
  GIORNO,
);

/** The table of a year made fact by fact, as its definitions say. */
function expectedOf(storia: readonly FattoCollegato[], anno: number) {
  const live = [...new Map(storia.map((one) => [one.fattoId, one])).values()].filter(({ annullato }) => !annullato);
  const cells = [...Object.values(AMBITI_DI_PROVA), null].flatMap((ambito) => AREE.map((area) => ({ ambito, area })));
  const conteggi = cells.flatMap(({ ambito, area }) => {
    const contributi = live
      .filter((one) => one.area === area && (territorio.ambitoOf.get(one.enteErogatore) ?? null) === ambito)
      .flatMap(({ pseudonimo, anni }) =>
        anni.filter((quota) => quota.anno === anno).map(({ spesa }) => ({ persona: pseudonimo, spesa })),
      );
    return contributi.length === 0 ? [] : [{ ambito, area, ...conta(contributi) }];
  });
  return componiTabella(territorio, conteggi, { ordinaria: 3, delicata: 5 });
}

describe('I8 the published table', () => {
  let reporting: ReportingDiProva;
  beforeAll(async () => {
    reporting = await ReportingDiProva.start();
  });
  afterAll(() => reporting?.close());

  const published = (anno: number) =>
    reporting.database.admin(
      `SELECT ambito, area, persone_stato, persone::int, spesa_stato, spesa::int FROM reporting.cella WHERE anno = $1
       ORDER BY ambito, area`,
      [anno],
    );
  const inOrder = (rows: { ambito: string | null; area: string | null }[]) =>
    rows.toSorted((one, other) =>
      `${one.ambito ?? '~'}${one.area ?? '~'}`.localeCompare(`${other.ambito ?? '~'}${other.area ?? '~'}`),
    );

  it('is what its definitions say, fact by fact, whatever the order and the repetitions in which facts came', async () => {
    const disorder = storie.chain((storia) =>
      fc.tuple(fc.constant(storia), fc.shuffledSubarray([...storia, ...storia], { minLength: storia.length * 2 })),
    );
    await fc.assert(
      fc.asyncProperty(disorder, async ([storia, disordine]) => {
        await reporting.forget();
        for (let from = 0; from < disordine.length; from += 7) await reporting.apply(disordine.slice(from, from + 7));
        await reporting.publish();
        for (const anno of ANNI) {
          const expected = expectedOf(storia, anno).map(({ ambito, area, persone, spesa }) => ({
            ambito: ambito?.id ?? null,
            area,
            persone_stato: persone.stato,
            persone: persone.stato === 'valore' ? persone.valore : null,
            spesa_stato: spesa.stato,
            spesa: spesa.stato === 'valore' ? spesa.valore : null,
          }));
          expect(inOrder((await published(anno)) as never)).toEqual(inOrder(expected));
        }
      }),
      { numRuns: 25 },
    );
  }, 180_000);
});
