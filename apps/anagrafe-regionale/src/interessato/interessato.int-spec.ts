import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Riferimento } from '../persona/riferimento.js';
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
const RICHIESTA = { protocollo: '2026/0001234', richiesta_del: '2026-03-09' };
const chiedi = (client: string | undefined, part: object = {}) =>
  anagrafe.ask(client, 'post', ESTRATTI).send({ codice_fiscale: lei.codice, ...RICHIESTA, ...part });
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
const proteggi = (client: string, genere = 'casa_rifugio') =>
  anagrafe
    .ask(client, 'post', '/rest/anagrafe/v1/protezioni')
    .send({ ...IDENTITA, genere, motivo: 'Ospite della casa' });
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

  it('reads of one day, in the time of Italy, when it was composed and who looked just before', async () => {
    await anagrafe.at('2026-03-10T23:30:00Z');
    await cerca('loreto');
    const { testo, accessi } = await estratto('loreto');
    expect(testo).toContain('Composto il 2026-03-11\n');
    expect(accessi[0]).toMatchObject({ il: '2026-03-11', verbo: 'ricerca' });
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
    await proteggi('portoRecanati').expect(201);
    answers.push(await chiedi('loreto').expect(404));
    expect(new Set(answers.map((one) => JSON.stringify(stable(one)))).size).toBe(1);
    expect((await estratto('portoRecanati')).protezioni).toMatchObject([{ genere: 'casa_rifugio' }]);
    const esiti = await anagrafe.database.admin(
      `SELECT esito, comune FROM anagrafe_regionale.accesso WHERE verbo = 'estratto' ORDER BY id`,
    );
    expect(esiti.filter(({ esito }) => esito === 'nessuna')).toHaveLength(5);
    expect(esiti.every(({ comune }) => comune === null)).toBe(true);
  });

  it('is not answered by who opened or protects her in an emergency; the register has her code and her request', async () => {
    const urgenza = {
      codice_fiscale: lei.codice,
      finalita: 'tutela_urgente',
      motivo: 'In pronto soccorso, sola, va aiutata',
    };
    await anagrafe.ask('ancona', 'post', '/rest/anagrafe/v1/accessi-urgenti').send(urgenza).expect(201);
    await chiedi('ancona').expect(404);
    await proteggi('ancona').expect(201);
    await chiedi('ancona').expect(404);
    const entries = await anagrafe.database.admin(
      `SELECT esito, codice IS NOT NULL AS codice, protocollo, richiesta_del::text FROM anagrafe_regionale.accesso WHERE verbo = 'estratto'`,
    );
    const entry = { esito: 'nessuna', codice: true, ...RICHIESTA };
    expect(entries).toEqual([entry, entry]);
  });

  it('is answered the same whoever else has her code, where she is seen and the other is not', async () => {
    const altra = tizio({
      cognome: 'BIANCHI',
      nome: 'TEODORICA',
      sesso: 'F',
      comune: ENTI.ancona.istat,
      codice: lei.codice,
    });
    await anagrafe.accept([rigaDi(altra, { ente: 'ancona', record: 'altra' })]);
    expect(await anagrafe.database.admin('SELECT FROM anagrafe_regionale.persona')).toHaveLength(2);
    await chiedi('loreto').expect(200);
    await chiedi('loreto', { cognome: 'Rossi' }).expect(200);
    await chiedi('loreto', { cognome: 'Bianchi' }).expect(404);
  });

  it('is not told the code of an identity before an adoption', async () => {
    const protetta = await proteggi('loreto', 'adozione').expect(201);
    const fine = anagrafe.ask(
      'loreto',
      'post',
      `/rest/anagrafe/v1/protezioni/${(protetta.body as { id: string }).id}/fine`,
    );
    await fine.send({ motivo: 'Adozione conclusa' }).expect(200);
    const nuovo = tizio({ nome: 'NUOVA', sesso: 'F' }).codice;
    const { indice, gruppo } = anagrafe.get(Riferimento).indiciOf({ sistema: 'codice_fiscale', codice: nuovo });
    await anagrafe.database.admin(
      `INSERT INTO anagrafe_regionale.persona_codice (persona_id, indice, gruppo)
       SELECT id, decode($1, 'hex'), decode($2, 'hex') FROM anagrafe_regionale.persona`,
      [indice, gruppo],
    );
    const { body } = await chiedi('loreto', { codice_fiscale: nuovo }).expect(200);
    expect(JSON.stringify(body)).not.toContain(lei.codice);
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
    { protocollo: undefined },
    { protocollo: lei.codice },
    { protocollo: 'Marta Rossi' },
    { richiesta_del: undefined },
    { richiesta_del: '2026-02-30' },
    { richiesta_del: '2026-03-11' },
  ])
    await chiedi('loreto', part).expect(422);
  // What is read as a request is in the register, refused.
  const rifiuti = await anagrafe.database.admin(
    `SELECT codice IS NOT NULL AS codice FROM anagrafe_regionale.accesso WHERE verbo = 'estratto' AND esito = 'criteri_non_validi'
     ORDER BY codice IS NOT NULL`,
  );
  expect(rifiuti.map(({ codice }) => codice)).toEqual([false, true, true, true, true]);
  for (const client of ['gestore', 'software', 'regione', 'inps', 'capofila']) await chiedi(client).expect(403);
  await chiedi(undefined).expect(401);
});
