import {
  etichetteDi,
  accuracy,
  floorOf,
  nostra,
  rightBetween,
  trigrammi,
} from '../../apps/nomenclatore/src/suggerimenti/prova/misura.js';
import { alternate, type Bench, type BenchContext, type BenchRow, seconds } from './measure.js';

/** A long local list. */
const LOCALI = 300;
const SURE = 0.7;

/**
 * Suggestions by words alone on the labels set aside for it: how often the right code of INPS's list comes first, and among
 * the first three. The floor is the similarity of trigrams as pg_trgm has it, the better of with and without the description.
 * No figure of S1a and S1b depends on the machine. S1c is the time of a local list of 300 codes on one target list.
 */
export default {
  id: 'S1',
  title: 'suggested targets of local codes',
  async run(context: BenchContext): Promise<BenchRow[]> {
    const prova = etichetteDi('prova');
    const [ours, floor] = [accuracy(prova, nostra()), floorOf(prova)];
    const sure = rightBetween(prova, SURE, 2);
    const percent = (share: number): number => Math.round(share * 1000) / 10;
    const note =
      `${prova.length} labels; ${percent(sure.quanti / prova.length)} % have a first suggestion of ${SURE} or more, ` +
      `and ${percent(sure.giusti)} % of those are right`;
    return [
      accuracyRow('S1a', 'the right code is suggested first', ours.primo, floor.primo, note),
      accuracyRow('S1b', 'the right code is among the first three', ours.primiTre, floor.primiTre),
      await timeRow(context, prova),
    ];
  },
} satisfies Bench;

function accuracyRow(id: string, what: string, ours: number, floor: number, note?: string): BenchRow {
  const row = {
    id,
    what,
    ours: ours * 100,
    floor: floor * 100,
    unit: '%',
    ratio: ours / floor,
    goal: { atLeast: 1.5 },
  };
  return note === undefined ? row : { ...row, note };
}

async function timeRow(context: BenchContext, prova: ReturnType<typeof etichetteDi>): Promise<BenchRow> {
  const labels = Array.from({ length: LOCALI }, (_, at) => prova[at % prova.length]!);
  const time = (prepare: () => (etichetta: (typeof labels)[number]) => unknown) => (): Promise<number> =>
    seconds(() => {
      const classify = prepare();
      for (const label of labels) classify(label);
      return Promise.resolve();
    }).then((taken) => taken * 1000);
  const medians = await alternate({ rounds: context.rounds, ours: time(nostra), floor: time(() => trigrammi(true)) });
  return { id: 'S1c', what: `${LOCALI} codes, the list prepared too`, ...medians, unit: 'ms', goal: undefined };
}
