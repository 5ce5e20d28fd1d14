import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';

const URGENTI = '/rest/anagrafe/v1/accessi-urgenti';
const MOTIVO = 'Al pronto soccorso, minore solo, si cerca un familiare.';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  await anagrafe.at('2026-03-10T09:00:00Z');
  await anagrafe.empty();
  await anagrafe.accept([rigaDi(chi, { ente: 'recanati' })]);
});

const chi = tizio({ comune: ENTI.recanati.istat });
const apri = (client: string, part: object = {}) => {
  anagrafe.clock.advance(1);
  const body = { codice_fiscale: chi.codice, finalita: 'tutela_urgente', motivo: MOTIVO, ...part };
  return anagrafe.ask(client, 'post', URGENTI).send(body);
};
const aperta = async () => (await apri('ancona').expect(201)).body as { id: string; persona: { id: string } };
const cerca = async (client: string) =>
  (
    (
      await anagrafe
        .ask(client, 'post', '/rest/anagrafe/v1/persone/ricerche')
        .send({ codice_fiscale: chi.codice, finalita: 'tutela_urgente' })
        .expect(200)
    ).body as { items: { profilo: string }[] }
  ).items[0]?.profilo;
const avvisi = async (client: string) =>
  (
    (await anagrafe.ask(client, 'get', URGENTI).expect(200)).body as {
      items: {
        id: string;
        protezione: string | null;
        concesso: boolean;
        motivo: string;
        esame: object | null;
        ente: { id: string };
      }[];
    }
  ).items;
const esamina = (client: string, id: string) =>
  anagrafe.ask(client, 'post', `${URGENTI}/${id}/esami`).send({ esito: 'giustificato', motivo: 'Verbale 7 letto' });
const code = ({ body }: { body: unknown }) => (body as { code: string }).code;

describe('a person opened urgently', () => {
  it('is seen by that office for 24 hours, and not by another', async () => {
    expect(await cerca('ancona')).toBeUndefined();
    const { body } = await apri('ancona').expect(201);
    expect(body).toMatchObject({
      fino_al: '2026-03-11T09:00:00.001Z',
      persona: { profilo: 'B', codice_fiscale: chi.codice, cognome: 'ROSSI' },
    });
    expect(await cerca('capofila')).toBe('M');
    await anagrafe.at('2026-03-11T09:00:00.000Z');
    expect(await cerca('ancona')).toBe('B');
    await anagrafe.at('2026-03-11T09:00:00.001Z');
    expect(await cerca('ancona')).toBeUndefined();
  });

  it('is seen by the client that opened it, and not by another of the same ente', async () => {
    await anagrafe.accept([rigaDi({ ...chi, comune: ENTI.ancona.istat }, { ente: 'ancona', record: 'via' })]);
    await anagrafe.database.admin(`UPDATE anagrafe_regionale.persona SET comune_residenza = '${ENTI.ancona.istat}'`);
    await anagrafe.database.admin(`UPDATE anagrafe_regionale.scheda SET ente_erogatore = '${ENTI.ancona.id}'`);
    expect([await cerca('recanati'), await cerca('recanati-collega')]).toEqual([undefined, undefined]);
    await apri('recanati').expect(201);
    expect([await cerca('recanati'), await cerca('recanati-collega')]).toEqual(['B', undefined]);
  });

  it('is not taken in charge by that: a day is a day', async () => {
    const { persona } = await aperta();
    const caso = { persona: persona.id, riferimento: 'U-1' };
    const refused = await anagrafe.ask('ancona', 'post', '/rest/anagrafe/v1/prese-in-carico').send(caso).expect(403);
    expect(code(refused)).toBe('presa_in_carico_non_ammessa');
  });

  it('is notified at once to where it lives and to its privacy officer, and to who asked, with the reason', async () => {
    const { id } = await aperta();
    for (const client of ['recanati', 'recanati-dpo', 'ancona', 'ancona-dpo']) {
      expect(await avvisi(client)).toEqual([
        expect.objectContaining({
          id,
          concesso: true,
          motivo: MOTIVO,
          esame: null,
          ente: expect.objectContaining({ id: ENTI.ancona.id }),
        }),
      ]);
    }
    for (const client of ['loreto', 'capofila']) expect(await avvisi(client)).toEqual([]);
    const [row] = await anagrafe.database.admin<{ row: string }>(
      `SELECT t::text AS row FROM anagrafe_regionale.accesso_urgente t`,
    );
    expect(row!.row).not.toContain(Buffer.from('minore').toString('hex'));
  });

  it('is examined once, by a privacy officer or where it lives, never by who opened it', async () => {
    const { id } = await aperta();
    expect(code(await esamina('ancona', id).expect(403))).toBe('esame_non_consentito');
    expect(code(await esamina('loreto', id).expect(404))).toBe('accesso_urgente_sconosciuto');
    await esamina('recanati-dpo', id).expect(201);
    expect(code(await esamina('ancona-dpo', id).expect(409))).toBe('accesso_urgente_esaminato');
    expect((await avvisi('ancona'))[0]!.esame).toMatchObject({ esito: 'giustificato', motivo: 'Verbale 7 letto' });
  });
});

describe('a person whom others protect', () => {
  it('is not opened, as one that does not exist; who protects it is told of the try', async () => {
    const protezione = { codice_fiscale: chi.codice, cognome: 'Rossi', data_nascita: '1966-03-14' };
    await anagrafe
      .ask('loreto', 'post', '/rest/anagrafe/v1/protezioni')
      .send({ ...protezione, genere: 'testimone', motivo: 'Programma di protezione' })
      .expect(201);
    const stable = ({ body }: { body: object }) => ({ ...body, correlation_id: '', instance: '' });
    const hidden = await apri('ancona').expect(404);
    const unknown = await apri('ancona', { codice_fiscale: tizio({ nome: 'NESSUNO' }).codice }).expect(404);
    expect(stable(hidden)).toEqual(stable(unknown));
    expect((await avvisi('loreto')).map(({ concesso }) => concesso)).toEqual([false]);
    expect(await avvisi('recanati')).toEqual([]);
    expect((await avvisi('ancona')).map(({ concesso }) => concesso)).toEqual([false, false]);
  });

  it('is not opened by the code of before an adoption; who protects it is told of that try too, also afterwards', async () => {
    const protezione = { codice_fiscale: chi.codice, cognome: 'Rossi', data_nascita: '1966-03-14' };
    const { body } = await anagrafe
      .ask('loreto', 'post', '/rest/anagrafe/v1/protezioni')
      .send({ ...protezione, genere: 'adozione', motivo: 'Sentenza di adozione' })
      .expect(201);
    await apri('ancona').expect(404);
    expect((await avvisi('loreto')).map(({ concesso }) => concesso)).toEqual([false]);
    const fine = anagrafe.ask('loreto', 'post', `/rest/anagrafe/v1/protezioni/${(body as { id: string }).id}/fine`);
    await fine.send({ motivo: 'Adozione conclusa' }).expect(200);
    await apri('ancona').expect(404);
    expect(await avvisi('loreto')).toHaveLength(2);
  });

  it('was opened before by who protects it now: where it lives nobody reads that any more', async () => {
    await aperta();
    expect(await avvisi('recanati')).toHaveLength(1);
    anagrafe.clock.advance(1);
    const protezione = { codice_fiscale: chi.codice, cognome: 'Rossi', data_nascita: '1966-03-14' };
    await anagrafe
      .ask('ancona', 'post', '/rest/anagrafe/v1/protezioni')
      .send({ ...protezione, genere: 'casa_rifugio', motivo: 'Ospite della casa' })
      .expect(201);
    expect(await avvisi('recanati')).toEqual([]);
    expect(await avvisi('recanati-dpo')).toEqual([]);
    expect((await avvisi('ancona-dpo')).map(({ protezione }) => protezione === null)).toEqual([false, true]);
  });
});

describe('urgent accesses', () => {
  it('are few a day for one operator, found or not, and none while an old one waits for its examination', async () => {
    for (let tries = 0; tries < 4; tries += 1)
      await apri('ancona', { codice_fiscale: tizio({ nome: 'NO' }).codice }).expect(404);
    const { id } = await aperta();
    expect(code(await apri('ancona').expect(429))).toBe('accessi_urgenti_esauriti');
    await anagrafe.at('2026-03-26T09:00:01Z');
    expect(code(await apri('ancona').expect(409))).toBe('accesso_urgente_da_esaminare');
    await esamina('recanati', id).expect(201);
    await apri('ancona').expect(201);
  });

  it('are refused when wrong, with an entry in the register, and shut to other offices', async () => {
    await anagrafe.database.empty(['anagrafe_regionale.accesso']);
    const wrong: [object, string][] = [
      [{ finalita: 'presa_in_carico' }, 'finalita_non_ammessa'],
      [{ finalita: undefined }, 'finalita_non_ammessa'],
      [{ codice_fiscale: 'RSSMRK66C14H501X' }, 'codice_non_valido'],
      [{ codice_fiscale: { $ne: 1 } }, 'codice_non_valido'],
    ];
    for (const [part, atteso] of wrong) expect(code(await apri('ancona', part).expect(422))).toBe(atteso);
    for (const part of [{ motivo: 'urgente' }, { motivo: 7 }, { motivo: 'x'.repeat(1001) }])
      expect(code(await apri('ancona', part).expect(422))).toBe('campi_non_validi');
    const esiti = await anagrafe.database.admin(`SELECT verbo, esito FROM anagrafe_regionale.accesso ORDER BY id`);
    expect(esiti).toEqual(wrong.map(([, esito]) => ({ verbo: 'urgenza', esito })));
    for (const client of ['gestore', 'software', 'regione', 'inps']) {
      await apri(client).expect(403);
      await anagrafe.ask(client, 'get', URGENTI).expect(403);
    }
    await apri('recanati-dpo').expect(403);
    await esamina('recanati', 'nessuno').expect(404);
  });
});
