import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type RigaAccettata,
  flussiPubblicatiV1,
  righeNonTrasmissibiliV1,
  righeSinbaAccettateV1,
} from '#libs/contracts';
import { eventually } from '#libs/testing';
import { leggiSinba, minoreAccettato } from '../../../../libs/tracciati/src/prova/sinba.js';
import { XSD_UFFICIALE_SINBA, verdettiXmllint, xmllintMancante } from '../../../../libs/tracciati/src/prova/xmllint.js';
import { DocumentoInps, documentoInpsMancante } from '../prova/documento-inps.js';
import { type FlussoLetto, GatewayDiProva } from '../prova/gateway-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { messaggioSinba, minore, riga } from '../prova/righe-di-prova.js';

const mancante = xmllintMancante() ?? documentoInpsMancante;
if (mancante !== undefined) process.stderr.write(`skipped: ${mancante}\n`);

describe('minors of SINBA', () => {
  let gateway: GatewayDiProva;
  const tell = (righe: readonly RigaAccettata[]) =>
    gateway.ingestion.say(righeSinbaAccettateV1, messaggioSinba(righe), ENTI.recanati.id);
  const reaches = async (length: number): Promise<FlussoLetto[]> => {
    await eventually(async () => (await gateway.log('recanati')).length >= length);
    return gateway.log('recanati');
  };
  const DUE = { contenuto: { ...minore('a').contenuto, idBeneficiario: 'a', prestazioni: ['A2.24', 'A1.14'] } };

  beforeAll(async () => {
    gateway = await GatewayDiProva.start();
    await gateway.choose('recanati', 'snodo');
  }, 60_000);
  afterAll(() => gateway.close());

  it('are left to the ente’s own channel until it chooses otherwise, whatever it chose for other righe', async () => {
    await tell([minore('z')]);
    await eventually(async () => (await gateway.said(righeNonTrasmissibiliV1)).length === 1);
    expect((await gateway.said(righeNonTrasmissibiliV1))[0]!.righe[0]!.motivo).toBe('canale_dell_ente');
    await gateway.choose('recanati', 'snodo', '2026-01-01', 'SINBA');
  });

  it('go into the one log of the ente, one flusso for each prestazione, under a name of their own', async () => {
    await gateway.publish([riga({ record: 'ps' })]);
    const one = minore('a', DUE);
    await tell([one]);
    const log = await reaches(3);
    expect(log.map(({ id_flusso }) => id_flusso)).toEqual([
      'H211.PS.20260310.0000001',
      'H211.SINBA.20260310.0000002',
      'H211.SINBA.20260310.0000003',
    ]);
    expect(log.slice(1).map(({ xml }) => /<CodicePrestazione>(.*?)</.exec(xml)![1])).toEqual(['A2.24', 'A1.14']);
    for (const { id_flusso, xml } of log.slice(1)) expect(xml).toContain(`<IdentificazioneFlusso Nome="${id_flusso}">`);
    expect(
      (await gateway.said(flussiPubblicatiV1)).flatMap(({ flussi }) => flussi.map(({ rigaId }) => rigaId)),
    ).toEqual(expect.arrayContaining([one.rigaId]));
  });

  it('corrected are only told anew: INPS’s schema of SINBA knows no cancellation', async () => {
    await tell([
      minore('a', { revisione: 2, contenuto: { ...DUE.contenuto, prestazioni: ['A2.24'], luogoVita: '4' } }),
    ]);
    const log = await reaches(4);
    expect(log.at(-1)).toMatchObject({ operazione: 'I', revisione: 2 });
    expect(log.at(-1)!.xml).toContain('LuogoVita="4"');
  });

  it('cancelled are said to be impossible to take back, and nothing of them is told', async () => {
    const cancelled = minore('a', { revisione: 3, annullamento: true });
    await tell([cancelled]);
    const said = async () => (await gateway.said(righeNonTrasmissibiliV1)).flatMap(({ righe }) => righe);
    await eventually(async () => (await said()).some(({ rigaId }) => rigaId === cancelled.rigaId));
    expect((await said()).at(-1)).toMatchObject({ motivo: 'cancellazione_non_prevista' });
    expect(await gateway.log('recanati')).toHaveLength(4);
  });

  (mancante === undefined ? it : it.skip)(
    'I7 are what INPS’s own documents admit, on the wire and inside',
    async () => {
      const given = fc.sample(minoreAccettato, { seed: 20260310, numRuns: 60 });
      await tell(given.map((contenuto, at) => minore(`r${at}`, { contenuto })));
      const expected = 4 + given.reduce((sum, { prestazioni }) => sum + new Set(prestazioni).size, 0);
      const log = (await reaches(expected)).slice(1);
      expect(log).toHaveLength(expected - 1);
      const xsd = readFileSync(XSD_UFFICIALE_SINBA, 'utf8');
      const verdicts = verdettiXmllint(log.map(({ xml }) => Buffer.from(xml)), xsd); // prettier-ignore
      expect(log.filter((_, at) => !verdicts[at]).map(({ xml }) => xml)).toEqual([]);
      for (const { xml } of log) {
        const { righe, rilievi } = leggiSinba(xml);
        expect([righe.length, rilievi.filter(({ gravita }) => gravita === 'errore')]).toEqual([1, []]);
        expect(righe[0]!.contenuto['prestazioni']).toHaveLength(1);
      }
      const answer = await gateway.ask('inps', 'get', '/waas/H211/v1/flussi?since=0&limit=100').expect(200);
      const { status, headers, body } = answer;
      const type: string | undefined = headers['content-type'];
      expect(new DocumentoInps().faultsOf('get', '/flussi', { status, type, body })).toEqual([]);
      const { elenco_flussi } = body as { elenco_flussi: { tipo: string; flusso: string; id_flusso: string }[] };
      expect(elenco_flussi.slice(0, 2).map(({ tipo }) => tipo)).toEqual(['PS_PSA_SINA', 'SINBA']);
      for (const { tipo, id_flusso } of elenco_flussi) expect(id_flusso.includes('.SINBA.')).toBe(tipo === 'SINBA');
    },
  );
});
