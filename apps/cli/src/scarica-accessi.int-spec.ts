import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { run } from './terminale-di-prova.js';

interface Testa {
  readonly dimensione: number;
  readonly radice: string;
  readonly precedente: object | null;
}

const PRIMA = { kty: 'EC', crv: 'P-256', kid: 'prima', x: 'a', y: 'b' };
const SECONDA = { ...PRIMA, kid: 'seconda', x: 'c' };
const FOGLIA = '0'.repeat(64);

/** Heads of so many leaves, each naming the one before. @param storia of which register they are */
function teste(storia: string, ...dimensioni: number[]): Testa[] {
  return dimensioni.map((dimensione, at) => ({
    registro: 'accessi',
    dimensione,
    radice: `${storia}${dimensione}`,
    emessa_il: '2026-01-01T00:00:00.000Z',
    precedente: at === 0 ? null : { dimensione: dimensioni[at - 1], radice: `${storia}${dimensioni[at - 1]}` },
    firma: `firma di ${storia}${dimensione}`,
  }));
}

describe('a copy of the register of accesses', () => {
  let hub: { keys: object[]; teste: Testa[] };
  let folder: string;
  let server: Server;

  beforeAll(async () => {
    server = createServer(({ url }, answer) => answer.end(JSON.stringify(said(new URL(url!, 'http://hub.example')))));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => void server.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'snodo-copia-'));
    hub = { keys: [PRIMA], teste: teste('x', 1, 3) };
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function said({ pathname, searchParams }: URL): object {
    const after = Number(searchParams.get('cursor'));
    if (pathname.endsWith('jwks.json')) return { keys: hub.keys };
    if (pathname.endsWith('ultima')) return hub.teste.at(-1)!;
    if (pathname.endsWith('teste-registro'))
      return { items: hub.teste.filter(({ dimensione }) => dimensione > after), next_cursor: null };
    if (pathname.endsWith('sigillati')) return { items: [{ indice: 0 }], next_cursor: null };
    return { foglie: Array.from({ length: Number(searchParams.get('limit')) }, () => FOGLIA) };
  }
  const scarica = (...args: string[]) => {
    const { port } = server.address() as AddressInfo;
    return run(['accessi', 'scarica', folder, ...args], { env: { SNODO_URL: `http://127.0.0.1:${port}` } });
  };
  const kept = () =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  const kids = () => (JSON.parse(kept()['chiavi.json']!) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);

  it('keeps the keys that the hub no longer publishes: what they signed is proved by nothing else', async () => {
    expect((await scarica()).uscita).toBe(0);
    hub = { keys: [SECONDA], teste: teste('x', 1, 3, 4) };
    expect((await scarica()).uscita).toBe(0);
    expect(kids()).toEqual(['prima', 'seconda']);
    expect(kept()['teste.jsonl']!.split('\n')).toHaveLength(4);
  });

  it('stays as it is when a key comes back as another under its name', async () => {
    await scarica();
    const before = kept();
    hub = { keys: [{ ...PRIMA, x: 'z' }], teste: teste('x', 1, 3, 4) };
    const { uscita, errors } = await scarica();
    expect([uscita, errors]).toEqual([1, expect.stringContaining('«prima»')]);
    expect(kept()).toEqual(before);
  });

  it.each([
    ['shorter', teste('y', 1)],
    ['of the same length', teste('y', 1, 3)],
    ['longer', teste('y', 1, 3, 5)],
  ])('stays as it is before a register that was rewritten, %s', async (_, rewritten) => {
    await scarica();
    const before = kept();
    hub = { keys: [SECONDA], teste: rewritten };
    const { uscita, errors } = await scarica();
    expect([uscita, errors]).toEqual([1, expect.stringContaining('riscritto o accorciato')]);
    expect(kept()).toEqual(before);
  });

  it('shows who looked at whom to nobody else of the machine, also in a file that was open to all', async () => {
    await scarica('--token', 'x');
    const file = join(folder, 'accessi.jsonl');
    chmodSync(file, 0o644);
    await scarica('--token', 'x');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toBe('{"indice":0}\n');
  });
});
