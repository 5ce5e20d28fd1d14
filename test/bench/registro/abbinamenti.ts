import { Database } from '#libs/persistence';
import { chiaviOf } from '#libs/abbinamento';
import type { RigaDomanda } from '#libs/sintetici';
import { Candidati } from '../../../apps/anagrafe-regionale/src/persona/candidati.js';
import type { Scheda } from '../../../apps/anagrafe-regionale/src/persona/dati-persona.js';
import { soggettoDi } from '../../../apps/anagrafe-regionale/src/persona/soggetto-di.js';
import { datiDi, personaIdOf } from '../../prova/anagrafe-grande/persone-da-caricare.js';
import { type BenchContext, type BenchRow, percentile, sizeOf } from '../measure.js';
import type { Banco } from './banco.js';
import { INSEGNATE, teach } from './insegnamento.js';
import { Domande, type Giudicata, type Verdetto } from './domande.js';

/** Each takes some ten milliseconds of two processes: as many as the goal is told in only where somebody waits for it. */
const DOMANDE = process.env.SNODO_BENCH_GRANDE === '1' ? 20_000 : sizeOf(5_000);
/** Of these, asked one at a time, for their latency; the others four at a time. */
const SOLE = sizeOf(1_000);
const INSIEME = 4;
const MS_CANDIDATI = 5;
const MS_ABBINAMENTO = 50;
const FALSE_OGNI = 20_000;

/**
 * Records about people of the registry and about others who are near to them (twins, siblings, homonyms, a relative's code), each judged
 * as if it had come by message, in a transaction that is then undone. Where the floor's column has a limit, it is that of the goal.
 */
export async function abbinamentiRows(context: BenchContext, banco: Banco): Promise<BenchRow[]> {
  const pesi = await teach(context, banco, DOMANDE);
  const domande = (await banco.domande(DOMANDE + INSEGNATE)).filter(({ qid }) => Number(qid) <= DOMANDE);
  const sole = domande.slice(0, SOLE);
  context.say(`B9c: candidates of ${sole.length} records`);
  const candidati = await candidatiOf(banco, sole);
  context.say(`B9d: ${sole.length} records judged one after the other`);
  const judge = new Domande(banco);
  const giudicate: Giudicata[] = [];
  for (const domanda of sole) giudicate.push(await judge.judge(domanda));
  const latenze = giudicate.map(({ ms }) => ms);
  context.say(`B9e: ${domande.length - sole.length} records judged ${INSIEME} at a time`);
  const { alSecondo, altre } = await together(judge, domande.slice(SOLE));
  giudicate.push(...altre);
  return [
    limit('B9c', 'candidate search, p95', percentile(candidati.ms, 0.95), MS_CANDIDATI, 'ms', candidati.note),
    limit(
      'B9d',
      'whole match, p95',
      percentile(latenze, 0.95),
      MS_ABBINAMENTO,
      'ms',
      `p50 ${percentile(latenze, 0.5).toFixed(1)} ms, p99 ${percentile(latenze, 0.99).toFixed(1)} ms; locks and writes included, undone; ${INSIEME} at a time ${Math.round(alSecondo)} records/s`,
    ),
    ...qualityRows(giudicate, pesi),
  ];
}

function limit(id: string, what: string, ours: number, most: number, unit: string, note: string): BenchRow {
  return { id, what, ours, floor: most, unit, ratio: ours / most, goal: { atMost: 1 }, note };
}

async function together(judge: Domande, domande: readonly RigaDomanda[]) {
  const altre: Giudicata[] = [];
  const began = performance.now();
  const rest = domande.values();
  await Promise.all(
    Array.from({ length: INSIEME }, async () => {
      for (const domanda of rest) altre.push(await judge.judge(domanda));
    }),
  );
  return { altre, alSecondo: altre.length / ((performance.now() - began) / 1000) };
}

/** The query alone, as it is asked where no code leads to anybody. */
async function candidatiOf(banco: Banco, domande: readonly RigaDomanda[]): Promise<{ ms: number[]; note: string }> {
  const candidati = banco.anagrafe.get(Candidati);
  const ms: number[] = [];
  let found = 0;
  let there = 0;
  let known = 0;
  for (const domanda of domande) {
    const scheda = { chiavi: chiaviOf(soggettoDi(datiDi(domanda))) } as Scheda;
    const ids = await banco.anagrafe.get(Database).transaction('consumer', {}, async (tx) => {
      const began = performance.now();
      const some = await candidati.find(tx, [scheda]);
      ms.push(performance.now() - began);
      return some;
    });
    found += ids.length;
    if (domanda.truth_id === '') continue;
    known += 1;
    if (ids.includes(personaIdOf(domanda.truth_id))) there += 1;
  }
  const share = ((100 * there) / known).toFixed(2);
  const many = (found / domande.length).toFixed(1);
  return {
    ms,
    note: `p50 ${percentile(ms, 0.5).toFixed(2)} ms; ${many} candidates each; without codes the person itself is among them ${share} % of times`,
  };
}

function qualityRows(giudicate: readonly Giudicata[], pesi: string): BenchRow[] {
  const count = (verdetto: Verdetto): number => giudicate.filter((one) => one.verdetto === verdetto).length;
  const conosciute = giudicate.filter(({ kind }) => kind === 'known').length;
  const richiamo = count('giusta') / conosciute;
  const rivedere = count('da_rivedere') / giudicate.length;
  const false20 = (FALSE_OGNI * count('falsa')) / giudicate.length;
  const altroNome = giudicate.filter((one) => one.altroNome).length;
  const asked = `${giudicate.length.toLocaleString('en')} records, ${conosciute.toLocaleString('en')} of persons who are there`;
  const kinds = [...new Set(giudicate.filter(({ verdetto }) => verdetto === 'falsa').map(({ kind }) => kind))].join(
    ', ',
  );
  return [
    limit(
      'B9e',
      'false links in 20,000 records',
      false20,
      5,
      'links',
      `${asked}; ${count('falsa')} false${kinds && ` (${kinds})`}; ${pesi}`,
    ),
    {
      id: 'B9f',
      what: 'false links across given names',
      ours: altroNome,
      floor: undefined,
      unit: 'links',
      ratio: altroNome,
      goal: { atMost: 0 },
      note: 'the ratio is their number',
    },
    {
      id: 'B9g',
      what: 'recall of links',
      ours: richiamo,
      floor: 0.985,
      unit: 'share',
      ratio: richiamo / 0.985,
      goal: { atLeast: 1 },
      note: `${count('mancata')} known persons taken for new`,
    },
    limit('B9h', 'records left to somebody to decide', 100 * rivedere, 4, '%', asked),
  ];
}
