import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setLogLevel } from '#libs/observability';
import { SigillaRegistro } from '#libs/registro';
import { FirmaRicevute, type TestaFirmata, isIncluded, revealedBytes } from '#libs/security';
import { eventually } from '#libs/testing';
import { AnagrafeDiProva } from '../apps/anagrafe-regionale/src/prova/anagrafe-di-prova.js';
import { ENTI } from '../apps/anagrafe-regionale/src/prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../apps/anagrafe-regionale/src/prova/righe-di-prova.js';
import { run } from '../apps/cli/src/terminale-di-prova.js';

const CHI = tizio({ comune: ENTI.loreto.istat });
const ACCESSI = '/rest/anagrafe/v1/accessi';

/** What a comune does with the register of who looked at its residents, until Snodo is gone. */
describe('il registro degli accessi si verifica senza Snodo', () => {
  let anagrafe: AnagrafeDiProva;
  let sigilla: SigillaRegistro;
  let porta: Server;
  let folder: string;

  beforeAll(async () => {
    setLogLevel('fatal');
    folder = mkdtempSync(join(tmpdir(), 'snodo-accessi-'));
    anagrafe = await AnagrafeDiProva.start();
    sigilla = anagrafe.get(SigillaRegistro);
    await anagrafe.accept([rigaDi(CHI, { ente: 'loreto' })]);
    await anagrafe.app.listen(0, '127.0.0.1');
    porta = await frontOf(anagrafe);
  });
  afterAll(async () => {
    porta.close();
    await anagrafe.close();
    rmSync(folder, { recursive: true });
  });

  const at = (...names: string[]) => join(folder, ...names);
  const url = () => `http://127.0.0.1:${(porta.address() as AddressInfo).port}`;
  const snodo = (...args: string[]) => run(['accessi', ...args], { env: { SNODO_URL: url() } });
  const offline = (...args: string[]) =>
    run(['accessi', 'verifica', ...args], { env: { SNODO_URL: 'http://127.0.0.1:1' } });

  const cerca = async (client: string) => {
    anagrafe.clock.advance(1);
    const domanda = { codice_fiscale: CHI.codice, finalita: 'presa_in_carico' };
    await anagrafe.ask(client, 'post', '/rest/anagrafe/v1/persone/ricerche').send(domanda).expect(200);
  };
  const seal = async () => {
    while ((await sigilla.seal()).altre);
  };
  const lista = async () =>
    (await anagrafe.ask('loreto', 'get', ACCESSI).expect(200)).body.items as { id: string; finalita: string }[];

  it('an access is proved to the comune of the person, without the operator, and to nobody else', async () => {
    for (const client of ['recanati', 'loreto', 'ancona', 'recanati']) await cerca(client);
    const [ultimo] = await lista();
    const path = `${ACCESSI}/${ultimo!.id}/prova`;
    const soon = await anagrafe.ask('loreto', 'get', path).expect(404);
    expect(soon.body.code).toBe('accesso_non_sigillato');
    await seal();
    const { body } = await anagrafe.ask('loreto', 'get', path).expect(200);
    const shown = Object.fromEntries(
      body.voce.campi.map(({ nome, valore }: { nome: string; valore: unknown }) => [nome, valore]),
    );
    expect(shown).toEqual({
      id: ultimo!.id,
      ente: ENTI.recanati.id,
      finalita: 'presa_in_carico',
      verbo: 'ricerca',
      profilo: 'M',
      avvenuto_il: expect.any(String),
    });
    const taciuti = body.voce.taciuti.map(({ nome }: { nome: string }) => nome);
    expect(taciuti).toEqual(expect.arrayContaining(['soggetto', 'client_id', 'persona', 'codice', 'correlazione']));
    expect(isIncluded(revealedBytes(body.voce.genere, body.voce), body.prova)).toBe(true);
    expect(body.prova.testa.registro).toBe('accessi');

    for (const client of ['recanati', 'ancona', 'capofila']) {
      const others = await anagrafe.ask(client, 'get', path).expect(404);
      expect(others.body.code).toBe('accesso_sconosciuto');
      expect((await anagrafe.ask(client, 'get', `${ACCESSI}/sigillati`).expect(200)).body.items).toEqual([]);
    }
    for (const client of ['gestore', 'tecnico', 'steward'])
      for (const shut of [path, `${ACCESSI}/sigillati`]) await anagrafe.ask(client, 'get', shut).expect(403);
    await anagrafe.ask(undefined, 'get', path).expect(401);
    await anagrafe.ask('loreto', 'get', `${path}?dimensione=0`).expect(422);
    const nowhere = await anagrafe.ask('loreto', 'get', `${path}?dimensione=99999`).expect(404);
    expect(nowhere.body.code).toBe('testa_sconosciuta');
  });

  it('heads and leaves are read by anyone, in either order and page by page', async () => {
    await cerca('loreto');
    await seal();
    const get = async (path: string, status = 200) =>
      (await anagrafe.ask(undefined, 'get', `/rest/anagrafe/v1${path}`).expect(status)).body;
    const { items } = await get('/teste-registro?ordine=crescente');
    const back = await get('/teste-registro');
    expect(back.items.toReversed()).toEqual(items);
    const first = await get('/teste-registro?ordine=crescente&limit=1');
    const rest = await get(`/teste-registro?ordine=crescente&cursor=${first.next_cursor}`);
    expect([...first.items, ...rest.items]).toEqual(items);
    const { foglie, dimensione } = await get('/registro/foglie');
    expect(foglie).toHaveLength(dimensione);
    expect(await get('/registro/foglie?da=2&limit=1')).toEqual({ da: 2, dimensione, foglie: [foglie[2]] });
    expect((await get(`/registro/foglie?da=${dimensione}`)).foglie).toEqual([]);
    for (const wrong of ['da=-1', 'da=x', 'limit=0', 'limit=10001']) await get(`/registro/foglie?${wrong}`, 422);
    await get('/teste-registro?ordine=caso', 422);
  });

  it('the whole chain is kept, brought up to date, and checked from files alone', async () => {
    const first = await snodo('scarica', at('copia'), '--token', 'loreto');
    expect([first.uscita, first.errors]).toEqual([0, '']);
    const kept = (await anagrafe.ask(undefined, 'get', '/rest/anagrafe/v1/teste-registro/ultima').expect(200)).body;
    mkdirSync(at('teste'));
    writeFileSync(at('teste', '1.json'), JSON.stringify(kept));
    for (let round = 0; round < 3; round += 1) {
      await cerca('recanati');
      await cerca('loreto');
      await seal();
    }
    const then = await snodo('scarica', at('copia'), '--token', 'loreto');
    expect(then.output).toContain('6 foglie nuove, 3 teste nuove');
    const checked = await offline(at('copia'), '--teste', at('teste'), '--testa', at('teste', '1.json'));
    expect([checked.uscita, checked.errors, checked.output]).toEqual([0, '', expect.stringContaining('Tutto torna.')]);
    expect(checked.output).toContain('è di questo registro');
    const accessi = await lista();
    expect(checked.output).toContain(`${accessi.length} accessi sono nel registro`);
    expect(JSON.stringify(readFileSync(at('copia', 'accessi.jsonl'), 'utf8'))).not.toContain(CHI.cognome);
    expect((await offline(at('nulla'))).uscita).not.toBe(0);
  });

  /** Who holds other files than those that were downloaded, or is given them. */
  describe('I10 from files alone', () => {
    type Change = (lines: string[]) => string[];
    const change = async (file: string, how: Change): Promise<string> => {
      rmSync(at('altra'), { recursive: true, force: true });
      cpSync(at('copia'), at('altra'), { recursive: true });
      const lines = readFileSync(at('altra', file), 'utf8').trimEnd().split('\n');
      writeFileSync(at('altra', file), `${how(lines).join('\n')}\n`);
      const { uscita, output } = await offline(at('altra'));
      expect(uscita).toBe(1);
      return output;
    };
    const edit =
      (which: number, what: (line: string) => string): Change =>
      (lines) =>
        lines.with(which, what(lines.at(which)!));
    const flip = (line: string) => line.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    const head = (what: Partial<TestaFirmata>) => (line: string) => JSON.stringify({ ...JSON.parse(line), ...what });

    it.each<[string, string, Change, RegExp]>([
      ['a byte of a leaf', 'foglie.txt', edit(1, flip), /radici +NO/],
      ['a leaf, taken away', 'foglie.txt', (lines) => lines.toSpliced(2, 1), /foglie +NO/],
      ['a leaf, added', 'foglie.txt', (lines) => lines.toSpliced(2, 0, lines[0]!), /radici +NO/],
      ['a leaf, added at the end', 'foglie.txt', (lines) => [...lines, lines[0]!], /foglie +NO/],
      ['two leaves, one for the other', 'foglie.txt', ([a, b, ...rest]) => [b!, a!, ...rest], /radici +NO/],
      ['a head', 'teste.jsonl', edit(1, head({ radice: '0'.repeat(64) })), /firme +NO/],
      ['the instant of a head', 'teste.jsonl', edit(0, head({ emessa_il: '2020-01-01T00:00:00.000Z' })), /firme +NO/],
      ['a head, taken away', 'teste.jsonl', (lines) => lines.toSpliced(1, 1), /catena +NO/],
      ['who looked', 'accessi.jsonl', edit(0, (line) => line.replace(ENTI.loreto.id, ENTI.ancona.id)), /accessi +NO/],
      ['why', 'accessi.jsonl', edit(0, (line) => line.replace('presa_in_carico', 'qualita_dati')), /accessi +NO/],
      [
        'a hidden field',
        'accessi.jsonl',
        edit(0, (line) => line.replace(/"impronta":"./, '"impronta":"x')),
        /accessi +NO/,
      ],
      ['an access, added', 'accessi.jsonl', (lines) => [...lines, lines[0]!], /accessi +NO/],
    ])('finds that %s was changed', async (_, file, how, said) => {
      expect(await change(file, how)).toMatch(said);
    });

    it('a register rewritten whole by who has the key contradicts a head that somebody kept, and only that', async () => {
      const admin = (sql: string) => anagrafe.database.admin(sql.replaceAll('§', 'anagrafe_regionale.'));
      await admin(`DELETE FROM §accesso WHERE id = (SELECT id FROM §accesso ORDER BY id LIMIT 1)`);
      await admin(`TRUNCATE §registro_foglia, §registro_nodo, §registro_testa`);
      await admin(`UPDATE §registro_stato SET accessi_fino_a = DEFAULT`);
      await seal();
      await snodo('scarica', at('riscritta'), '--token', 'loreto');
      expect((await offline(at('riscritta'))).uscita).toBe(0);
      const { uscita, output } = await offline(at('riscritta'), '--testa', at('teste', '1.json'));
      expect([uscita, output]).toEqual([1, expect.stringMatching(/conservata +NO +il registro è stato riscritto/)]);
      // Who goes on with the copy of before finds it too.
      await cerca('loreto');
      await seal();
      const again = await snodo('scarica', at('copia'));
      expect([again.uscita, again.errors]).toEqual([1, expect.stringContaining('è stato riscritto o accorciato')]);
    });
  });
});

it('accesses are sealed by themselves, soon after the answer', async () => {
  const anagrafe = await AnagrafeDiProva.start({ SNODO_PAUSA_SIGILLO_ACCESSI: '1' }, { compiti: true });
  try {
    const domanda = { codice_fiscale: CHI.codice, finalita: 'presa_in_carico' };
    await anagrafe.ask('loreto', 'post', '/rest/anagrafe/v1/persone/ricerche').send(domanda).expect(200);
    const { body } = await eventually(() =>
      anagrafe.ask(undefined, 'get', '/rest/anagrafe/v1/teste-registro/ultima').expect(200),
    );
    expect(body).toMatchObject({ registro: 'accessi', dimensione: 1 });
  } finally {
    await anagrafe.close();
  }
}, 60_000);

/** As in a region: one address for the keys, which ingestion publishes, and for the registry. */
async function frontOf(anagrafe: AnagrafeDiProva): Promise<Server> {
  const firma = await FirmaRicevute.fromSetting(anagrafe.env['SNODO_CHIAVI_RICEVUTE']!);
  const { port } = anagrafe.app.getHttpServer().address() as AddressInfo;
  const server = createServer((asked, answer) => {
    if (asked.url === '/.well-known/jwks.json') {
      answer.end(JSON.stringify(firma.publicJwks()));
      return;
    }
    const passed = request({ port, path: asked.url, method: asked.method, headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode!, got.headers);
      got.pipe(answer);
    });
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
