import { createHash } from 'node:crypto';
import { type ClientPdnd, type Evidenza, SenzaVoucher } from './client-pdnd.js';
import { RispostaTroppoLunga, testoLimitato } from './testo-limitato.js';

const ATTESA_MS = 15_000;
/** Of one person the longest answer is some kilobytes. */
const MAX_BYTES = 256 * 1024;

/** An e-service as PDND publishes it. */
export interface Servizio {
  readonly url: string;
  /** Value of `aud` in what is signed for it, which is not always its address. */
  readonly audience: string;
  readonly purposeId: string;
}

/** What came back, whatever its status. */
export interface RispostaModi {
  readonly stato: number;
  /** Media type without parameters. */
  readonly tipo: string;
  readonly corpo: string;
  /** Milliseconds that it asks to wait. */
  readonly attesa?: number | undefined;
}

/** There was no answer. The cause is a word of ours. */
export class NessunaRisposta extends Error {
  constructor(readonly causa: string) {
    super(`no answer: ${causa}`);
    this.name = 'NessunaRisposta';
  }
}

/** Calls e-services of other administrations: voucher, digest, signature of the headers, evidence of who asks. */
export class ChiamataModi {
  constructor(
    private readonly client: ClientPdnd,
    private readonly sede: Pick<Evidenza, 'userLocation' | 'LoA'>,
  ) {}

  /**
   * @param tipo media type of the body
   * @throws NessunaRisposta
   */
  async post(
    { url, audience, purposeId }: Servizio,
    { corpo, tipo, accetta }: { readonly corpo: string; readonly tipo: string; readonly accetta: string },
    utente: string,
  ): Promise<RispostaModi> {
    const bytes = Buffer.from(corpo);
    const digest = `SHA-256=${createHash('sha256').update(bytes).digest('base64')}`;
    try {
      const evidence = await this.client.signEvidence(audience, purposeId, { userID: utente, ...this.sede });
      const voucher = await this.client.voucher(purposeId, evidence);
      const signature = await this.client.signHeaders(audience, [{ digest }, { 'content-type': tipo }]);
      const answer = await fetch(url, {
        method: 'POST',
        body: bytes,
        redirect: 'manual',
        signal: AbortSignal.timeout(ATTESA_MS),
        headers: {
          authorization: `Bearer ${voucher}`,
          'content-type': tipo,
          accept: accetta,
          digest,
          'agid-jwt-signature': signature,
          'agid-jwt-trackingevidence': evidence,
        },
      });
      return await rispostaOf(answer);
    } catch (error) {
      throw nessunaRispostaOf(error);
    }
  }
}

async function rispostaOf(answer: Response): Promise<RispostaModi> {
  const tipo = (answer.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  const corpo = await testoLimitato(answer, MAX_BYTES);
  return { stato: answer.status, tipo, corpo, attesa: attesaOf(answer.headers.get('retry-after')) };
}

/** Seconds, or a date. */
function attesaOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const wait = /^[0-9]{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

function nessunaRispostaOf(error: unknown): NessunaRisposta {
  if (error instanceof NessunaRisposta) return error;
  if (error instanceof RispostaTroppoLunga) return new NessunaRisposta('too long');
  if (error instanceof SenzaVoucher) return new NessunaRisposta(`voucher ${error.causa}`);
  const { name, cause } = error as Error & { readonly cause?: { readonly code?: string } };
  if (name === 'TimeoutError') return new NessunaRisposta('timeout');
  return new NessunaRisposta(/^[A-Z0-9_]{2,60}$/.test(cause?.code ?? '') ? `network ${cause!.code}` : 'network');
}
