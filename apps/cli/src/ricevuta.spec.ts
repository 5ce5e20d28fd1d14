import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  EMPTY_FRONTIER,
  FirmaRicevute,
  type ReadNodes,
  TIPO_FIRMA_RICEVUTA,
  TIPO_FIRMA_TESTA,
  type TestaFirmata,
  appendLeaves,
  consistencyProofFrom,
  inclusionProofFrom,
  leafBytes,
  leafHash,
  rootFrom,
} from '#libs/security';
import { run } from './terminale-di-prova.js';

const DOCUMENTO = 'un documento';
const FOGLIE = 9;

/** The same text with one character changed, where a change cannot leave it the same bytes. */
const flipped = (text: string, at = 10) => text.slice(0, at) + (text[at] === 'a' ? 'b' : 'a') + text.slice(at + 1);

describe('snodo ricevuta verifica', () => {
  let folder: string;
  let firma: FirmaRicevute;
  let nodes: Map<string, Buffer>;
  let ricevuta: Record<string, unknown> & { prova: { testa: TestaFirmata; percorso: string[] } };

  const read: ReadNodes = (places) =>
    Promise.resolve(places.map(({ level, index }) => nodes.get(`${level}:${index}`)!));
  const hex = (hashes: readonly Buffer[]) => hashes.map((hash) => hash.toString('hex'));

  /** A register in which only the entry at 3 is ours. */
  function register(ours: Buffer, salt = ''): Map<string, Buffer> {
    const leaves = Array.from({ length: FOGLIE }, (_, at) => leafHash(at === 3 ? ours : Buffer.from(`${salt}${at}`)));
    const { completed } = appendLeaves(EMPTY_FRONTIER, leaves);
    return new Map(completed.map(({ level, index, hash }) => [`${level}:${index}`, hash]));
  }

  async function testaOf(dimensione: number): Promise<TestaFirmata> {
    const radice = (await rootFrom(read, dimensione)).toString('hex');
    const emessa_il = '2025-03-31T10:00:01.000Z';
    const contenuto = { registro: 'ricevute', dimensione, radice, emessa_il, precedente: null };
    return { ...contenuto, firma: firma.sign(TIPO_FIRMA_TESTA, contenuto) };
  }

  async function coerenzaOf(da: number, a: number) {
    const percorso = hex(await consistencyProofFrom(read, da, a));
    return { da: await testaOf(da), a: await testaOf(a), percorso };
  }

  const file = (name: string, content: object | string): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const verifica = (content: object | string, ...options: string[]) =>
    run(['ricevuta', 'verifica', file('ricevuta.json', content), '--chiavi', join(folder, 'chiavi.json'), ...options], {
      // No hub: what is asked of it fails.
      env: { SNODO_URL: 'http://127.0.0.1:1' },
    });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'snodo-verifica-'));
    firma = await FirmaRicevute.fromSetting(randomBytes(32).toString('base64'));
    file('chiavi.json', firma.publicJwks());
    const contenuto = {
      id: '0190f3c0-0000-7000-8000-000000000001',
      numero: '2025/12',
      invio_id: '0190f3c0-0000-7000-8000-000000000002',
      ente: '0190f3c0-0000-7000-8000-000000000003',
      tracciato: 'PS_PSA_SINA@201812',
      dimensione: DOCUMENTO.length,
      impronta_sha256: createHash('sha256').update(DOCUMENTO).digest('hex'),
      ricevuto_il: '2025-03-31T10:00:00.000Z',
    };
    nodes = register(leafBytes('ricevuta.v1', contenuto));
    const percorso = hex(await inclusionProofFrom(read, 3, 6));
    const prova = { indice: 3, dimensione: 6, percorso, testa: await testaOf(6) };
    ricevuta = { ...contenuto, firma: firma.sign(TIPO_FIRMA_RICEVUTA, contenuto), prova };
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('says without the hub that all of it is right, and that the document is the one', async () => {
    const { uscita, output } = await verifica(ricevuta, '--documento', file('documento.xml', DOCUMENTO));
    expect([uscita, output]).toEqual([0, expect.stringContaining('Tutto torna.')]);
    const { bene, controlli } = JSON.parse((await verifica(ricevuta, '--json')).output) as Record<string, unknown[]>;
    expect([bene, controlli?.length]).toEqual([true, 3]);
    for (const said of [
      'Ricevuta 2025/12',
      'firma        bene',
      'documento    bene',
      'è la foglia 3 sotto la testa di 6 foglie',
    ])
      expect(output).toContain(said);
  });

  it('takes the answer of the deposit too, which has no proof yet', async () => {
    const { prova: _, ...issued } = ricevuta;
    expect(await verifica({ id: 'x', ripetuto: false, ricevuta: issued })).toMatchObject({ uscita: 0 });
    const kept = file('testa.json', ricevuta.prova.testa);
    expect(await verifica(issued, '--testa', kept)).toMatchObject({
      uscita: 3,
      errors: expect.stringContaining('prova'),
    });
  });

  it.each([
    [
      'the digest',
      (r: typeof ricevuta) => ({ ...r, impronta_sha256: flipped(String(r['impronta_sha256'])) }),
      'firma        NO',
    ],
    ['the signature', (r: typeof ricevuta) => ({ ...r, firma: flipped(String(r['firma']), 60) }), 'firma        NO'],
    ['a field that was not there', (r: typeof ricevuta) => ({ ...r, nota: 'in più' }), 'firma        NO'],
    [
      'the path',
      (r: typeof ricevuta) => ({
        ...r,
        prova: { ...r.prova, percorso: r.prova.percorso.map((hash) => flipped(hash)) },
      }),
      'registro     NO',
    ],
    ['the place', (r: typeof ricevuta) => ({ ...r, prova: { ...r.prova, indice: 2 } }), 'registro     NO'],
    [
      'the root of the head',
      (r: typeof ricevuta) => ({
        ...r,
        prova: { ...r.prova, testa: { ...r.prova.testa, radice: flipped(r.prova.testa.radice) } },
      }),
      'testa        NO',
    ],
  ])('I10 tells that %s was changed', async (_, change, said) => {
    const { uscita, output } = await verifica(change(ricevuta));
    expect(uscita).toBe(1);
    expect(output).toContain(said);
    expect(output).toContain('Qualcosa non torna');
  });

  it('tells another document, and keys that did not sign', async () => {
    const other = await verifica(ricevuta, '--documento', file('altro.xml', `${DOCUMENTO} `));
    expect([other.uscita, other.output]).toEqual([1, expect.stringContaining('documento    NO')]);
    const strange = await FirmaRicevute.fromSetting(randomBytes(32).toString('base64'));
    const keys = file('altre.json', strange.publicJwks());
    const { uscita, output } = await verifica(ricevuta, '--chiavi', keys);
    expect(uscita).toBe(1);
    expect(output).toContain('firma        NO');
    expect(output).toContain('testa        NO');
  });

  it('agrees with a head that was kept: the same, an earlier one, a later one', async () => {
    const kept = (name: string, content: object) => ['--testa', file(name, content)] as const;
    expect(await verifica(ricevuta, ...kept('t6.json', await testaOf(6)))).toMatchObject({ uscita: 0 });
    for (const size of [1, 4, 9]) {
      const coerenza = file('coerenza.json', await coerenzaOf(Math.min(size, 6), Math.max(size, 6)));
      const head = kept(`t${size}.json`, await testaOf(size));
      const { uscita, output } = await verifica(ricevuta, ...head, '--coerenza', coerenza);
      expect([uscita, output]).toEqual([0, expect.stringContaining('accordo      bene')]);
    }
    // What `snodo ricevuta testa --testa` wrote: the head is the later one.
    expect(await verifica(ricevuta, ...kept('c.json', await coerenzaOf(4, 6)))).toMatchObject({ uscita: 0 });
  });

  it('can say nothing of a head of another size without the proof between them', async () => {
    const head = file('t4.json', await testaOf(4));
    for (const more of [[], ['--coerenza', file('altra.json', await coerenzaOf(4, 9))]]) {
      const { uscita, errors } = await verifica(ricevuta, '--testa', head, ...more);
      expect(uscita).toBe(3);
      expect(errors).toContain('teste-registro/coerenze?da=4&a=6');
    }
  });

  it('I10 tells a false ricevuta as such, though it cannot be compared with the head that was kept', async () => {
    const head = file('t4.json', await testaOf(4));
    const { uscita, output } = await verifica({ ...ricevuta, dimensione: 1 }, '--testa', head);
    expect([uscita, output]).toEqual([1, expect.stringContaining('firma        NO')]);
  });

  it('I10 tells a rewritten register by a head that was kept, of its size or of another, however well it is signed', async () => {
    const own = nodes;
    nodes = register(Buffer.from('un’altra ricevuta'));
    const same = file('t6.json', await testaOf(6));
    const [earlier, proof] = [file('t4.json', await testaOf(4)), file('coerenza.json', await coerenzaOf(4, 6))];
    nodes = own;
    for (const options of [
      ['--testa', same],
      ['--testa', earlier, '--coerenza', proof],
    ]) {
      const { uscita, output } = await verifica(ricevuta, ...options);
      expect(uscita).toBe(1);
      expect(output).toContain('il registro è stato riscritto');
    }
  });

  it('tells a kept head that nobody signed', async () => {
    const testa = { ...(await testaOf(6)), emessa_il: '2025-03-31T10:00:02.000Z' };
    const { uscita, output } = await verifica(ricevuta, '--testa', file('t.json', testa));
    expect([uscita, output]).toEqual([1, expect.stringContaining('conservata   NO')]);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '<xml/>'],
    ['a list', '[]'],
    ['another object', '{"a":1}'],
    ['a field that is no text', '{"numero":"1","firma":"x","id":{}}'],
    ['a broken proof', '{"numero":"1","firma":"x","prova":{"indice":1,"dimensione":"2"}}'],
    ['a path of words', '{"numero":"1","firma":"x","prova":{"indice":1,"dimensione":2,"percorso":["boh"]}}'],
    [
      'a path without end',
      JSON.stringify({
        numero: '1',
        firma: 'x',
        prova: { indice: 1, dimensione: 2, percorso: Array(500).fill('0'.repeat(64)) },
      }),
    ],
    ['two megabytes', ' '.repeat(2 * 1024 * 1024)],
  ])('I9 of a file with %s says that it is not one', async (_, content) => {
    const { uscita, errors } = await verifica(content);
    expect(uscita).toBe(2);
    expect(errors).not.toBe('');
  });

  it('says in Italian that a file, keys or the hub are missing', async () => {
    const missing = await run(['ricevuta', 'verifica', join(folder, 'boh.json')], {});
    expect([missing.uscita, missing.errors]).toEqual([2, expect.stringContaining('non esiste')]);
    const noHub = await run(['ricevuta', 'verifica', file('r.json', ricevuta), '--url', 'http://127.0.0.1:1'], {});
    expect([noHub.uscita, noHub.errors]).toEqual([3, expect.stringContaining('non risponde')]);
    const noKeys = await verifica(ricevuta, '--chiavi', file('no.json', {}));
    expect([noKeys.uscita, noKeys.errors]).toEqual([2, expect.stringContaining('JWKS')]);
    expect((await run(['ricevuta', 'boh'])).uscita).toBe(64);
    expect((await run(['ricevuta'])).errors).toContain('verifica, scarica, testa');
  });
});
