import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI, type NomeEnte } from '../prova/riferimenti-di-prova.js';
import { recordIdOf, rigaDi, tizio } from '../prova/righe-di-prova.js';
import { type Decisa, MOTIVO_RIESAME as MOTIVO, StewardDiProva, codeOf as code } from '../prova/steward-di-prova.js';

const [UNA, ALTRA] = ['recanati-steward', 'recanati-steward-2'];

let anagrafe: AnagrafeDiProva;
let steward: StewardDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start({ SNODO_RIESAME_RECORD_DA_CONFERMARE: '1' });
  steward = new StewardDiProva(anagrafe, UNA);
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  await anagrafe.at('2026-03-10T09:00:00Z');
  await anagrafe.empty();
});

const chi = tizio();
const GIOVANNA = { ...chi, nome: 'GIOVANNA' };
const di = (record: string, who = chi, ente: NomeEnte = 'recanati') => rigaDi(who, { record, ente });

describe('what moves more records than the setting says', () => {
  const proposta = async () => {
    await anagrafe.accept([di('a'), di('c'), di('d'), di('b', GIOVANNA, 'loreto')]);
    const { persone } = await steward.settleFirst('unioni');
    const path = `persone/${persone[0]}`;
    const { revisione } = await steward.open(`${path}/aperture-riesame`);
    const body = { motivo: MOTIVO, revisione, record: [recordIdOf('c'), recordIdOf('d')] };
    const { body: answer } = await steward.post(`${path}/separazioni`, body).expect(201);
    return { ...(answer as Decisa), path };
  };

  it('is proposed by one, who moves nothing, and confirmed by another that has seen it', async () => {
    const { stato, decisione, proposta: id, path } = await proposta();
    expect([stato, decisione]).toEqual(['da_confermare', null]);
    expect(await steward.living()).toHaveLength(1);
    expect(await steward.get('proposte-riesame', ALTRA)).toMatchObject([
      { id, tipo: 'separazione', soggetto: UNA, motivo: MOTIVO, quanti: 2, scade_il: expect.any(String) },
    ]);
    const conferma = `proposte-riesame/${id}/conferme`;
    expect(code(await steward.post(conferma, {}).expect(403))).toBe('conferma_di_un_altro');
    expect(code(await steward.post(conferma, {}, ALTRA).expect(409))).toBe('riesame_non_aperto');
    await steward.open(`${path}/aperture-riesame`, ALTRA);
    await steward.post(conferma, {}, ALTRA).expect(201);
    expect(await steward.living()).toHaveLength(2);
    expect(await steward.get('proposte-riesame')).toEqual([]);
    expect((await steward.get('decisioni-riesame'))[0]).toMatchObject({
      soggetto: UNA,
      confermata_da: ALTRA,
      record: 2,
    });
    expect(code(await steward.post(conferma, {}, ALTRA).expect(404))).toBe('proposta_sconosciuta');
  });

  it('is not confirmed by the client that proposed it, whoever sits there; who confirmed is told to its own ente', async () => {
    const { proposta: id, path } = await proposta();
    await steward.open(`${path}/aperture-riesame`, ALTRA);
    const proposte = (set: string) => anagrafe.database.admin(`UPDATE anagrafe_regionale.proposta_riesame SET ${set}`);
    await proposte(`client_id = '${ALTRA}'`);
    expect(code(await steward.post(`proposte-riesame/${id}/conferme`, {}, ALTRA).expect(403))).toBe(
      'conferma_di_un_altro',
    );
    await proposte(`client_id = '${UNA}'`);
    await steward.post(`proposte-riesame/${id}/conferme`, {}, ALTRA).expect(201);
    expect(
      await anagrafe.database.admin(
        'SELECT confermata_da, confermata_ente, confermata_client FROM anagrafe_regionale.proposta_riesame',
      ),
    ).toEqual([{ confermata_da: ALTRA, confermata_ente: ENTI.recanati.id, confermata_client: ALTRA }]);
    await proposte(`confermata_ente = '${ENTI.loreto.id}'`);
    expect((await steward.get('decisioni-riesame'))[0]).toMatchObject({ soggetto: UNA, confermata_da: null });
  });

  it('takes two also when it is taken a record at a time', async () => {
    await anagrafe.accept([di('a'), di('c'), di('d'), di('b', GIOVANNA, 'loreto')]);
    const { persone } = await steward.settleFirst('unioni');
    const path = `persone/${persone[0]}`;
    const separa = async (record: string) => {
      const { revisione } = await steward.open(`${path}/aperture-riesame`);
      const { body } = await steward.post(`${path}/separazioni`, {
        motivo: MOTIVO,
        revisione,
        record: [recordIdOf(record)],
      });
      return body as Decisa;
    };
    expect(await separa('c')).toMatchObject({ stato: 'eseguita' });
    expect(await separa('d')).toMatchObject({ stato: 'da_confermare' });
    await anagrafe.at('2026-03-17T09:30:00Z');
    expect(await separa('d')).toMatchObject({ stato: 'eseguita' });
  });

  it('takes two where an undo gives back what came since', async () => {
    await anagrafe.accept([di('a'), di('b', GIOVANNA, 'loreto')]);
    const { persone, decisione } = await steward.settleFirst('unioni');
    await anagrafe.at('2026-03-10T09:30:00Z');
    await anagrafe.accept([di('e')]);
    await steward.open(`persone/${persone[0]}/aperture-riesame`);
    const undo = await steward.decide(`decisioni-riesame/${decisione}/annullamenti`, {});
    expect(undo).toMatchObject({ stato: 'da_confermare' });
    expect(await steward.get('proposte-riesame')).toMatchObject([{ tipo: 'annullamento', quanti: 2 }]);
  });

  it('is forgotten after seven days', async () => {
    const { proposta: id } = await proposta();
    await anagrafe.at('2026-03-17T10:00:00Z');
    expect(await steward.get('proposte-riesame', ALTRA)).toEqual([]);
    expect(code(await steward.post(`proposte-riesame/${id}/conferme`, {}, ALTRA).expect(404))).toBe(
      'proposta_sconosciuta',
    );
  });

  it('is confirmed of an undo too', async () => {
    const { proposta: id, path } = await proposta();
    await steward.open(`${path}/aperture-riesame`, ALTRA);
    const { body } = await steward.post(`proposte-riesame/${id}/conferme`, {}, ALTRA).expect(201);
    const undo = await steward.post(
      `decisioni-riesame/${(body as Decisa).decisione}/annullamenti`,
      { motivo: MOTIVO },
      ALTRA,
    );
    expect(undo.body).toMatchObject({ stato: 'da_confermare' });
    await steward.post(`proposte-riesame/${(undo.body as Decisa).proposta}/conferme`, {}).expect(201);
    expect(await steward.living()).toHaveLength(1);
  });
});
