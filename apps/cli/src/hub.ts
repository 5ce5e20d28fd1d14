import { type Ambiente, type Argomenti, type Opzione, UsoErrato, optional } from './comando.js';
import { clientOf, requestToken } from './emittente-sviluppo.js';
import { dayOf, readTerritorio } from './riferimenti-nazionali.js';
import type { IncomingMessage } from 'node:http';
import { type Risposta, requestFile, requestJson } from './richiesta.js';

/** Options of every command that talks to the hub. */
export const OPZIONI_HUB = {
  url: {
    type: 'string',
    valore: 'URL',
    descrizione: 'indirizzo dell’hub (o SNODO_URL; se manca: http://localhost:3000)',
  },
  token: { type: 'string', valore: 'TOKEN', descrizione: 'token da usare (o SNODO_TOKEN)' },
  json: { type: 'boolean', descrizione: 'la risposta dell’hub così com’è' },
} as const satisfies Record<string, Opzione>;

const STANDARD_URL = 'http://localhost:3000';

/** The hub as one caller sees it. */
export class Hub {
  private constructor(
    private readonly base: string,
    private readonly token: string | undefined,
  ) {}

  /**
   * With the token that is given, or else with one of the development issuer for `ente`.
   * @param ente Belfiore or ISTAT code of a comune of the demo region
   */
  static async open(argomenti: Argomenti, ambiente: Ambiente, ente: string | undefined): Promise<Hub> {
    const given = optional(argomenti, 'token') ?? ambiente.env.SNODO_TOKEN;
    const token = given ?? (await developmentToken(ente, ambiente));
    return new Hub(baseOf(argomenti, ambiente), token);
  }

  /** For what the hub shows to anyone. */
  static openPublic(argomenti: Argomenti, ambiente: Ambiente): Hub {
    return new Hub(baseOf(argomenti, ambiente), undefined);
  }

  get(path: string): Promise<Risposta> {
    return requestJson(this.base + path, { headers: this.headers() });
  }

  download(path: string, take: (nome: string, bytes: IncomingMessage) => Promise<void>): Promise<void> {
    return requestFile(this.base + path, { headers: { ...this.headers(), accept: '*/*' } }, take);
  }

  post(path: string, body: AsyncIterable<Uint8Array>, contentType: string): Promise<Risposta> {
    const headers = { ...this.headers(), 'content-type': contentType };
    return requestJson(this.base + path, { method: 'POST', headers, body });
  }

  private headers(): Record<string, string> {
    const accept = 'application/json, application/problem+json';
    return this.token === undefined ? { accept } : { authorization: `Bearer ${this.token}`, accept };
  }
}

function baseOf(argomenti: Argomenti, { env }: Ambiente): string {
  return (optional(argomenti, 'url') ?? env.SNODO_URL ?? STANDARD_URL).replace(/\/+$/, '');
}

async function developmentToken(ente: string | undefined, ambiente: Ambiente): Promise<string> {
  if (ente === undefined)
    throw new UsoErrato('serve --token (o SNODO_TOKEN), oppure --ente per chiederne uno di sviluppo');
  return requestToken(clientOf(belfioreOf(ente, ambiente)), ambiente);
}

/** The Belfiore code of a comune named by any of its codes; other texts are taken as they are. */
export function belfioreOf(codice: string, { now }: Ambiente): string {
  if (!/^[0-9]{6}$/.test(codice)) return codice;
  return readTerritorio().comuneByIstat(codice, dayOf(now(), undefined))?.belfiore ?? codice;
}
