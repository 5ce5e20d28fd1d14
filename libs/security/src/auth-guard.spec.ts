import { type ExecutionContext, SetMetadata } from '@nestjs/common';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { OPEN_ROUTE } from '#libs/observability';
import { Permits, ProvesItself, Public, callerOf } from './access.js';
import { Ammissione } from './ammissione.js';
import { AuthGuard } from './auth-guard.js';
import { Authenticator, type HttpRequest } from './authenticator.js';
import { Caller, CallerDirectory, type Ruolo, type VerifiedIdentity } from './caller.js';
import { InvalidToken, TokenVerifier } from './token-verifier.js';

const IDENTITY: VerifiedIdentity = {
  kind: 'pdnd',
  issuer: 'interop.example',
  clientId: 'client-1',
  subject: 'client-1',
  jti: 'jti-1',
  expiresAt: 0,
};

class Routes {
  undecided(): void {}
  @Public() open(): void {}
  @SetMetadata(OPEN_ROUTE, true) probe(): void {}
  @Permits('deposita') deposit(): void {}
  @ProvesItself() @Permits('deposita') message(): void {}
  @Permits('amministra', 'consulta_esiti') read(): void {}
}

@Permits('amministra')
class Administration {
  replay(): void {}
  @Public() help(): void {}
}

class OneToken extends TokenVerifier {
  asked = 0;
  constructor() {
    super([]);
  }
  override async verify(token: string): Promise<VerifiedIdentity> {
    this.asked += 1;
    if (token !== 'good') throw new InvalidToken('unknown');
    return IDENTITY;
  }
}

class Directory extends CallerDirectory {
  ruoli: readonly Ruolo[] | undefined = ['titolare'];
  override async findCaller({ clientId, subject, kind }: VerifiedIdentity): Promise<Caller | undefined> {
    return this.ruoli && new Caller({ clientId, subject, ente: 'ente-1', ruoli: this.ruoli, identity: kind });
  }
}

function requestWith(...authorization: string[]): HttpRequest {
  const rawHeaders = authorization.flatMap((value) => ['Authorization', value]);
  return { headers: { authorization: authorization[0] }, raw: { rawHeaders } };
}

describe('AuthGuard', () => {
  let directory: Directory;
  let verifier: OneToken;
  let guard: AuthGuard;
  beforeEach(() => {
    directory = new Directory();
    verifier = new OneToken();
    guard = new AuthGuard(new Authenticator(verifier), new Ammissione(directory));
  });

  const enter = async (controller: new () => object, handler: string, request: HttpRequest, type = 'http') => {
    const context = {
      getType: () => type,
      getClass: () => controller,
      getHandler: () => (controller.prototype as Record<string, object>)[handler],
      switchToHttp: () => ({ getRequest: () => request }),
    };
    return guard.canActivate(context as unknown as ExecutionContext).catch((error: { code: string }) => error.code);
  };
  const good = () => requestWith('Bearer good');

  it('lets a caller in by its role, and notes who it is', async () => {
    const request = good();
    expect(await enter(Routes, 'deposit', request)).toBe(true);
    expect(callerOf(request)).toMatchObject({ clientId: 'client-1', ente: 'ente-1' });
  });

  it('shuts a route that says nothing, even to a caller with every role', async () => {
    directory.ruoli = ['titolare', 'capofila', 'gestore', 'software_house', 'regione', 'inps', 'steward', 'tecnico'];
    expect(await enter(Routes, 'undecided', good())).toBe('non_consentito');
    expect(await enter(Routes, 'undecided', requestWith())).toBe('non_autenticato');
  });

  it('lets everybody into public routes, without asking for a token', async () => {
    for (const handler of ['open', 'probe']) expect(await enter(Routes, handler, requestWith())).toBe(true);
    expect(await enter(Administration, 'help', requestWith('Bearer bad'))).toBe(true);
    expect(verifier.asked).toBe(0);
  });

  it('refuses a role that the action does not name, and a client we do not know, in the same way', async () => {
    expect(await enter(Administration, 'replay', good())).toBe('non_consentito');
    directory.ruoli = undefined;
    expect(await enter(Administration, 'replay', good())).toBe('non_consentito');
    directory.ruoli = ['tecnico'];
    expect(await enter(Administration, 'replay', good())).toBe(true);
    expect(await enter(Routes, 'read', good())).toBe(true);
    expect(await enter(Routes, 'deposit', good())).toBe('non_consentito');
  });

  it.each([
    ['none', []],
    ['another scheme', ['Basic good']],
    ['no token', ['Bearer ']],
    ['a wrong token', ['Bearer bad']],
    ['two of them', ['Bearer good', 'Bearer good']],
    ['two in one', ['Bearer good, Bearer good']],
    ['a DPoP token', ['DPoP good']],
  ])('refuses an Authorization header with %s', async (_, headers) => {
    expect(await enter(Routes, 'deposit', requestWith(...headers))).toBe('non_autenticato');
  });

  it('takes the scheme in any case', async () => {
    expect(await enter(Routes, 'deposit', requestWith('bEARER good'))).toBe(true);
  });

  it('verifies a request once, however many apps and guards share the process', async () => {
    const request = good();
    await enter(Routes, 'deposit', request);
    await enter(Routes, 'deposit', request);
    expect(verifier.asked).toBe(1);
  });

  it('lets a message that may prove itself in as nobody, and judges any Authorization it comes with', async () => {
    const request = requestWith();
    expect(await enter(Routes, 'message', request)).toBe(true);
    expect(callerOf(request)).toBeUndefined();
    for (const authorization of ['Bearer bad', 'Basic x', ''])
      expect(await enter(Routes, 'message', requestWith(authorization))).toBe('non_autenticato');
    expect(await enter(Routes, 'deposit', requestWith())).toBe('non_autenticato');
  });

  it('leaves the messages of our own bus alone', async () => {
    expect(await enter(Routes, 'undecided', requestWith(), 'rpc')).toBe(true);
  });
});
