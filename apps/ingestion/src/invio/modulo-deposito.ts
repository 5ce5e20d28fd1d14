import { type Readable, finished } from 'node:stream';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { ingestionProblem } from '../ingestion.errors.js';

/** Bytes of one field: a code, a key. */
const BYTE_DI_UN_CAMPO = 1024;
const CAMPI = ['tracciato', 'ente', 'chiave_idempotenza'] as const;
type Campo = (typeof CAMPI)[number];

/** A deposit that came as a form: what it says of itself, then its document. */
export interface ModuloDeposito extends Partial<Readonly<Record<Campo, string>>> {
  readonly documento: AsyncIterable<Uint8Array>;
}

/**
 * Reads the fields of a form up to its file: who may be refused is refused before a byte of the document is read, so fields come first.
 * @param headers of the request
 * @throws Problem parametro_non_valido, corpo_vuoto, invio_interrotto; so does `documento`, for what follows it
 */
export async function openModulo(
  headers: Readonly<Record<string, string | undefined>>,
  body: Readable,
): Promise<ModuloDeposito> {
  const modulo = parserOf(headers['content-type'] ?? '');
  const campi: Partial<Record<Campo, string>> = {};
  const lettura = new Lettura(modulo);
  modulo.on('field', (nome, valore, nomeTroncato, valoreTroncato) => {
    const campo = CAMPI.find((one) => one === nome);
    if (campo === undefined || nomeTroncato) lettura.refuse(`Il campo ${CAMPI.join(', ')} è atteso, non altri.`);
    else if (valoreTroncato || campo in campi) lettura.refuse(`Il campo ${campo} è ripetuto o troppo lungo.`);
    else if (lettura.hasFile) lettura.refuse('I campi del modulo vanno scritti prima del documento.');
    else campi[campo] = valore;
  });
  // Not `pipeline`: a refusal must leave the request open, or its answer would find the connection cut.
  body.pipe(modulo);
  finished(body, { writable: false }, (error) => {
    if (error !== null && error !== undefined) lettura.fail(ingestionProblem('invio_interrotto'));
  });
  try {
    const file = await lettura.file;
    return { ...campi, documento: documentoOf(file, lettura, () => body.unpipe(modulo)) };
  } catch (error) {
    body.unpipe(modulo);
    throw error;
  }
}

function parserOf(contentType: string): BusboyInstance {
  const limits = {
    fieldNameSize: 100,
    fieldSize: BYTE_DI_UN_CAMPO,
    fields: CAMPI.length,
    headerPairs: 20,
    headerSize: 8192,
  };
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits: { ...limits, files: 1 } });
  } catch {
    throw ingestionProblem('parametro_non_valido', 'Il modulo multipart non dichiara il suo boundary.');
  }
}

/** How far the form has been read; one fault ends it, wherever it is found. */
class Lettura {
  readonly file: Promise<BusboyFileStream>;
  readonly end: Promise<void>;
  #file: BusboyFileStream | undefined;
  #fail: (error: Error) => void = () => undefined;

  constructor(modulo: BusboyInstance) {
    const failed = new Promise<never>((_, reject) => (this.#fail = reject));
    const opened = new Promise<BusboyFileStream>((resolve) => {
      modulo.once('file', (_nome, file) => {
        this.#file = file.on('error', () => undefined);
        resolve(file);
      });
    });
    const finish = new Promise<void>((resolve) => {
      modulo.once('finish', () => {
        if (!this.hasFile) this.fail(ingestionProblem('corpo_vuoto'));
        resolve();
      });
    });
    this.file = Promise.race([failed, opened]);
    this.end = Promise.race([failed, finish]);
    for (const promise of [failed, this.file, this.end]) promise.catch(() => undefined);
    modulo.on('error', () => this.fail(ingestionProblem('invio_interrotto')));
    modulo.on('filesLimit', () => this.refuse('Il modulo contiene più di un documento: va depositato uno per volta.'));
    modulo.on('fieldsLimit', () => this.refuse('Il modulo ha troppi campi.'));
  }

  get hasFile(): boolean {
    return this.#file !== undefined;
  }

  refuse(detail: string): void {
    this.fail(ingestionProblem('parametro_non_valido', detail));
  }

  /** Who waits for the file, reads it, or waits for what follows it, hears of the first fault. */
  fail(error: Error): void {
    this.#fail(error);
    this.#file?.destroy(error);
  }
}

/** The bytes of the file, and then a fault if the form went on with what it may not. */
async function* documentoOf(file: BusboyFileStream, lettura: Lettura, stop: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* file as AsyncIterable<Uint8Array>;
    await lettura.end;
  } finally {
    stop();
  }
}
