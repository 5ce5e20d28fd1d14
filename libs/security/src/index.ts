export { type Access, CurrentCaller, Permits, Public } from './access.js';
export { Authenticator, type HttpRequest } from './authenticator.js';
export { BlindIndex } from './blind-index.js';
export {
  Caller,
  CallerDirectory,
  type IdEnte,
  type IdentityKind,
  RUOLI,
  type Ruolo,
  type VerifiedIdentity,
} from './caller.js';
export { CHUNK_OVERHEAD, ChunkCipher, type SealedChunk } from './chunk-cipher.js';
export { SECURITY_ERRORS } from './security.errors.js';
export { FirmaRicevute, InvalidSignature } from './firma-ricevute.js';
export { type DataKey, DecryptionFailed, KeyRing } from './key-ring.js';
export { type LeafValue, leafBytes } from './leaf.js';
export { maskCodiceFiscale } from './mask.js';
export { type Azione, POLICY } from './policy.js';
export { type RouteAccess, routesOf } from './routes.js';
export { SecurityModule } from './security.module.js';
export { ISSUER_SETTINGS, keySetting, keysSetting, trustedIssuers } from './settings.js';
export { InvalidToken, TokenVerifier, type TrustedIssuer } from './token-verifier.js';
