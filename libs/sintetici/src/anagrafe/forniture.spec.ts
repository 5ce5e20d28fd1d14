import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { type LegalDay, parseTerritorio } from '#libs/codici';
import { LIMITI_PREDEFINITI, type RigaLetta, findTracciato, readDocumento, sorgenteOf } from '#libs/tracciati';
import { FORME } from '../forme.js';
import { generateAnagrafe } from './forniture.js';
import { type RichiestaAnagrafe, inventPopolazione } from './popolazione.js';

const file = (name: string): string => readFileSync(`config/nazionale/${name}.csv`, 'utf8');
const territorio = parseTerritorio({ comuni: file('comuni'), stati: file('stati'), province: file('province'), regioni: file('regioni') }); // prettier-ignore
const oggi = '2026-03-31' as LegalDay;
const ente = territorio.comuneByBelfiore('A271', oggi)!;
const comuni = territorio.comuniInVigore(oggi).filter(({ regioneIstat }) => regioneIstat === '11');
const richiesta = (righe: number, seed = 'x'): RichiestaAnagrafe => ({ seed, righe, ente, oggi, territorio, comuni });
const contesto = {
  territorio,
  oggi,
  nomenclatura: { versione: '', voceInVigore: () => undefined },
  catastaleEnte: () => 'A271',
};

async function leggi(bytes: Uint8Array): Promise<{ righe: RigaLetta[]; esito: object }> {
  const lettura = readDocumento(findTracciato('ANAGRAFE')!, contesto, LIMITI_PREDEFINITI, sorgenteOf(bytes));
  const righe: RigaLetta[] = [];
  for await (const some of lettura.righe()) righe.push(...some);
  return { righe, esito: lettura.esito() };
}
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('An invented registry', () => {
  it('says the same of the same people in every form, and no rule has anything to say of it', async () => {
    const people = plain([...inventPopolazione(richiesta(60))]) as object[];
    for (const forma of FORME) {
      const bytes = await buffer(generateAnagrafe(richiesta(60), forma));
      const { righe, esito } = await leggi(bytes);
      expect([forma, esito]).toMatchObject([forma, { stato: 'letto', formato: forma, schemaValido: true, rilieviInvio: [], righe: 60, fornitura: { tipo: 'completa', al: oggi } }]); // prettier-ignore
      expect([forma, righe.flatMap(({ rilievi }) => rilievi)]).toEqual([forma, []]);
      const expected = forma === 'xml' ? people.map((one) => ({ tipoOperazione: 'I', ...one })) : people;
      expect(plain(righe.map(({ contenuto }) => contenuto))).toEqual(expected);
    }
  });

  it('is of households with histories: people who came, moved, left and died, one reference person for each', () => {
    const people = [...inventPopolazione(richiesta(3000))];
    const tipi = new Set(people.flatMap(({ eventi = [] }) => eventi.map(({ tipo }) => tipo)));
    expect([...tipi].toSorted()).toEqual(['decesso', 'emigrazione', 'immigrazione', 'indirizzo', 'nascita']);
    const famiglie = new Map<string, string[]>();
    for (const { famiglie: [famiglia] = [] } of people) famiglie.set(famiglia!.numero, [...(famiglie.get(famiglia!.numero) ?? []), famiglia!.relazione!]); // prettier-ignore
    for (const relazioni of famiglie.values()) expect(relazioni.filter((one) => one === '1')).toHaveLength(1);
    expect([...famiglie.values()].some((relazioni) => relazioni.length > 3)).toBe(true);
    expect(people.some(({ cittadinanze = [] }) => cittadinanze.length === 2)).toBe(true);
    expect(new Set(people.map(({ idAnagrafico }) => idAnagrafico)).size).toBe(people.length);
  });

  it('is the same for the same seed, and another for another', () => {
    const first = (seed: string): unknown => plain([...inventPopolazione(richiesta(30, seed))]);
    expect(first('a')).toEqual(first('a'));
    expect(first('b')).not.toEqual(first('a'));
    expect(() => [...inventPopolazione(richiesta(0))]).toThrow(RangeError);
  });
});
