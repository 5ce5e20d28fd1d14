import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SystemClock } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { BlindIndex } from '#libs/security';
import { type Tracciato, findTracciato } from '#libs/tracciati';
import { ENTI, vociDiProva } from '../../../../test/prova/riferimenti.js';
import { documentoSinba } from '../../../../libs/tracciati/src/prova/sinba.js';
import type { IngestionSettings } from '../ingestion.config.js';
import type { Autorizzato } from '../invio/autorizza-deposito.js';
import { PreparaDocumento } from './prepara-documento.js';
import { PseudonimiMinori } from './pseudonimi-minori.js';

const CODICE = 'RSSMRA80A01H501U';
const CSV = `codice_fiscale;luogo_vita;ente_erogatore\r\n${CODICE};1;\r\n${CODICE};2;${ENTI.loreto.belfiore}\r\n`;
const LIMITE = 200_000;

describe('a document that may hold codici fiscali of minors', () => {
  let folder: string;
  let prepara: PreparaDocumento;
  const pseudonimi = new PseudonimiMinori(BlindIndex.fromSetting(Buffer.alloc(32, 1).toString('base64')));
  const riferimenti = new Riferimenti();
  riferimenti.replace(riferimenti.vista.with(vociDiProva()), true);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'snodo-prepara-'));
    const settings = { cartellaTransito: folder, limiteTransito: LIMITE } as unknown as IngestionSettings;
    prepara = new PreparaDocumento(pseudonimi, riferimenti, settings, new SystemClock());
  });
  afterEach(() => rm(folder, { recursive: true }));

  const per = (codice: string): Autorizzato =>
    ({ ente: riferimenti.erogatoreByCodice(ENTI.recanati.id, '2026-06-30')!, tracciato: findTracciato(codice) as Tracciato, nomeTracciato: codice, delega: undefined });
  async function* pieces(text: string | Buffer, size = 7): AsyncGenerator<Uint8Array> {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const taken = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
    const found: Uint8Array[] = [];
    for await (const piece of body) found.push(Buffer.from(piece));
    return Buffer.concat(found).toString();
  };
  /** Files in transit that are open still. */
  const open = async (): Promise<number> => {
    const paths = await Promise.all((await readdir('/proc/self/fd')).map((fd) => readlink(join('/proc/self/fd', fd)).catch(() => '')));
    return paths.filter((path) => path.includes(folder)).length;
  };

  it('is kept with pseudonyms of the ente of each riga, and leaves nothing open', async () => {
    const documento = await prepara.prepare(per('SINBA'), pieces(CSV));
    expect(documento.ricevuto).toEqual({ improntaSha256: createHash('sha256').update(CSV).digest(), dimensione: CSV.length, formato: 'csv', foglio: undefined });
    const [, one, other] = (await taken(documento.body)).split('\r\n');
    expect(one!.split(';')[0]).toBe(pseudonimi.of(ENTI.recanati.id, CODICE));
    expect(other!.split(';')[0]).toBe(pseudonimi.of(ENTI.loreto.id, CODICE));
    expect(await open()).toBe(2);
    await documento.close();
    expect([await open(), await readdir(folder)]).toEqual([0, []]);
  });

  it.each([
    ['XML', 'SINBA', documentoSinba()],
    ['XML with a mark and blanks before it', 'SINBA', `\ufeff\n ${documentoSinba().replace(/^<\?xml.*\n/, '')}`],
    ['nothing', 'SINBA', ''],
    ['any document of another tracciato', 'PS_PSA_SINA', CSV],
  ])('is kept as it comes when it is %s', async (_, tracciato, text) => {
    const documento = await prepara.prepare(per(tracciato), pieces(text));
    expect([await taken(documento.body), documento.ricevuto]).toEqual([text, undefined]);
    await documento.close();
    expect(await open()).toBe(0);
  });

  it('is asked for no more bytes than it may have', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('codice_fiscale;luogo_vita\r\n');
      for (;;) {
        asked += 1;
        yield Buffer.alloc(10_000, 'x');
      }
    }
    await expect(prepara.prepare(per('SINBA'), endless())).rejects.toMatchObject({ code: 'documento_troppo_grande' });
    expect(asked).toBeLessThanOrEqual(LIMITE / 10_000 + 1);
    expect([await open(), await readdir(folder)]).toEqual([0, []]);
  });

  it('leaves nothing when its sender goes away, or when it cannot be read', async () => {
    async function* cut(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(CSV.repeat(50));
      throw Object.assign(new Error('gone'), { code: 'ECONNRESET' });
    }
    await expect(prepara.prepare(per('SINBA'), cut())).rejects.toMatchObject({ code: 'invio_interrotto' });
    const unreadable = prepara.prepare(per('SINBA'), pieces(`[{"codice_fiscale":"${CODICE}"`));
    await expect(unreadable).rejects.toMatchObject({ code: 'codici_non_rimovibili' });
    const said = await unreadable.catch((error: unknown) => JSON.stringify(error));
    expect(said).not.toContain(CODICE);
    expect([await open(), await readdir(folder)]).toEqual([0, []]);
  });
}); // prettier-ignore
