import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Ammissione } from './ammissione.js';
import { AuthGuard } from './auth-guard.js';
import { Authenticator } from './authenticator.js';
import { TokenVerifier, type TrustedIssuer } from './token-verifier.js';

/** Puts the guard before every route of the app. */
@Module({})
export class SecurityModule {
  /**
   * @param options.issuers whose tokens are taken (see `trustedIssuers`)
   * @param options.imports modules that export the `CallerDirectory`, if no global module does
   */
  static forApp(options: {
    issuers: readonly TrustedIssuer[];
    imports?: NonNullable<ModuleMetadata['imports']>;
  }): DynamicModule {
    return {
      module: SecurityModule,
      imports: options.imports ?? [],
      providers: [
        { provide: TokenVerifier, useFactory: () => new TokenVerifier(options.issuers) },
        Authenticator,
        Ammissione,
        { provide: APP_GUARD, useClass: AuthGuard },
      ],
      exports: [Authenticator, Ammissione],
    };
  }
}
