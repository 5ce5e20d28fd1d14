import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import type { RigaScritta } from './attese.js';
import { type Disposizione, Installazione, type Json } from './installazione.js';
import { COMUNI, REGIONE, StoriaInps } from './storia-inps.js';

const ANNI = [2024, 2025];
const AREE = ['1', '2', '3', null];
const SOGLIE: Readonly<Record<string, number>> = { '1': 5, '2': 5, '3': 3, null: 5 };
const AMBITI = [
  ['ATS13', [COMUNI.osimo, COMUNI.loreto]],
  ['ATS14', [COMUNI.recanati]],
] as const;

/** The story of deliveries that travel to INPS and back, told in one layout. @param seconds patience for the whole path */
export function raccontaInps(disposizione: Disposizione, righe: number, seconds: number): void {
  describe(`${righe} righe arrivano a INPS e tornano: ${disposizione}`, () => {
    let installazione: Installazione;
    let storia: StoriaInps;
    const timeout = seconds * 1000;

    beforeAll(async () => {
      installazione = await Installazione.prepare(disposizione, {
        SNODO_REPORTING_INTERVALLO: '1s',
        SNODO_INPS_ENTI: Object.values(COMUNI).join(','),
        SNODO_INPS_GENERIC_ERRORS: '3',
      });
      await installazione.start();
      storia = new StoriaInps(installazione);
    }, 300_000);

    afterAll(() => installazione.drop(), 60_000);

    it(
      'I3 every riga ends in the one state that what is in it, and the answer of INPS, give',
      async () => {
        await storia.chooseSnodo();
        await storia.depositAll(righe);
        await storia.concluded(timeout);
        await storia.untilFinal(timeout);
        await storia.expectStates();
      },
      2 * timeout,
    );

    it('I1 I2 I6 INPS takes every flusso once, in the order of the log', () => storia.expectServedOnce(), timeout);

    it(
      'the region reads the right distinct persons and spending, and nothing of too few',
      async () => {
        await eventually(
          async () => {
            for (const anno of ANNI) {
              const { celle } = await tabella(REGIONE, anno);
              for (const [ambito, enti] of AMBITI) {
                const shown = AREE.map((area) => celle.find((one: Json) => one.ambito === ambito && one.area === area));
                const expected = AREE.map((area) => cellaAttesa(storia.accepted(enti), area, anno));
                expect({ anno, ambito, persone: shown.map(({ persone }) => persone.valore ?? persone.stato) }).toEqual({
                  anno,
                  ambito,
                  persone: expected.map(({ persone }) => persone),
                });
                for (const [at, { spesa }] of shown.entries()) {
                  if (spesa.stato === 'valore') expect(Number(spesa.valore)).toBe(expected[at]!.spesa);
                }
              }
            }
            return true;
          },
          { timeout, interval: 500 },
        );
      },
      timeout + 10_000,
    );

    it('I5 a comune of another ambito sees nothing of it: no riga, no person, no cell', async () => {
      const consegna = storia.consegne.find(({ ente }) => ente === COMUNI.osimo);
      const [riga] = await storia.righeOf(consegna!);
      const stranger = COMUNI.macerata;
      for (const path of [`/rest/esiti/v1/righe/${riga.id}`, `/rest/esiti/v1/invii/${consegna!.id}`]) {
        expect((await installazione.call(stranger, path)).status).toBe(404);
      }
      const { celle } = await tabella(stranger, 2025);
      expect(new Set(celle.map(({ ambito }: Json) => ambito))).toEqual(new Set(['ATS15']));
      expect((await installazione.call(stranger, `/waas/${COMUNI.osimo}/v1/flussi?since=0`)).status).toBe(403);
      const flussi = await installazione.all(stranger, '/rest/inps/v1/flussi');
      expect(flussi).toEqual([]);
    }, 30_000);

    it('the registry knows the person for whom serves them, and tells others as much as if nobody were there', async () => {
      const codice = storia.codiceSoloDiOsimo();
      const own = await search(COMUNI.osimo, codice);
      expect(own.items).toHaveLength(1);
      expect(own.items[0].schede.length).toBeGreaterThan(0);
      const foreign = await search(COMUNI.macerata, codice);
      const nobody = await search(COMUNI.macerata, 'BNCLRA80A01H501Z');
      expect(foreign.items).toEqual([]);
      expect(nobody).toEqual(foreign);
    }, 30_000);

    it('I4 reporting holds no code and no name of anybody', async () => {
      const words = new Set(storia.words());
      expect(words.size).toBeGreaterThan(20);
      const tables = await installazione.database.admin<{ nome: string }>(
        `SELECT tablename AS nome FROM pg_tables WHERE schemaname = 'reporting' AND tablename NOT LIKE 'copia%'`,
      );
      for (const { nome } of tables) {
        const rows = await installazione.database.admin<{ testo: string }>(
          `SELECT t::text AS testo FROM reporting."${nome}" t`,
        );
        const text = rows
          .map(({ testo }) => testo)
          .join('\n')
          .toUpperCase();
        expect([nome, [...words].filter((word) => text.includes(word))]).toEqual([nome, []]);
      }
    }, 60_000);

    function tabella(ente: string, anno: number): Promise<Json> {
      return installazione.ask(ente, `/rest/reporting/v1/tabelle/prestazioni-per-ambito?anno=${anno}`);
    }

    function search(ente: string, codice: string): Promise<Json> {
      return installazione.ask(ente, '/rest/anagrafe/v1/persone/ricerche', {
        method: 'POST',
        body: { codice_fiscale: codice, finalita: 'presa_in_carico' },
      });
    }
  });
}

/** A cell as the documents themselves give it: persons, or why they are hidden; euro. */
function cellaAttesa(righe: readonly RigaScritta[], area: string | null, anno: number) {
  const mine = righe.filter((riga) => riga.area === area && riga.spesa.has(anno));
  const count = new Set(mine.map(({ persona }) => persona)).size;
  const cents = mine.reduce((sum, { spesa }) => sum + spesa.get(anno)!, 0);
  const persone = count === 0 ? 0 : count < SOGLIE[String(area)]! ? 'riservato' : count;
  return { persone, spesa: cents / 100 };
}
