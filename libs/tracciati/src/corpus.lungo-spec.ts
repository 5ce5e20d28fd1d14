import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CORPUS_INSIDIOSO, CORPUS_OSTILE } from './corpus.js';
import { XML_OSTILE } from './corpus/xml.js';
import { leggiDocumento } from './documenti/prova/lettura.js';
import type { DocumentoOstile } from './corpus/documento-ostile.js';
import { readDocumento } from './documenti/read-documento.js';
import type { Sorgente } from './documenti/sorgente.js';
import { createReader } from './lettore.js';
import { LIMITI_PREDEFINITI } from './limiti.js';
import { CONTESTO_DI_PROVA } from './prova/contesto.js';
import { documento, leggi } from './prova/documento.js';
import { documentoMutato } from './prova/mutazioni.js';
import { PS_PSA_SINA_201812 } from './ps-psa-sina.js';

/** What one document may leave in memory at its worst: a token at its limit, in two bytes a character, and the chunks around it. */
const HELD = 24 * 1024 * 1024;

describe('I9 hostile XML', () => {
  for (const ostile of XML_OSTILE) {
    const { nome, regola } = ostile;
    it(`refuses ${nome} as ${regola}, with little memory and an Italian remedy`, () => {
      const before = process.memoryUsage().heapUsed;
      let most = 0;
      const reader = createReader(PS_PSA_SINA_201812, CONTESTO_DI_PROVA, LIMITI_PREDEFINITI);
      for (const pezzo of ostile.pezzi()) {
        expect(reader.write(pezzo)).toEqual([]);
        most = Math.max(most, process.memoryUsage().heapUsed - before);
      }
      const { righe, esito } = reader.end();
      const [first] = esito.rilieviInvio;
      expect([esito.stato, esito.schemaValido, first?.regola, righe]).toEqual(['illeggibile', false, regola, []]);
      expect(first).toMatchObject({ riga: null, gravita: 'errore', colpa: 'mittente' });
      expect(first!.messaggio.length).toBeLessThan(500);
      expect(first!.rimedio.length).toBeGreaterThan(10);
      expect(first!.linea).toBeGreaterThanOrEqual(1);
      expect(most).toBeLessThan(HELD * 4);
    });
  }

  it('never throws, whatever the bytes and their cut, and always says why it gives up', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      documentoMutato.map((text) => Buffer.from(text)),
      documentoMutato.map((text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
      fc.tuple(documentoMutato, fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { maxLength: 4 })).map(([text, changes]) => {
        const buffer = Buffer.from(text);
        for (const [at, byte] of changes) if (at < buffer.length) buffer[at] = byte;
        return buffer;
      }),
    ); // prettier-ignore
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 700 }), (given, cut) => {
        const { esito, rilievi } = leggi(given, cut);
        if (esito.stato === 'illeggibile') expect(esito.rilieviInvio[0]!.regola).toMatch(/^XML-/);
        if (!esito.schemaValido) expect(rilievi.length).toBeGreaterThan(0);
        for (const one of rilievi) expect(one.linea >= 1 && one.colonna >= 1).toBe(true);
      }),
      { numRuns: 1500, verbose: 1 },
    );
  });

  it('reads a document of exactly the bytes allowed, and not one of a byte more', () => {
    const text = documento();
    const byte = Buffer.byteLength(text);
    expect(leggi(text, 100, { byte }).esito.stato).toBe('letto');
    expect(leggi(`${text} `, 100, { byte }).esito).toMatchObject({ stato: 'illeggibile', righe: 0 });
  });

  it('says where the first bad byte is and which encoding to think of', () => {
    const bytes = Buffer.concat([
      Buffer.from('<Flusso>\n<!-- 😀 citt'),
      Buffer.from([0xe0]),
      Buffer.from(' --></Flusso>'),
    ]);
    for (const cut of [1, 5, 100]) {
      expect(leggi(bytes, cut).esito.rilieviInvio[0]).toMatchObject({ regola: 'XML-04', linea: 2, colonna: 12 });
      expect(leggi(bytes, cut).esito.rilieviInvio[0]!.messaggio).toContain('Windows-1252');
    }
  });
});

describe('I9 hostile documents, in every form', () => {
  it('have each a name of its own', () => {
    const names = [...CORPUS_OSTILE, ...CORPUS_INSIDIOSO].map(({ nome }) => nome);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it.each(CORPUS_OSTILE.map((ostile) => [ostile.nome, ostile.regola, ostile] as const))(
    'refuses %s as %s, with little memory and an Italian remedy',
    async (_, regola, ostile) => {
      let most = 0;
      const lettura = readDocumento(PS_PSA_SINA_201812, CONTESTO_DI_PROVA, LIMITI_PREDEFINITI, sorgenteDi(ostile));
      const before = process.memoryUsage().heapUsed;
      for await (const righe of lettura.righe()) {
        expect(righe.length).toBeLessThanOrEqual(1000);
        most = Math.max(most, process.memoryUsage().heapUsed - before);
      }
      const esito = lettura.esito();
      const [first] = esito.rilieviInvio;
      expect([esito.stato, esito.schemaValido, first?.regola]).toEqual(['illeggibile', false, regola]);
      expect(first).toMatchObject({ riga: null, gravita: 'errore', colpa: 'mittente' });
      expect(first!.messaggio.length).toBeLessThan(500);
      expect(first!.rimedio.length).toBeGreaterThan(10);
      expect(most).toBeLessThan(HELD * 4);
    },
    30_000,
  );

  it.each(CORPUS_INSIDIOSO.map((ostile) => [ostile.nome, ostile.regola, ostile] as const))(
    'reads %s and says it with %s, in texts that can be stored',
    async (_, regola, ostile) => {
      const { esito, righe } = await leggiDocumento(Buffer.concat([...ostile.pezzi()]));
      expect([esito.stato, esito.righe]).toEqual(['letto', 1]);
      expect(righe[0]!.rilievi.map((one) => one.regola)).toContain(regola);
      expect(JSON.stringify(righe)).not.toMatch(/\\u0000|\\ud83d/);
      expect(({} as Record<string, unknown>)['annullamento']).toBeUndefined();
    },
  );
});

/** The bytes of a hostile document as a source: made again each time they are asked for. */
function sorgenteDi(ostile: DocumentoOstile): Sorgente {
  let byte = 0;
  for (const pezzo of ostile.pezzi()) byte += pezzo.length;
  return {
    byte,
    async *read(dal, al) {
      let at = 0;
      for (const pezzo of ostile.pezzi()) {
        const from = Math.max(0, dal - at);
        if (at + pezzo.length > dal && at < al) yield pezzo.subarray(from, Math.min(pezzo.length, al - at));
        at += pezzo.length;
        if (at >= al) return;
      }
    },
  };
}
