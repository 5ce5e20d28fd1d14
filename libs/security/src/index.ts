export { type Access, CurrentCaller, Permits, ProvesItself, Public, callerOf } from './access.js';
export { Ammissione } from './ammissione.js';
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
export { leafHash } from './merkle.js';
export {
  EMPTY_FRONTIER,
  type Frontier,
  type NodePlace,
  type ReadNodes,
  appendLeaves,
  consistencyProofFrom,
  frontierPlaces,
  frontierRoot,
  inclusionProofFrom,
  rootFrom,
} from './merkle-nodes.js';
export { maskCodiceFiscale } from './mask.js';
export { type Azione, POLICY, isPermitted } from './policy.js';
export {
  type ContenutoTesta,
  type EsitoRiga,
  type ProvaCoerenza,
  type ProvaInclusione,
  type TestaFirmata,
  TIPO_FIRMA_RICEVUTA,
  TIPO_FIRMA_TESTA,
  fogliaEsitoRiga,
  isCoherent,
  isIncluded,
  isSigned,
} from './registro-sigillato.js';
export { readRsaKey } from './rsa-key.js';
export { type RouteAccess, routesOf } from './routes.js';
export { SecurityModule } from './security.module.js';
export {
  CLIENT_KEY_SETTINGS,
  FIRMA_SETTINGS,
  ISSUER_SETTINGS,
  keySetting,
  keysSetting,
  trustedIssuers,
} from './settings.js';
export { type VoceSvelata, reveal, revealedBytes, sealedFields } from './voce-svelata.js';
export { verifyWithJwks } from './verify-with-jwks.js';
export { InvalidToken, TokenVerifier, type TrustedIssuer } from './token-verifier.js';
