import type { Readable } from 'node:stream';
import { Controller, Get, Header, HttpCode, Logger, Post } from '@nestjs/common';
import type { JWK } from 'jose';
import { BodyStream, StreamedBody, readBody } from '#libs/http';
import { Public } from '#libs/security';
import { simulatoriProblem } from '../simulatori.errors.js';
import { AssertionRefused, type TokenForm } from './client-assertion.js';
import { Emittente, type VoucherAnswer } from './emittente.js';

/** An assertion is about 1 KiB. */
const MAX_FORM_BYTES = 16_384;

/** The addresses of PDND's authorization server. */
@Controller()
@Public()
export class EmittenteController {
  readonly #logger = new Logger('Emittente');

  constructor(private readonly emittente: Emittente) {}

  @Get('.well-known/jwks.json')
  @Header('cache-control', 'public, max-age=60')
  keys(): { keys: JWK[] } {
    return this.emittente.publicKeys();
  }

  /** @throws Problem `voucher_negato`, the same for every cause */
  @Post('token.oauth2')
  @HttpCode(200)
  @StreamedBody('application/x-www-form-urlencoded')
  async token(@BodyStream() body: Readable): Promise<VoucherAnswer> {
    try {
      return await this.emittente.issueVoucher(readForm(await readBody(body, MAX_FORM_BYTES)));
    } catch (error) {
      if (!(error instanceof AssertionRefused)) throw error;
      this.#logger.warn(`voucher refused: ${error.message}`);
      throw simulatoriProblem('voucher_negato');
    }
  }
}

/** @throws AssertionRefused if a parameter is there twice: two readers could take different ones */
function readForm(body: Buffer): TokenForm {
  const form: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams(body.toString())) {
    if (name in form) throw new AssertionRefused('a parameter given twice');
    form[name] = value;
  }
  return form;
}
