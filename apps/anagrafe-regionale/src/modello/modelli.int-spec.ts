import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MODELLO_ITALIANO } from '#libs/abbinamento';
import type { LegalDay } from '#libs/codici';
import { Database, type SessionScope } from '#libs/persistence';
import { eventually } from '#libs/testing';
import { CollegaSchede } from '../collegamento/collega-schede.js';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { dettoDi } from '../prova/detti-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { tizio } from '../prova/righe-di-prova.js';
import type { ModelloLetto } from './leggi-modelli.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(() => anagrafe.empty());

const PERCORSO = '/rest/amministrazione/v1/anagrafe-regionale/modelli';
const list = async () =>
  ((await anagrafe.ask('tecnico', 'get', PERCORSO).expect(200)).body as { modelli: ModelloLetto[] }).modelli;
const use = (nome: string) => anagrafe.ask('tecnico', 'post', `${PERCORSO}/${nome}/attivazioni`);
const inUse = async () => (await list()).filter(({ in_uso: inUso }) => inUso).map(({ nome }) => nome);

/** A model that somebody learnt, with its figures as they came out. */
async function learnt(nome: 'proposto' | 'scartato'): Promise<string> {
  const [row] = await anagrafe.database.admin<{ numero: number }>(
    `INSERT INTO anagrafe_regionale.modello_abbinamento (stato, chiesto_il, concluso_il, modello)
     VALUES ('${nome}', now(), now(), '${JSON.stringify({ ...MODELLO_ITALIANO, nome: 'appreso-x' })}') RETURNING numero`,
  );
  return `appreso-${row!.numero}`;
}

describe('the weights by which persons are found alike', () => {
  it('are those of the release until others are chosen, and again when those are', async () => {
    expect(await list()).toMatchObject([{ nome: 'italiano-1', stato: 'proposto', in_uso: true, misure: null }]);
    const appreso = await learnt('proposto');
    expect(await inUse()).toEqual(['italiano-1']);
    await use(appreso).expect(200);
    expect(await inUse()).toEqual([appreso]);
    anagrafe.clock.advance(1);
    await use('italiano-1').expect(200);
    expect(await inUse()).toEqual(['italiano-1']);
  });

  it('are named by every link that they made', async () => {
    anagrafe.clock.advance(1);
    await use(await learnt('proposto')).expect(200);
    for (const [record, ente] of [['a', ENTI.recanati] as const, ['b', ENTI.ancona] as const]) {
      const detto = dettoDi(tizio(), record, {
        codici: [],
        ente: ente.id,
        comuneFonte: ente.istat,
        dati: { dataNascita: '1966-03-14' as LegalDay },
      });
      await anagrafe.get(Database).transaction('consumer', {}, (tx) => anagrafe.get(CollegaSchede).link(tx, [detto]));
    }
    const links = await anagrafe.database.admin(
      `SELECT decisione, modello FROM anagrafe_regionale.legame ORDER BY decisione`,
    );
    expect(links).toEqual([
      { decisione: 'automatica', modello: 'appreso-x' },
      { decisione: 'nuova', modello: null },
    ]);
    anagrafe.clock.advance(1);
    await use('italiano-1').expect(200);
  });

  it('are not those that were found wanting, nor those that nobody learnt', async () => {
    const { body } = await use(await learnt('scartato')).expect(409);
    expect(body).toMatchObject({ code: 'modello_non_utilizzabile' });
    for (const nome of ['appreso-999999', 'appreso-0', 'altro-1', 'appreso-1%27']) {
      expect((await use(nome).expect(404)).body).toMatchObject({ code: 'modello_sconosciuto' });
    }
  });

  it('are not learnt from a handful of persons, and who asks hears why', async () => {
    const { body } = await anagrafe.ask('tecnico', 'post', PERCORSO).expect(202);
    expect(body).toMatchObject({ stato: 'in_corso', in_uso: false });
    await eventually(async () => (await list())[0]!.stato === 'scartato');
    expect((await list())[0]).toMatchObject({
      nome: (body as ModelloLetto).nome,
      motivo: 'Più enti parlano di 0 persone soltanto: ne servono almeno 1000.',
    });
  });

  it('are chosen in the rows by who administers alone, in its own name and among those found good', async () => {
    const buono = await learnt('proposto');
    const [numero, scartato] = [buono, await learnt('scartato')].map((nome) => Number(nome.split('-')[1]));
    const insert = `INSERT INTO modello_in_uso (dal, numero, client_id) VALUES (now(), $1, 'tecnico')`;
    const amministra = { amministratore: 'tecnico' };
    const tries: readonly (readonly ['api' | 'consumer', SessionScope, string, ...number[]])[] = [
      ['api', {}, insert, numero!],
      ['api', { ente: ENTI.regione.id, soggetto_chiamante: 'tecnico' }, insert, numero!],
      ['api', { amministratore: 'altri' }, insert, numero!],
      ['api', amministra, insert, scartato!],
      ['api', amministra, insert, 999_999],
      ['api', amministra, 'UPDATE modello_in_uso SET numero = NULL'],
      ['api', amministra, 'DELETE FROM modello_in_uso'],
      [
        'api',
        amministra,
        `INSERT INTO modello_abbinamento (stato, chiesto_il, modello) VALUES ('in_corso', now(), '{}')`,
      ],
      ['api', amministra, `INSERT INTO modello_abbinamento (stato, chiesto_il) VALUES ('scartato', now())`],
      ['consumer', amministra, insert, numero!],
    ];
    for (const [role, scope, sql, ...params] of tries) {
      const tried = anagrafe.get(Database).statement(role, scope, sql, params);
      await expect(tried).rejects.toThrow(/row-level security|permission denied/);
    }
    await anagrafe.get(Database).statement('api', amministra, insert.replace('now()', `'2100-01-01'`), [numero!]);
    expect(await inUse()).toEqual([buono]);
    await anagrafe.database.admin(`DELETE FROM anagrafe_regionale.modello_in_uso WHERE dal = '2100-01-01'`);
  });

  it('are the matter of technical operators alone', async () => {
    for (const client of ['recanati', 'regione', undefined]) {
      const status = client === undefined ? 401 : 403;
      await anagrafe.ask(client, 'get', PERCORSO).expect(status);
      await anagrafe.ask(client, 'post', PERCORSO).expect(status);
      await anagrafe.ask(client, 'post', `${PERCORSO}/italiano-1/attivazioni`).expect(status);
    }
  });
});
