import { gzipSync } from 'node:zlib';
import { type DocumentoOstile, MIB, made, small } from './documento-ostile.js';
import { type Parte, zip } from './zip.js';

const XML = '<Flusso xmlns="http://inps.it/Casellario"/>';
const solo = (altro: Partial<Parte>): Buffer => zip([{ nome: 'flusso.xml', contenuto: XML, ...altro }]);
const gz = (): Buffer => gzipSync(XML);

/** Many names for one stretch of the archive. */
function overlapped(): Buffer {
  const bytes = zip(Array.from({ length: 1000 }, (_, at) => ({ nome: `${at}.xml`, contenuto: XML })));
  for (let at = bytes.indexOf('PK\x01\x02'); at !== -1; at = bytes.indexOf('PK\x01\x02', at + 4)) {
    bytes.writeUInt32LE(0, at + 42);
  }
  return bytes;
}

/** An archive in an archive in an archive: what an archive that holds itself begins with. */
function nested(depth: number): Buffer {
  let inner = solo({});
  for (let at = 0; at < depth; at++) inner = zip([{ nome: `${at}.zip`, contenuto: inner }]);
  return inner;
}

/** Hostile archives, and files in no form that is read. */
export const ARCHIVI_OSTILI: readonly DocumentoOstile[] = [
  made('a bomb of gzip', 'AR-05', () => gzipSync(Buffer.alloc(64 * MIB, ';'))),
  made('a bomb of gzip in many members', 'AR-05', () => Buffer.concat(Array.from({ length: 64 }, () => gzipSync(Buffer.alloc(MIB, ';'))))), // prettier-ignore
  made('a bomb of ZIP', 'AR-05', () => zip([{ nome: 'a.csv', contenuto: Buffer.alloc(64 * MIB, ';') }])),
  made('a bomb of ZIP that lies on its size', 'AR-02', () => zip([{ nome: 'a.csv', contenuto: Buffer.alloc(20 * MIB, ' '), dichiarata: { dimensione: 10 } }])), // prettier-ignore
  made('a ZIP that says it is of 4 GB', 'AR-05', () => solo({ dichiarata: { dimensione: 2 ** 32 - 2 } })),
  made('a ZIP of entries over one another', 'AR-04', overlapped),
  made('a ZIP of 3000 files', 'AR-05', () => zip(Array.from({ length: 3000 }, (_, at) => ({ nome: `${at}`, contenuto: '' })))), // prettier-ignore
  made('a ZIP in a ZIP, ten deep', 'AR-06', () => nested(10)),
  made('a gzip in a gzip', 'AR-06', () => gzipSync(gz())),
  made('a gzip in a ZIP', 'AR-06', () => zip([{ nome: 'a.xml.gz', contenuto: gz() }])),
  made('a gzip cut short', 'AR-02', () => gz().subarray(0, -5)),
  made('a gzip with something after it', 'AR-02', () => Buffer.concat([gz(), Buffer.from('#!/bin/sh')])),
  made('a gzip with something after zeros', 'AR-02', () => Buffer.concat([gz(), Buffer.alloc(100), gz()])),
  small('a gzip of a header alone', 'AR-02', gz().subarray(0, 10)),
  made('a ZIP cut short', 'AR-02', () => solo({}).subarray(0, -10)),
  made('a ZIP with a wrong checksum', 'AR-02', () => solo({ dichiarata: { crc: 1 } })),
  made('a ZIP compressed in a way of its own', 'AR-02', () => solo({ dichiarata: { metodo: 99 } })),
  made('an encrypted ZIP', 'AR-03', () => solo({ bandiere: 1 })),
  made('a ZIP of nothing', 'AR-04', () => zip([])),
  made('a ZIP of two documents', 'AR-04', () => zip([{ nome: 'a.xml', contenuto: XML }, { nome: 'b.xml', contenuto: XML }])), // prettier-ignore
  made('a ZIP of one name twice', 'AR-02', () => zip([{ nome: 'a.xml', contenuto: XML }, { nome: 'A.xml', contenuto: XML }])), // prettier-ignore
  made('a path that leads out of a ZIP', 'AR-07', () => solo({ nome: '../../../../etc/cron.d/x' })),
  made('a path from the root in a ZIP', 'AR-07', () => solo({ nome: '/etc/passwd' })),
  made('a path of Windows in a ZIP', 'AR-07', () => solo({ nome: '..\\..\\windows\\x.xml' })),
  made('a drive in a ZIP', 'AR-07', () => solo({ nome: 'C:\\x.xml' })),
  small('the beginning of a ZIP', 'AR-02', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(64, 1)])),
  small('a PDF', 'AR-01', '%PDF-1.7 <<>>'),
  small('an RTF', 'AR-01', '{\\rtf1 ciao}'),
  small('a page of HTML', 'AR-01', '<!DOCTYPE html><html><table><tr><td>codice_fiscale</td></tr></table></html>'),
  small('a picture', 'AR-01', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])),
  small('a RAR', 'AR-01', 'Rar!\u001a\u0007'),
  small('a program of Linux', 'AR-01', Buffer.concat([Buffer.from('\u007fELF'), Buffer.alloc(100)])),
];
