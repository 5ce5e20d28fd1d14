import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  await anagrafe.at('2026-03-10T09:00:00Z');
  await anagrafe.empty();
  await anagrafe.accept([rigaDi(lei, { ente: 'loreto', record: 'a' })]);
});

const lei = tizio({ nome: 'MARTA', sesso: 'F', comune: ENTI.loreto.istat });
const IDENTITA = { codice_fiscale: lei.codice, cognome: 'Rossi', data_nascita: '1966-03-14' };
const PROTEZIONE = { ...IDENTITA, genere: 'casa_rifugio', motivo: 'Ospite della casa, decreto 12/2026' };
const proteggi = (client: string, part: object = {}) =>
  anagrafe.ask(client, 'post', '/rest/anagrafe/v1/protezioni').send({ ...PROTEZIONE, ...part });
const protetta = async (client = 'ancona') =>
  (await proteggi(client).expect(201)).body as { id: string; persona: string };

describe('a person protected by who did not see her', () => {
  const avvisi = async (client: string) =>
    (
      (await anagrafe.ask(client, 'get', '/rest/anagrafe/v1/accessi-urgenti').expect(200)).body as {
        items: { id: string; protezione: string | null; motivo: string }[];
      }
    ).items;
  const apriCaso = (persona: string) =>
    anagrafe.ask('ancona', 'post', '/rest/anagrafe/v1/prese-in-carico').send({ persona, riferimento: 'A/1' });
  const esamina = (client: string, id: string, esito = 'giustificato') =>
    anagrafe
      .ask(client, 'post', `/rest/anagrafe/v1/accessi-urgenti/${id}/esami`)
      .send({ esito, motivo: 'Letto il decreto' });
  const code = ({ body }: { body: unknown }) => (body as { code: string }).code;

  it('is only recognised, until the privacy officer of that ente finds it justified', async () => {
    const { id, persona } = await protetta();
    const letta = anagrafe.ask('ancona', 'get', `/rest/anagrafe/v1/persone/${persona}?finalita=presa_in_carico`);
    expect((await letta.expect(200)).body).toMatchObject({ profilo: 'M', identificativi: [], residenza: null });
    expect(code(await apriCaso(persona).expect(403))).toBe('presa_in_carico_non_ammessa');
    const [avviso] = await avvisi('ancona-dpo');
    expect(avviso).toMatchObject({ protezione: id, motivo: PROTEZIONE.motivo });
    for (const client of ['loreto', 'recanati', 'recanati-dpo']) expect(await avvisi(client)).toEqual([]);
    expect(code(await esamina('ancona', avviso!.id).expect(403))).toBe('esame_non_consentito');
    expect(code(await esamina('loreto', avviso!.id).expect(404))).toBe('accesso_urgente_sconosciuto');
    await esamina('ancona-dpo', avviso!.id).expect(201);
    await apriCaso(persona).expect(201);
    const vista = anagrafe.ask('ancona', 'get', `/rest/anagrafe/v1/persone/${persona}?finalita=presa_in_carico`);
    expect((await vista.expect(200)).body).toMatchObject({ profilo: 'B' });
  });

  it('is protected no more, nor seen by who did it, once it is found not justified', async () => {
    const { persona } = await protetta();
    const vista = (client: string) =>
      anagrafe.ask(client, 'get', `/rest/anagrafe/v1/persone/${persona}?finalita=presa_in_carico`);
    await vista('loreto').expect(404);
    await esamina('ancona-dpo', (await avvisi('ancona-dpo'))[0]!.id, 'non_giustificato').expect(201);
    expect((await vista('loreto').expect(200)).body).toMatchObject({ profilo: 'H' });
    await vista('ancona').expect(404);
    await apriCaso(persona).expect(404);
    const tolte = await anagrafe.ask('ancona', 'get', '/rest/anagrafe/v1/protezioni').expect(200);
    expect((tolte.body as { items: object[] }).items).toMatchObject([{ motivo_fine: 'Letto il decreto' }]);
    // What the ente did meanwhile stays its own: the comune of residence reads nothing of it.
    const accessi = await anagrafe.ask('loreto', 'get', '/rest/anagrafe/v1/accessi').expect(200);
    expect(JSON.stringify(accessi.body)).not.toContain(ENTI.ancona.id);
  });

  it('has the code that an unjustified adoption shut open again', async () => {
    await proteggi('ancona', { genere: 'adozione' }).expect(201);
    const cerca = async () =>
      (
        (
          await anagrafe
            .ask('loreto', 'post', '/rest/anagrafe/v1/persone/ricerche')
            .send({ codice_fiscale: lei.codice, finalita: 'presa_in_carico' })
            .expect(200)
        ).body as { items: unknown[] }
      ).items;
    expect(await cerca()).toEqual([]);
    await esamina('ancona-dpo', (await avvisi('ancona-dpo'))[0]!.id, 'non_giustificato').expect(201);
    expect(await cerca()).toHaveLength(1);
  });

  it('is no notice of who saw her, nor a try more in the day', async () => {
    await protetta('recanati');
    expect(await avvisi('recanati-dpo')).toEqual([]);
  });

  it('is one of a few a day, whether there is somebody or not, and those who are seen are protected all the same', async () => {
    const altre = Array.from({ length: 6 }, (_, at) =>
      tizio({ nome: 'MARTA', sesso: 'F', nato: `197${at}-03-14`, comune: ENTI.loreto.istat }),
    );
    const propria = tizio({ nome: 'GIANNA', sesso: 'F', nato: '1950-01-02', comune: ENTI.ancona.istat });
    await anagrafe.accept([...altre, propria].map((una) => rigaDi(una, { ente: 'loreto' })));
    const di = (una: typeof lei, data_nascita: string) =>
      proteggi('ancona', { codice_fiscale: una.codice, data_nascita });
    for (const at of [0, 1, 2, 3, 4]) await di(altre[at]!, `197${at}-03-14`).expect(201);
    expect(code(await di(altre[5]!, '1975-03-14').expect(429))).toBe('accessi_urgenti_esauriti');
    expect(code(await di(tizio({ nome: 'NESSUNA' }), '1966-03-14').expect(429))).toBe('accessi_urgenti_esauriti');
    await di(propria, '1950-01-02').expect(201);
    await anagrafe.at('2026-03-26T09:00:01Z');
    expect(code(await di(altre[5]!, '1975-03-14').expect(409))).toBe('accesso_urgente_da_esaminare');
  });

  it('is not guessed: who tries in vain is stopped, and the register has the code of every try', async () => {
    await proteggi('ancona', { cognome: 'Bianchi' }).expect(404);
    await proteggi('ancona', { cognome: undefined }).expect(422);
    expect(await anagrafe.database.admin(`SELECT chi, quante FROM anagrafe_regionale.ricerche_vuote`)).toEqual([
      { chi: 'ancona', quante: 1 },
    ]);
    await anagrafe.database.admin(`UPDATE anagrafe_regionale.ricerche_vuote SET quante = 300`);
    expect(code(await proteggi('ancona').expect(429))).toBe('troppe_ricerche');
    const entries = await anagrafe.database.admin(
      `SELECT esito, codice IS NOT NULL AS codice, comune FROM anagrafe_regionale.accesso WHERE verbo = 'protezione' ORDER BY esito`,
    );
    expect(entries).toEqual(
      ['criteri_non_validi', 'nessuna', 'troppe_ricerche'].map((esito) => ({ esito, codice: true, comune: null })),
    );
  });
});
