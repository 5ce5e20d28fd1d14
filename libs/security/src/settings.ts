import { type SettingsOf, setting } from '#libs/settings';
import { KEY_BYTES, readKey, readKeys } from './key-material.js';
import { readRsaKey } from './rsa-key.js';
import type { TrustedIssuer } from './token-verifier.js';

/** A setting that holds keys for `KeyRing` or `FirmaRicevute`: a wrong one is found with all other wrong settings, before anything opens. */
export function keysSetting(name: string, description: string) {
  const form = { expected: `keys of ${KEY_BYTES} bytes in base64, separated by commas`, check: readKeys };
  return setting.secret(name, { minBytes: KEY_BYTES, description, form });
}

/** A setting that holds the one key of a `BlindIndex`. */
export function keySetting(name: string, description: string) {
  const form = { expected: `one key of ${KEY_BYTES} bytes in base64`, check: readKey };
  return setting.secret(name, { minBytes: KEY_BYTES, description, form });
}

/** The keys with which the hub signs, for every app that does: a receiver checks all of it with what one address publishes. */
export const FIRMA_SETTINGS = {
  chiaviRicevute: keysSetting(
    'SNODO_CHIAVI_RICEVUTE',
    'Semi Ed25519 con cui si firmano ricevute, teste del registro e notifiche ai webhook (base64, separati da virgole; il primo firma).',
  ),
};

/** The key by which PDND knows the hub as a client: the simulators of development read it too, to know whom they answer. */
export const CLIENT_KEY_SETTINGS = {
  pdndChiaveClient: setting.secret('SNODO_PDND_CHIAVE_CLIENT', {
    optional: true,
    minBytes: 1000,
    description:
      'Chiave RSA registrata su PDND per il client con cui si interrogano altri enti (PKCS#8 DER in base64).',
    form: { expected: 'an RSA key, PKCS#8 DER in base64', check: readRsaKey },
  }),
};

/** Whose tokens are taken; lines for the settings schema of every app. Outside production the default is the development issuer. */
export const ISSUER_SETTINGS = {
  audience: setting.list('SNODO_AUDIENCE', {
    description: 'Values of `aud` under which our e-services are registered; a token must carry one of them.',
    default: ['http://localhost:3000'],
    production: 'required',
  }),
  pdndIssuer: setting.text('SNODO_PDND_ISSUER', {
    description: 'Value of `iss` in PDND vouchers.',
    default: 'simulatori.snodo.localhost',
    production: 'required',
  }),
  pdndJwksUrl: setting.service('SNODO_PDND_JWKS_URL', {
    description:
      'Where PDND publishes the keys that sign its vouchers: fetched in clear they could be anybody’s, who would then sign tokens.',
    default: 'http://127.0.0.1:3001/.well-known/jwks.json',
    production: 'required',
  }),
  pdndProducerId: setting.text('SNODO_PDND_PRODUCER_ID', {
    description: 'Our id on PDND as provider: if set, a voucher for another provider is refused.',
    optional: true,
  }),
  ownIssuer: setting.text('SNODO_AS_ISSUER', {
    description: 'Value of `iss` in tokens of our own authorization server, if there is one.',
    optional: true,
  }),
  ownJwksUrl: setting.service('SNODO_AS_JWKS_URL', {
    description: 'Where our own authorization server publishes its keys.',
    optional: true,
  }),
};

/** The issuers that the settings name: PDND always, our own authorization server if it has both of its settings. */
export function trustedIssuers(settings: SettingsOf<typeof ISSUER_SETTINGS>): TrustedIssuer[] {
  const { audience, pdndIssuer, pdndJwksUrl, pdndProducerId, ownIssuer, ownJwksUrl } = settings;
  const pdnd: TrustedIssuer = {
    kind: 'pdnd',
    issuer: pdndIssuer,
    jwksUrl: pdndJwksUrl,
    audience,
    ...(pdndProducerId === undefined ? {} : { producerId: pdndProducerId }),
  };
  if (ownIssuer === undefined || ownJwksUrl === undefined) return [pdnd];
  return [pdnd, { kind: 'client_credentials', issuer: ownIssuer, jwksUrl: ownJwksUrl, audience }];
}
