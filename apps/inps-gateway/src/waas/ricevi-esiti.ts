import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { readBody } from '#libs/http';
import { Clock, Database, uuidv7 } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { sealNotifica } from '../esito/notifica.js';
import { inpsGatewayProblem } from '../inps-gateway.errors.js';
import { EnteInIndirizzo } from './ente-in-indirizzo.js';

/** A hundred outcomes with long descriptions are some tens of KB. */
const LIMITE_BYTE = 8 * 1024 * 1024;

/** Keeps a batch of outcomes as it came. What it says is read afterwards: INPS sends again whatever is not acknowledged whole. */
@Injectable()
export class RiceviEsiti {
  constructor(
    private readonly enti: EnteInIndirizzo,
    private readonly database: Database,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem ente_senza_flussi, esiti_non_leggibili (not a JSON object with a list of outcomes), corpo_troppo_grande */
  async receive(codiceEnte: string, body: Readable): Promise<void> {
    const ente = await this.enti.find(codiceEnte);
    const bytes = await readBody(body, LIMITE_BYTE);
    if (!isBatch(bytes)) throw inpsGatewayProblem('esiti_non_leggibili');
    const now = this.clock.now();
    const id = uuidv7(now);
    await this.database.statement(
      'api',
      { enti: ente },
      'INSERT INTO notifica (id, ente, ricevuta_il, corpo) VALUES ($1, $2, $3, $4)',
      [id, ente, now, sealNotifica(this.keyRing, id, bytes)],
    );
  }
}

/** The list may be missing: INPS's document asks for nothing. Its items are not looked at: none is ever refused. */
function isBatch(bytes: Buffer): boolean {
  try {
    const batch = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
    if (typeof batch !== 'object' || batch === null || Array.isArray(batch)) return false;
    const { elenco_esiti: elenco = [] } = batch as { elenco_esiti?: unknown };
    return Array.isArray(elenco);
  } catch {
    return false;
  }
}
