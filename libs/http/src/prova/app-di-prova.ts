import { type Readable, Writable } from 'node:stream';
import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Get,
  Global,
  Header,
  Headers,
  Module,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { IsInt, IsOptional, IsString, Max } from 'class-validator';
import { defineErrors, problemsOf } from '#libs/contracts';
import { HealthModule, Logger, currentCorrelation } from '#libs/observability';
import {
  Caller,
  CallerDirectory,
  CurrentCaller,
  InvalidToken,
  Permits,
  Public,
  SecurityModule,
  TokenVerifier,
  type VerifiedIdentity,
} from '#libs/security';
import { DatabaseUnavailable } from '#libs/persistence';
import { readSettings } from '#libs/settings';
import { httpAdapter } from '../adapter.js';
import { BodyStream, StreamedBody } from '../body.js';
import { HTTP_APPLICATION_OPTIONS, configureHttp } from '../configure-http.js';
import type { Draining } from '../draining.js';
import { HTTP_SETTINGS } from '../settings.js';
import { statusController } from '../status.js';
import { WholeNumber } from '../whole-number.js';

const ERRORS = defineErrors({
  invio_sconosciuto: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Invio sconosciuto',
    remedy: 'Controllare.',
  },
  disco_pieno: { status: 503, fault: 'hub', retryable: true, title: 'Spazio esaurito', remedy: 'Ripetere.' },
});
const problem = problemsOf(ERRORS);

class Ricerca {
  @IsString() testo: string;
  @IsOptional() @IsInt() @Max(10) limite?: number;
}
class Pagina {
  @IsOptional() @WholeNumber(1, 1000) limit?: number;
}

/** Bytes that the deposit route has read. */
export const deposited = { bytes: 0 };

@Controller('rest/prove/v1')
@Public()
class Prove {
  @Get('eco') eco() {
    return { correlation_id: currentCorrelation()?.correlationId };
  }
  @Get('intestazioni') intestazioni(@Headers() headers: Record<string, string>) {
    return headers;
  }
  @Get('pagine') pagine(@Query() pagina: Pagina) {
    return { limit: pagina.limit };
  }
  @Get('pubbliche') @Header('cache-control', 'public, max-age=60') pubbliche() {
    return {};
  }
  @Get('html') @Header('content-type', 'text/html') html() {
    return '<p>';
  }
  @Get('rotte/nota') nota() {
    throw problem('invio_sconosciuto', undefined, { invio: 'x' });
  }
  @Get('rotte/disco') disco() {
    throw problem('disco_pieno', undefined, { retry_after: 7 });
  }
  @Get('rotte/interna') interna() {
    throw new Error('password=segreta at /srv/app.js RSSMRA80A01H501U');
  }
  @Get('rotte/senza-database') senzaDatabase() {
    throw new DatabaseUnavailable('prova');
  }
  @Get('rotte/nest') nest() {
    throw new BadRequestException('what Nest says');
  }
  @Get('rotte/conflitto') conflitto() {
    throw new ConflictException('internal detail');
  }
  @Get('rotte/:id') rotta(@Param('id', ParseUUIDPipe) id: string) {
    return { id };
  }
  @Post('ricerche') ricerche(@Body() ricerca: Ricerca) {
    return { testo: ricerca.testo, classe: ricerca instanceof Ricerca };
  }
}

@Controller('rest/prove/v1/depositi')
@Permits('deposita')
class Depositi {
  @Post()
  @StreamedBody('application/xml', 'text/csv')
  async deposita(@BodyStream() stream: Readable, @CurrentCaller() caller: Caller) {
    let bytes = 0;
    for await (const piece of stream as AsyncIterable<Buffer>) bytes += piece.length;
    deposited.bytes += bytes;
    return { bytes, ente: caller.ente };
  }
  @Post('json') json(@Body() ricerca: Ricerca) {
    return ricerca;
  }
}

class OneToken extends TokenVerifier {
  override async verify(token: string): Promise<VerifiedIdentity> {
    if (!token.startsWith('good')) throw new InvalidToken('unknown');
    const clientId = token.slice(4) || 'client-1';
    return {
      kind: 'pdnd',
      issuer: 'i',
      clientId,
      subject: clientId,
      jti: 'jti-1',
      purposeId: 'purpose-1',
      consumerId: 'consumer-1',
      expiresAt: 0,
    };
  }
}
class Directory extends CallerDirectory {
  override async findCaller({ clientId, subject, kind }: VerifiedIdentity) {
    return new Caller({ clientId, subject, ente: 'ente-1', ruoli: ['titolare'], identity: kind });
  }
}

@Global()
@Module({ providers: [{ provide: CallerDirectory, useClass: Directory }], exports: [CallerDirectory] })
class DirectoryModule {}

@Module({
  imports: [HealthModule, DirectoryModule, SecurityModule.forApp({ issuers: [] })],
  controllers: [Prove, Depositi, statusController({ domain: 'prove', version: '1.0.0' })],
})
class App {}

/** A running app with one route of every kind. */
export interface Prova {
  readonly app: NestFastifyApplication;
  readonly draining: Draining;
  /** What was logged so far. */
  readonly lines: readonly string[];
}

/** Starts the app on a free port, with these environment variables. */
export async function startProva(env: Record<string, string> = {}): Promise<Prova> {
  const settings = readSettings(HTTP_SETTINGS, env);
  const module = await Test.createTestingModule({ imports: [App] })
    .overrideProvider(TokenVerifier)
    .useValue(new OneToken([]))
    .compile();
  const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(settings), {
    ...HTTP_APPLICATION_OPTIONS,
    logger: false,
  });
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const draining = await configureHttp(app, { settings, logger: new Logger({ app: 'prove', destination }) });
  await app.listen(0, '127.0.0.1');
  return { app, draining, lines };
}
