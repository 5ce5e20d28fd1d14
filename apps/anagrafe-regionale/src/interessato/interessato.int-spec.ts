import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';
import type { RispostaEstratto } from './risposta.js';

const ESTRATTI = '/rest/anagrafe/v1/interessati/estratti';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  await anagrafe.at('2026-03-10T09:00:00Z');
  await anagrafe.empty();
  await anagrafe.accept([
    rigaDi(lei, { ente: 'loreto', record: 'a' }),
    rigaDi(lei, { ente: 'portoRecanati', record: 'b' }),
  ]);
});

const lei = tizio({ nome: 'MARTA', sesso: 'F', comune: ENTI.loreto.istat });
const IDENTITA = { codice_fiscale: lei.codice, cognome: 'Rossi', data_nascita: '1966-03-14' };
const chiedi = (client: string | undefined, part: object = {}) =>
  anagrafe.ask(client, 'post', ESTRATTI).send({ codice_fiscale: lei.codice, ...part });
const estratto = async (client: string) => (await chiedi(client).expect(200)).body as RispostaEstratto;
const cerca = async (client: string) => {
  anagrafe.clock.advance(1);
  const search = anagrafe.ask(client, 'post', '/rest/anagrafe/v1/persone/ricerche');
  const { body } = await search.send({ codice_fiscale: lei.codice, finalita: 'presa_in_carico' }).expect(200);
  return (body as { items: { id: string }[] }).items[0]?.id;
};
const apri = async (client: string) => {
  const caso = { persona: await cerca(client), riferimento: `${client}/1` };
  await anagrafe.ask(client, 'post', '/rest/anagrafe/v1/prese-in-carico').send(caso).expect(201);
};
const proteggi = (client: string) =>
  anagrafe
    .ask(client, 'post', '/rest/anagrafe/v1/protezioni')
    .send({ ...IDENTITA, genere: 'casa_rifugio', motivo: 'Ospite della casa' });
const enti = (accessi: RispostaEstratto['accessi']) => accessi.map(({ ente }) => ente.denominazione);

describe('who asks what is known of herself', () => {
  it('is told all data with their sources, why, to whom, who looked, and what the titolare that answers does', async () => {
    await cerca('recanati');
    await apri('loreto');
    await apri('portoRecanati');
    const { testo, ...found } = await estratto('loreto');
    expect(found).toMatchObject({
      titolare: { id: ENTI.loreto.id, denominazione: 'Ente loreto' },
      prese_in_carico: [{ riferimento: 'loreto/1', stato: 'aperta' }],
      protezioni: [],
      troncato: false,
    });
    const valori = new Map(found.persona.map(({ dato, valore }) => [dato, valore]));
    expect(valori.get('codice')).toContain(lei.codice);
    expect([valori.get('cognome'), valori.get('nome'), valori.get('data di nascita')]).toEqual([
      'ROSSI',
      'MARTA',
      '1966-03-14',
    ]);
    const fonti = new Set(found.fonti.map(({ fonte, ente }) => `${fonte} ${ente.denominazione}`));
    expect(fonti).toEqual(new Set(['sociale Ente loreto', 'sociale Ente portoRecanati']));
    expect(found.destinatari.map(({ destinatario }) => destinatario)).toContain('INPS (SIUSS)');
    expect(found.accessi).toHaveLength(5);
    expect(found.accessi.at(-1)).toEqual({
      ente: { id: ENTI.recanati.id, denominazione: 'Ente recanati' },
      il: '2026-03-10',
      finalita: 'presa_in_carico',
      verbo: 'ricerca',
    });
    expect(JSON.stringify(found.accessi)).not.toContain('soggetto');
    expect(testo).toContain('7. Chi li ha guardati');
    expect(testo).toContain(lei.codice);
    expect(testo).not.toContain('portoRecanati/1');
  });

  it('is answered by a privacy officer too, in the name of its ente', async () => {
    await apri('recanati');
    expect((await estratto('recanati-dpo')).prese_in_carico).toMatchObject([{ riferimento: 'recanati/1' }]);
  });

  it('is not answered by who only recognises her, does not know her, or when others protect her', async () => {
    const stable = ({ body }: { body: object }) => ({ ...body, correlation_id: '', instance: '' });
    const answers = [
      await chiedi('recanati').expect(404),
      await chiedi('ancona').expect(404),
      await chiedi('loreto', { codice_fiscale: tizio({ nome: 'NESSUNA' }).codice }).expect(404),
      await chiedi('loreto', { cognome: 'Bianchi' }).expect(404),
    ];
    await proteggi('ancona').expect(201);
    answers.push(await chiedi('loreto').expect(404));
    expect(new Set(answers.map((one) => JSON.stringify(stable(one)))).size).toBe(1);
    expect((await estratto('ancona')).protezioni).toMatchObject([{ genere: 'casa_rifugio' }]);
    const esiti = await anagrafe.database.admin(
      `SELECT esito, comune FROM anagrafe_regionale.accesso WHERE verbo = 'estratto' ORDER BY id`,
    );
    expect(esiti.filter(({ esito }) => esito === 'nessuna')).toHaveLength(5);
    expect(esiti.every(({ comune }) => comune === null)).toBe(true);
  });

  it('was protected: what was said and who looked meanwhile is told by nobody else, ever', async () => {
    await cerca('portoRecanati');
    anagrafe.clock.advance(1);
    const { body } = await proteggi('ancona').expect(201);
    await cerca('ancona');
    await anagrafe.at('2026-03-12T09:00:00Z');
    await anagrafe.accept([rigaDi(lei, { ente: 'ancona', record: 'c' })], '2026-03-12T08:00:00Z');
    const fine = anagrafe.ask('ancona', 'post', `/rest/anagrafe/v1/protezioni/${(body as { id: string }).id}/fine`);
    await fine.send({ motivo: 'Il pericolo è cessato' }).expect(200);
    const { fonti, accessi, testo } = await estratto('loreto');
    expect(fonti).toHaveLength(2);
    expect(enti(accessi)).toEqual(['Ente portoRecanati']);
    expect(testo).not.toContain('ancona');
    expect((await estratto('ancona')).fonti).toHaveLength(3);
  });
});

it('is refused when wrong, and shut to who answers nobody', async () => {
  for (const part of [
    { codice_fiscale: 'RSSMRK66C14H501X' },
    { codice_fiscale: undefined },
    { codice_fiscale: ['a'] },
    { cognome: { a: 1 } },
    { data_nascita: '1966-02-30' },
    { data_nascita: 'ieri' },
  ])
    await chiedi('loreto', part).expect(422);
  for (const client of ['gestore', 'software', 'regione', 'inps', 'capofila']) await chiedi(client).expect(403);
  await chiedi(undefined).expect(401);
});
