import type { Bench, BenchContext, BenchRow } from './measure.js';
import { sizeOf } from './measure.js';
import { abbinamentiRows } from './registro/abbinamenti.js';
import { Banco } from './registro/banco.js';
import { caricoRow, discoRow, feedRow, rlsRow } from './registro/misure.js';
import { ricercheRows } from './registro/ricerche.js';

const GRANDE = process.env.SNODO_BENCH_GRANDE === '1';
const PERSONE = Number(process.env.SNODO_BENCH_PERSONE ?? (GRANDE ? 10_000_000 : sizeOf(100_000)));
/** The rest of what is asked for often is in the system's cache. */
const SHARED_BUFFERS = PERSONE > 1_000_000 ? '2GB' : '256MB';

/**
 * The registry of persons of a region: 100,000 unless told (SNODO_BENCH_GRANDE=1: ten million), loaded in bulk into the registry's own
 * tables, sealed and keyed as if each had come from its comune, on a private PostgreSQL (`registro/banco.ts` says with which settings).
 * SNODO_BENCH_TIENI=folder keeps that server's files, and finds the persons there the next time.
 *
 * B9a, B9b: lookups over HTTP (`registro/ricerche.ts`). B9c–B9h: records judged as if they came by message, for time and for quality
 * (`registro/abbinamenti.ts`). B9i: the feed. B9j, B9k, B9l: disk, load, row-level security (`registro/misure.ts`).
 */
export default {
  id: 'B9',
  title: 'the registry of persons',
  async run(context: BenchContext): Promise<BenchRow[]> {
    const banco = await Banco.open(context, PERSONE, SHARED_BUFFERS);
    try {
      return [
        ...(await ricercheRows(context, banco)),
        ...(await abbinamentiRows(context, banco)),
        await feedRow(context, banco),
        await discoRow(banco),
        await caricoRow(context, banco),
        await rlsRow(context, banco),
      ];
    } finally {
      await banco.close();
    }
  },
} satisfies Bench;
