import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import type { FattoCollegato } from '#libs/contracts';

/** 32 hex digits from a word: as the registry's keyed digests look. */
export const cifra = (word: string): string => createHmac('sha256', 'prova').update(word).digest('hex').slice(0, 32);

/** A fact with the fields that matter to a test; person and fact are told by words. */
export function fatto(
  id: string,
  persona: string | null,
  fields: Partial<Omit<FattoCollegato, 'fattoId' | 'pseudonimo'>> = {},
): FattoCollegato {
  return {
    fattoId: cifra(`fatto ${id}`),
    revisione: 1,
    annullato: false,
    genere: 'prestazione',
    pseudonimo: persona === null ? null : cifra(`persona ${persona}`),
    fasciaEta: '45-64',
    sesso: 'F',
    cittadinanza: 'italiana',
    comuneResidenza: '041044',
    enteErogatore: ENTI_DI_PROVA.uno,
    codice: 'A1.01',
    nomenclatura: 'SIUSS@1.0',
    area: '3',
    presaInCarico: false,
    anni: [{ anno: 2026, spesa: 10_000 }],
    ...fields,
  };
}

/** Enti of the tests: two of the north, one of the south, one that is in no ambito. */
export const ENTI_DI_PROVA = {
  uno: 'f0000000-0000-5000-8000-000000000001',
  due: 'f0000000-0000-5000-8000-000000000002',
  tre: 'f0000000-0000-5000-8000-000000000003',
  fuori: 'f0000000-0000-5000-8000-000000000004',
  regione: 'f0000000-0000-5000-8000-000000000005',
} as const;

/**
 * Histories of facts: some records, each with revisions that move it between enti, areas, persons and years, or cancel it. Most fall
 * into few cells, so that many of these are near their threshold and hold a person twice.
 */
export const storie: fc.Arbitrary<FattoCollegato[]> = fc
  .array(
    fc.array(
      fc.record({
        persona: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { freq: 8 }),
        ente: fc.constantFrom<keyof typeof ENTI_DI_PROVA>('uno', 'uno', 'due', 'due', 'tre', 'fuori'),
        area: fc.constantFrom('3', '3', '3', '1', null),
        annullato: fc.boolean(),
        anni: fc.uniqueArray(
          fc.record({
            anno: fc.constantFrom(2026, 2026, 2025, 2024),
            spesa: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 999 }) }, fc.constantFrom(-5000, 5000)),
          }),
          { selector: ({ anno }) => anno, minLength: 1, maxLength: 3 },
        ),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    { minLength: 4, maxLength: 20 },
  )
  .map((records) =>
    records.flatMap((revisions, record) =>
      revisions.map(({ persona, ente, area, annullato, anni }, index) =>
        fatto(String(record), persona, {
          revisione: index + 1,
          annullato: annullato && index > 0,
          enteErogatore: ENTI_DI_PROVA[ente],
          area,
          anni,
        }),
      ),
    ),
  );
