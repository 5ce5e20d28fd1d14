import type { Domanda } from './pagina.js';
import type { Problema } from './problema.js';
import type { Voucher } from './voucher.js';

/** A call that gave no good answer, with what INPS notes of it. */
export class ChiamataFallita extends Error {
  constructor(readonly problemi: readonly Problema[]) {
    super(problemi.map(({ genere, dettaglio }) => `${genere}: ${dettaglio}`).join('; '));
    this.name = 'ChiamataFallita';
  }
}

const TIMEOUT_MILLISECONDS = 30_000;
const MEMBRI_PROBLEM = new Set(['type', 'title', 'status', 'detail', 'instance']);

/** INPS's calls to the interface that every ente serves at `<base>/<codice_ente>/v1`. */
export class Waas {
  constructor(
    private readonly base: string,
    private readonly voucher: Voucher,
  ) {}

  /** @returns body of a 200; any other status is a failure @throws ChiamataFallita */
  async flussi({ ente, since, limit }: Domanda, badToken = false): Promise<string> {
    const answer = await this.#call(`${ente}/v1/flussi?since=${since}&limit=${limit}`, { method: 'GET' }, badToken);
    if (answer.status !== 200) await this.#refuse(answer);
    return textOf(answer);
  }

  /** Any 2xx acknowledges the whole notification. @throws ChiamataFallita */
  async esiti(ente: string, notification: object, badToken = false): Promise<void> {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(notification),
    };
    const answer = await this.#call(`${ente}/v1/esiti`, init, badToken);
    if (!answer.ok) await this.#refuse(answer);
    await textOf(answer);
  }

  async #call(
    path: string,
    init: { method: string; body?: string; headers?: Record<string, string> },
    badToken: boolean,
  ): Promise<Response> {
    try {
      const token = await this.voucher.current();
      return await fetch(`${this.base}/${path}`, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${badToken ? spoil(token) : token}` },
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      });
    } catch (error) {
      throw networkFailure(error);
    }
  }

  async #refuse(answer: Response): Promise<never> {
    if (answer.status === 401) this.voucher.forget();
    const text = await textOf(answer);
    const problemi: Problema[] = [{ genere: 'rifiuto', dettaglio: String(answer.status) }];
    if (!isProblem(answer, text)) problemi.push({ genere: 'errore_non_conforme', dettaglio: String(answer.status) });
    throw new ChiamataFallita(problemi);
  }
}

async function textOf(answer: Response): Promise<string> {
  try {
    return await answer.text();
  } catch (error) {
    throw networkFailure(error);
  }
}

function networkFailure(error: unknown): ChiamataFallita {
  const { message, cause } = error as Error & { cause?: { code?: string } };
  return new ChiamataFallita([{ genere: 'rete', dettaglio: cause?.code ?? message }]);
}

/** A token whose signature is another's: the last bytes of a signature are never all zero but by a miracle. */
function spoil(token: string): string {
  return `${token.slice(0, -12)}AAAAAAAAAAAA`;
}

/** INPS's document closes the error object: members beyond its five make it another thing. */
function isProblem(answer: Response, text: string): boolean {
  if (!(answer.headers.get('content-type') ?? '').startsWith('application/problem+json')) return false;
  try {
    const body = JSON.parse(text) as Record<string, unknown>;
    const { status = answer.status } = body;
    return Object.keys(body).every((member) => MEMBRI_PROBLEM.has(member)) && status === answer.status;
  } catch {
    return false;
  }
}
