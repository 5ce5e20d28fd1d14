import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { beneficiario, documento, leggi } from '../prova/documento.js';
import { LIMITI_PREDEFINITI } from '../limiti.js';
import { CONTESTO_DI_PROVA } from '../prova/contesto.js';
import { PS_PSA_SINA_201812 } from '../ps-psa-sina.js';
import { zip } from '../corpus/zip.js';
import { leggiDocumento } from './prova/lettura.js';
import { readDocumento } from './read-documento.js';

const MIB = 1024 ** 2;
const XML = documento(
  { prestazione: { ImportoMensile: '12,5' } },
  beneficiario() + beneficiario({ prestazione: { PresaCarico: '7' } }),
);
const direct = leggi(XML);
const bytes = Buffer.from(XML);
const inZip = (nome = 'flusso.xml', altro = {}) => zip([{ nome, contenuto: XML, ...altro }]);

const motivo = async (given: Uint8Array, limiti = {}) => {
  const { esito, righe } = await leggiDocumento(given, 1000, limiti);
  expect(esito).toMatchObject({ stato: 'illeggibile', schemaValido: false });
  return [esito.rilieviInvio[0]!.regola, esito.rilieviInvio[0]!.messaggio, righe.length];
};

describe('a document of XML', () => {
  it.each([
    ['as it is', bytes],
    ['in a gzip', gzipSync(bytes)],
    ['in a gzip of several members', Buffer.concat([gzipSync(bytes.subarray(0, 500)), gzipSync(''), gzipSync(bytes.subarray(500))])],
    ['in a gzip padded with zeros', Buffer.concat([gzipSync(bytes), Buffer.alloc(1000)])],
    ['in a ZIP', inZip()],
    ['stored in a ZIP, in a folder', inZip('export/2026/flusso.xml', { intera: true })],
    ['in a ZIP of old Windows', inZip('export\\flusso.xml')],
    ['in a ZIP of a Mac', zip([{ nome: 'a/', contenuto: '' }, { nome: 'a/x', contenuto: XML }, { nome: '__MACOSX/a/._x', contenuto: 'm' }, { nome: 'a/.DS_Store', contenuto: 'd' }])],
  ])('has the same verdict %s, in any cut', async (_, given) => {
    for (const pezzo of [1, 7, 500, 65_536]) {
      const { righe, esito, testata } = await leggiDocumento(given, pezzo);
      expect({ righe, esito, testata }).toEqual({ righe: direct.righe, esito: direct.esito, testata: direct.testata });
    }
  }); // prettier-ignore

  it('may be longer than what is read at once', async () => {
    const many = documento({}, beneficiario().repeat(1000));
    const { esito } = await leggiDocumento(gzipSync(many), 100_000);
    expect(esito).toMatchObject({ stato: 'letto', righe: 1000, formato: 'xml' });
  });

  it('is read no further when it is past all hope', async () => {
    let given = 0;
    const sorgente = {
      byte: 100 * MIB,
      async *read(dal: number, al: number) {
        for (let at = dal; at < al; at += MIB) {
          given++;
          yield Buffer.from(`${at === 0 ? '<Flusso><' : ''}<`.padEnd(MIB));
        }
      },
    };
    const lettura = readDocumento(PS_PSA_SINA_201812, CONTESTO_DI_PROVA, LIMITI_PREDEFINITI, sorgente);
    for await (const righe of lettura.righe()) expect(righe).toEqual([]);
    expect(lettura.esito().rilieviInvio[0]!.regola).toBe('XML-02');
    expect(given).toBeLessThan(5);
  });
});

describe('an archive is refused', () => {
  const gz = gzipSync(bytes);
  it.each([
    ['cut short, gzip', gz.subarray(0, -9), 'AR-02'],
    ['with other bytes after it, gzip', Buffer.concat([gz, Buffer.from('x')]), 'AR-02'],
    ['with other bytes after zeros, gzip', Buffer.concat([gz, Buffer.alloc(9), gz]), 'AR-02'],
    ['with a wrong checksum, gzip', spoilt(gz, gz.length - 6), 'AR-02'],
    ['spoilt, gzip', spoilt(gz, 40), 'AR-02'],
    ['of only a header, gzip', gz.subarray(0, 10), 'AR-02'],
    ['in another, gzip', gzipSync(gz), 'AR-06'],
    ['gzip in ZIP', zip([{ nome: 'a.gz', contenuto: gz }]), 'AR-06'],
    ['ZIP in gzip', gzipSync(inZip()), 'AR-06'],
    ['ZIP in ZIP', zip([{ nome: 'a.zip', contenuto: inZip() }]), 'AR-06'],
    ['cut short, ZIP', inZip().subarray(0, -5), 'AR-02'],
    ['with a wrong checksum, ZIP', inZip('a', { dichiarata: { crc: 1 } }), 'AR-02'],
    ['that lies on its size', inZip('a', { dichiarata: { dimensione: 10 } }), 'AR-02'],
    ['encrypted', inZip('a', { bandiere: 1 }), 'AR-03'],
    ['compressed in a way of its own', inZip('a', { dichiarata: { metodo: 12 } }), 'AR-02'],
    ['of nothing', zip([]), 'AR-04'],
    ['of two documents', zip([{ nome: 'a.xml', contenuto: XML }, { nome: 'b.xml', contenuto: XML }]), 'AR-04'],
    ['of two documents of one name', zip([{ nome: 'a.xml', contenuto: XML }, { nome: 'A.XML', contenuto: XML }]), 'AR-02'],
    ['of a path that leads out', inZip('../../etc/passwd'), 'AR-07'],
    ['of an absolute path', inZip('/etc/passwd'), 'AR-07'],
    ['of a path of Windows that leads out', inZip('..\\..\\x'), 'AR-07'],
    ['of a path with a drive', inZip('C:\\x'), 'AR-07'],
  ])('%s', async (_, given, regola) => {
    expect((await motivo(given))[0]).toBe(regola);
  }); // prettier-ignore

  it('past its limits', async () => {
    const bomb = gzipSync(documento({}, beneficiario().repeat(4000)));
    const [regola, messaggio] = await motivo(bomb, { rapporto: 20 });
    expect([regola, messaggio]).toEqual(['AR-05', expect.stringContaining('rapporto di compressione (massimo 20)')]);
    expect((await motivo(gzipSync(bytes), { byteDecompressi: 100 }))[0]).toBe('AR-05');
    expect((await motivo(zip([{ nome: 'a', contenuto: Buffer.alloc(2 * MIB, 32) }])))[0]).toBe('AR-05');
    expect((await motivo(inZip('a', { dichiarata: { dimensione: 2 ** 32 - 2 } })))[0]).toBe('AR-05');
    expect((await motivo(inZip(), { parti: 0 }))[0]).toBe('AR-05');
  });

  it('of something else, with its name', async () => {
    expect(await motivo(zip([{ nome: 'a.pdf', contenuto: '%PDF-1.7' }]))).toEqual(['AR-01', expect.stringContaining('un documento PDF'), 0]);
    expect(await motivo(gzipSync('<!DOCTYPE html><html>'))).toEqual(['AR-01', expect.stringContaining('HTML'), 0]);
    expect((await motivo(gzipSync('')))[0]).toBe('XML-01');
  }); // prettier-ignore
});

it('what the source throws is thrown, whatever the document is in', async () => {
  const whole = documento({}, beneficiario().repeat(2000));
  const noise = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 251));
  for (const given of [Buffer.from(whole), gzipSync(whole + noise.toString('latin1')), zip([{ nome: 'a', contenuto: whole, intera: true }])]) {
    const sorgente = {
      byte: given.length,
      async *read(dal: number, al: number) {
        yield given.subarray(dal, Math.min(al, dal + 5000));
        if (al > 5000 && dal < 5000) throw new Error('the disk is gone');
        yield given.subarray(dal + 5000, al);
      },
    };
    const lettura = readDocumento(PS_PSA_SINA_201812, CONTESTO_DI_PROVA, LIMITI_PREDEFINITI, sorgente);
    const numeri: number[] = [];
    await expect(async () => {
      for await (const righe of lettura.righe()) numeri.push(...righe.map(({ numero }) => numero));
    }).rejects.toThrow('the disk is gone');
    // What came before was whole, and not all of it.
    expect(numeri).toEqual(numeri.map((_, at) => at + 1));
    expect(numeri.length).toBeLessThan(2000);
  }
}); // prettier-ignore

function spoilt(given: Buffer, at: number): Buffer {
  const other = Buffer.from(given);
  other[at]! ^= 0x55;
  return other;
}
