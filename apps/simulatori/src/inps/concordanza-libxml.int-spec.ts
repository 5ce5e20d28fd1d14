import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFlusso } from './giudizio.js';
import { Libxml } from './libxml.js';
import { documentiMutati, documentiSinbaMutati } from './prova/mutazioni.js';

const INPS = resolve(process.env.SNODO_SHARED ?? '../shared', 'oracles/inps');
const XSD = join(INPS, 'PS_PSA_SINA201812.xsd');
const missing = existsSync(XSD) ? undefined : `SALTATO: manca lo schema ufficiale (${XSD}): impostare SNODO_SHARED\n`;
if (missing !== undefined) process.stderr.write(missing);

const ours = (contenuto: Buffer, tipo: 'PS_PSA_SINA' | 'SINBA' = 'PS_PSA_SINA') =>
  readFlusso({ id: 'x', tipo, ts: '', millisecondi: 0, contenuto }).strutturaAmmessa === true;

(missing === undefined ? describe : describe.skip)('the structure that INPS’s simulator asks for', () => {
  let libxml: Libxml;
  beforeAll(async () => {
    libxml = (await Libxml.find(XSD))!;
    if (libxml === undefined) throw new Error('the schema is here but xmllint is not');
  });

  it('is that of the official schema: thousands of changed documents have the same verdict of libxml2', async () => {
    const seed = Number(process.env.SNODO_SEED ?? Date.now() % 2 ** 31);
    const documents = fc.sample(documentiMutati, { numRuns: 2000, seed });
    const bytes = documents.map((text) => Buffer.from(text));
    const verdicts: boolean[] = [];
    for (let at = 0; at < bytes.length; at += 500) verdicts.push(...(await libxml.takes(bytes.slice(at, at + 500))));
    const discordi = documents.filter((_, at) => ours(bytes[at]!) !== verdicts[at]);
    expect({ seed, discordi: discordi.slice(0, 3) }).toEqual({ seed, discordi: [] });
    const valid = verdicts.filter(Boolean).length;
    expect(valid).toBeGreaterThan(200);
    expect(valid).toBeLessThan(1800);
  });

  it('is that of the official schema of SINBA too', async () => {
    const seed = Number(process.env.SNODO_SEED ?? Date.now() % 2 ** 31);
    const documents = fc.sample(documentiSinbaMutati, { numRuns: 1000, seed });
    const bytes = documents.map((text) => Buffer.from(text));
    const verdicts = await (await Libxml.find(join(INPS, 'SINBA.xsd')))!.takes(bytes);
    const discordi = documents.filter((_, at) => ours(bytes[at]!, 'SINBA') !== verdicts[at]);
    expect({ seed, discordi: discordi.slice(0, 3) }).toEqual({ seed, discordi: [] });
    const valid = verdicts.filter(Boolean).length;
    expect(valid).toBeGreaterThan(100);
    expect(valid).toBeLessThan(900);
  });

  it('takes INPS’s own examples, which cooperation then refuses', async () => {
    const files = readdirSync(join(INPS, 'examples')).filter((name) => /^(PS_PSA_SINA|SINBA)_.*\.xml$/.test(name));
    expect(files.length).toBe(3);
    for (const file of files) {
      const contenuto = readFileSync(join(INPS, 'examples', file));
      const tipo = file.startsWith('SINBA') ? 'SINBA' : 'PS_PSA_SINA';
      const lettura = readFlusso({ id: 'x', tipo, ts: '', millisecondi: 0, contenuto });
      expect(lettura).toMatchObject({ strutturaAmmessa: true, codice: 'RICHIESTA_INVALIDA' });
    }
  });

  it('has no second opinion without the schema', async () => {
    expect(await Libxml.find(undefined)).toBeUndefined();
    expect(await Libxml.find('/nowhere/schema.xsd')).toBeUndefined();
    expect(await libxml.takes([])).toEqual([]);
  });
});
