import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Contenuto } from '#libs/tracciati';
import { contenutoAccettato } from '../../../../libs/tracciati/src/prova/contenuti.js';
import { difettiDelFlusso } from '../../../../libs/tracciati/src/prova/flussi.js';
import { verdettiXmllint, xmllintMancante } from '../../../../libs/tracciati/src/prova/xmllint.js';
import { type FlussoLetto, GatewayDiProva } from '../prova/gateway-di-prova.js';
import { riga } from '../prova/righe-di-prova.js';

const mancante = xmllintMancante();
if (mancante !== undefined) process.stderr.write(`skipped: ${mancante}\n`);

/** Random accepted records, every third corrected and every fifth cancelled, as they come to lie in the log. */
describe('what is really in the log', () => {
  let gateway: GatewayDiProva;
  let log: FlussoLetto[];
  const righe = 180;
  const contenuti: Contenuto[] = fc.sample(contenutoAccettato, { seed: 20260310, numRuns: righe });

  beforeAll(async () => {
    gateway = await GatewayDiProva.start();
    await gateway.choose('recanati', 'snodo');
    const first = contenuti.map((contenuto, at) => riga({ record: `x${at}`, contenuto }));
    await gateway.publish(first);
    await gateway.publish(
      contenuti.flatMap((contenuto, at) => {
        if (at % 5 === 0) return [riga({ record: `x${at}`, revisione: 2, annullamento: true, contenuto })];
        return at % 3 === 0 ? [riga({ record: `x${at}`, revisione: 2, contenuto: contenuti[at - 1]! })] : [];
      }),
    );
    log = await gateway.log('recanati');
  }, 60_000);
  afterAll(() => gateway.close());

  it('is every record, split by year, taken back and inserted anew', () => {
    expect(log.length).toBeGreaterThan(righe);
    expect(log.filter(({ operazione }) => operazione === 'C').length).toBeGreaterThan(righe / 4);
    expect(new Set(log.map(({ id_flusso }) => id_flusso)).size).toBe(log.length);
  });

  it('I7 breaks no rule of law or specification: one beneficiario, one prestazione, one year', () => {
    const wrong = log.flatMap(({ id_flusso, xml }) => difettiDelFlusso(xml).map((fault) => `${id_flusso}: ${fault}`));
    expect(wrong).toEqual([]);
  });

  (mancante === undefined ? it : it.skip)('I7 validates against INPS’s official schema, cancellations too', () => {
    const verdicts = verdettiXmllint(log.map(({ xml }) => Buffer.from(xml)));
    expect(log.filter((_, at) => verdicts[at] !== true).map(({ xml }) => xml)).toEqual([]);
  });

  it('carries the id of its place as its name', () => {
    for (const { id_flusso, xml } of log) expect(xml).toContain(`<IdentificazioneFlusso Nome="${id_flusso}">`);
  });

  it('is said of the right operation, in the document as in the log', () => {
    for (const { operazione, xml } of log) expect(xml).toContain(`TipoOperazione="${operazione}"`);
  });
});

describe('the log file of the process', () => {
  it('holds no codice fiscale, whatever is published, refused or broken', async () => {
    const lines: string[] = [];
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = (chunk: string | Uint8Array) => lines.push(String(chunk)) > 0;
    try {
      const gateway = await GatewayDiProva.start();
      await gateway.choose('recanati', 'snodo');
      await gateway.publish([
        riga({ record: 'a' }),
        riga({ record: 'b', contenuto: { codiceFiscale: 'STP1234567890123' } }),
      ]);
      // A name longer than INPS's schema allows passes nobody's check but that of the document.
      await gateway.publish([riga({ record: 'c', contenuto: { cognome: 'X'.repeat(40) } })]);
      await gateway.publish([riga({ record: 'd', contenuto: { indirizzi: 7 } })]).catch(() => undefined);
      const body = {
        elenco_esiti: [{ id_flusso: 'RSSMRK66C14H501U', codice_esito: 'KO', descrizione_esito: 'RSSMRK66C14H501U' }],
      };
      await gateway.ask('inps', 'post', '/waas/H211/v1/esiti').send(body).expect(204);
      await gateway.ask('inps', 'get', '/waas/RSSMRK66C14H501U/v1/flussi?since=0').expect(404);
      await gateway.close();
    } finally {
      process.stdout.write = write;
    }
    expect(lines.join('')).toContain('a document breaks INPS');
    expect(lines.join('')).not.toMatch(/RSSMRK66C14H501U|STP1234567890123|ROSSI|MIRKO/);
  });
});
