/** Internal id (UUID) of an ente. */
export type IdEnte = string;

/** What a caller is in our own registry. Decides what it may do (`policy.ts`); never read from a token. */
export const RUOLI = [
  'titolare',
  'capofila',
  'gestore',
  'software_house',
  'regione',
  'inps',
  'sanitaria',
  'steward',
  'dpo',
  'tecnico',
] as const;
export type Ruolo = (typeof RUOLI)[number];

/**
 * How the caller proved who it is: PDND voucher, token of our own authorization server, session of a person, a file in a folder that the
 * operators gave to one ente alone.
 */
export type IdentityKind = 'pdnd' | 'client_credentials' | 'oidc' | 'cartella';

/** What a verified token says: *who* calls, and nothing about what it may do. */
export interface VerifiedIdentity {
  readonly kind: IdentityKind;
  readonly issuer: string;
  readonly clientId: string;
  readonly subject: string;
  /** Id of the token; PDND's daily tracing reports requests by it. */
  readonly jti: string;
  /** Purpose registered on PDND for this use of the e-service. */
  readonly purposeId?: string;
  /** PDND's id of the body that consumes the e-service, when the voucher names it. */
  readonly consumerId?: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** A known client and the ente it belongs to. For which *other* enti it may act is a delega, asked separately. */
export class Caller {
  readonly clientId: string;
  readonly subject: string;
  readonly ente: IdEnte;
  readonly ruoli: readonly Ruolo[];
  readonly identity: IdentityKind;

  constructor(fields: {
    clientId: string;
    subject: string;
    ente: IdEnte;
    ruoli: readonly Ruolo[];
    identity: IdentityKind;
  }) {
    this.clientId = fields.clientId;
    this.subject = fields.subject;
    this.ente = fields.ente;
    this.ruoli = fields.ruoli;
    this.identity = fields.identity;
  }
}

/** Our registry of clients. `undefined` means that the client is not (or no longer) registered: the guard refuses it. */
export abstract class CallerDirectory {
  abstract findCaller(identity: VerifiedIdentity): Promise<Caller | undefined>;
}
