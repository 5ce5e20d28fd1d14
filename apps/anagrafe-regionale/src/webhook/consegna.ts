import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { IndirizzoNonAmmesso, judgeLiteral, judgingLookup } from './indirizzi.js';

/** What became of one try. Words that say nothing of where the receiver is. */
export type EsitoConsegna = { readonly consegnata: true } | { readonly consegnata: false; readonly errore: string };

export interface Plico {
  readonly indirizzo: string;
  readonly corpo: Buffer;
  readonly intestazioni: Readonly<Record<string, string>>;
}

/** Bears what receivers do: nothing of their answer is read but its status, no redirect is followed, no connection is kept. */
export class Consegna {
  /** @param attesa milliseconds, from the name to the status of the answer. @param locali receivers on this machine too, without TLS */
  constructor(
    private readonly attesa: number,
    private readonly locali: boolean,
  ) {}

  post({ indirizzo, corpo, intestazioni }: Plico): Promise<EsitoConsegna> {
    const url = new URL(indirizzo);
    const signal = AbortSignal.timeout(this.attesa);
    return new Promise((resolve) => {
      const fail = (error: Error): void => resolve({ consegnata: false, errore: errorOf(error, signal) });
      try {
        judgeLiteral(url.hostname, this.locali);
        const send = url.protocol === 'https:' ? requestHttps : requestHttp;
        const headers = { ...intestazioni, 'content-type': 'application/json', 'content-length': corpo.length };
        const options = { method: 'POST', headers, agent: false as const, signal, lookup: judgingLookup(this.locali) };
        const request = send(url, options, (response) => {
          const status = response.statusCode ?? 0;
          // Whatever follows, of whatever length, is of no interest.
          response.on('error', () => undefined).destroy();
          const consegnata = status >= 200 && status < 300;
          resolve(consegnata ? { consegnata } : { consegnata, errore: `risposta ${status}` });
        });
        request.on('error', fail).end(corpo);
      } catch (error) {
        fail(error as Error);
      }
    });
  }
}

function errorOf(error: Error, signal: AbortSignal): string {
  if (error instanceof IndirizzoNonAmmesso) return 'indirizzo non ammesso';
  if (signal.aborted) return 'nessuna risposta in tempo';
  const { code } = error as NodeJS.ErrnoException;
  return /^[A-Z0-9_]{2,60}$/.test(code ?? '') ? `rete: ${code}` : 'rete';
}
