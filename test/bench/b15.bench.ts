import { readFileSync } from 'node:fs';
import { parsePrestazioniSiuss } from '#libs/codici';
import { Vista, type Voce } from '#libs/riferimenti';
import { alternate, type Bench, type BenchContext, type BenchRow, sizeOf } from './measure.js';

const CODICI = 1_000_000;
const LOCALI = 300;
const GIORNI = Array.from({ length: 365 }, (_, day) => new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10));
const SEMPRE = { dal: '2020-01-01', al: null } as const;
const ENTE = '00000000-0000-5000-8000-00000000000a';

/** A local code on its event date, through the regional list to INPS's, as ingestion asks; against looking up a ready answer. */
export default {
  id: 'B15',
  title: 'translation of a million codes',
  async run(context: BenchContext): Promise<BenchRow[]> {
    const codici = sizeOf(CODICI);
    const inps = parsePrestazioniSiuss(readFileSync('config/nazionale/siuss.csv', 'utf8')).map(({ codice }) => codice);
    const vista = Vista.empty.with(vociOf(inps));
    const ready = new Map(Array.from({ length: LOCALI }, (_, at) => [`L${at}`, inps[at % inps.length]!]));
    // Texts made now, as a reader makes them: equal to the keys, never the same objects.
    const questions = Array.from({ length: codici }, (_, at) => ({
      codice: `L${(at * 7919) % LOCALI}`,
      giorno: GIORNI[at % GIORNI.length]!,
    }));
    const speed = (translate: (codice: string, giorno: string) => string | undefined) => (): Promise<number> => {
      const start = performance.now();
      let translated = 0;
      for (const { codice, giorno } of questions) if (translate(codice, giorno) !== undefined) translated += 1;
      if (translated !== codici) throw new Error('every code should have a translation');
      return Promise.resolve(codici / ((performance.now() - start) / 1000) / 1000);
    };
    const floor = speed((codice) => ready.get(codice));
    const row = async (id: string, what: string, ours: () => Promise<number>): Promise<BenchRow> => {
      context.say(`${id}: ${what}, ${codici} codes`);
      const medians = await alternate({ rounds: context.rounds, ours, floor });
      return { id, what, ...medians, unit: 'k codes/s', goal: { atLeast: 0.2 } };
    };
    return [
      await row(
        'B15a',
        'LOC → REG → SIUSS on the event date, against a Map of ready answers',
        speed((codice, giorno) => {
          const found = vista.traduci({ da: 'LOC:E388', a: 'SIUSS', codice, giorno });
          return found.esito === 'tradotto' ? found.codice : undefined;
        }),
      ),
      await row(
        'B15b',
        'the code of a riga as ingestion reads it, against the same',
        speed((codice, giorno) => {
          const found = vista.codifica(ENTE, codice, giorno);
          return found.esito === 'tradotta' ? found.codice : undefined;
        }),
      ),
    ];
  },
} satisfies Bench;

/** A local list of 300 codes, a regional one of as many in two versions, INPS's. */
function vociOf(inps: readonly string[]): Voce[] {
  const locali = Array.from({ length: LOCALI }, (_, at) => `L${at}`);
  const regionali = Array.from({ length: LOCALI }, (_, at) => `R${at}`);
  return [
    lista('SIUSS', '1.0', inps, SEMPRE),
    lista('REG', '1', regionali, { dal: '2020-01-01', al: '2025-06-30' }),
    lista('REG', '2', regionali, { dal: '2025-07-01', al: null }),
    lista('LOC:E388', '1', locali, SEMPRE, ENTE),
    ...locali.map((codice, at) => legame('LOC:E388', codice, 'REG', `R${at}`)),
    ...regionali.map((codice, at) => legame('REG', codice, 'SIUSS', inps[at % inps.length]!)),
  ];
}

function lista(
  sistema: string,
  versione: string,
  codici: readonly string[],
  validita: { dal: string; al: string | null },
  ente?: string,
): Voce {
  const voci = codici.map((codice) => ({ codice, padre: null, denominazione: codice, attributi: {} }));
  const of = ente === undefined ? {} : { ente };
  const contenuto = { ...validita, ...of, sistema, versione, stato: 'pubblicata', parte: 0, parti: 1, voci } as const;
  return { genere: 'nomenclatura', id: `${sistema}@${versione}#0`, revisione: 1, contenuto };
}

function legame(da: string, codice: string, a: string, destinazione: string): Voce {
  const periodi = [{ ...SEMPRE, relazione: 'esatta' as const, destinazioni: [destinazione] }];
  return { genere: 'associazione', id: `${da}|${codice}|${a}`, revisione: 1, contenuto: { da, codice, a, periodi } };
}
