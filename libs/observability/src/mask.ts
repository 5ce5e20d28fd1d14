import { types } from 'node:util';

/**
 * Keeps persons out of logs. Two nets: values under a key that names personal data or a credential are dropped whole; identifiers
 * with a recognisable shape are masked inside any other text. Free text with a bare name in it passes: do not log free text.
 */

const MASK = '***';

/** Compared without case, `_` and `-`. English `name` is absent on purpose: it names messages and settings. */
const PERSONAL_KEYS = new Set(
  [
    'codice_fiscale cf cf_operatore codice_fiscale_operatore nome cognome nominativo nome_cognome',
    'data_nascita luogo_nascita comune_nascita indirizzo indirizzo_residenza indirizzo_domicilio domicilio via civico',
    'telefono cellulare email e_mail pec iban tessera_sanitaria numero_documento first_name last_name given_name family_name',
    'birth_date address phone tax_code beneficiario richiedente persona contenuto',
    'password passphrase secret client_secret token access_token refresh_token id_token authorization cookie set_cookie',
    'client_assertion private_key',
  ]
    .join(' ')
    .split(' ')
    .map(plainKey),
);

/** Codice fiscale with the letters of omocodia allowed in its seven numeric places; also when glued to other text. */
const CODICE_FISCALE = /[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]/gi;
/** Codes of temporarily present and not enrolled persons. */
const STP_ENI = /(?<![A-Z0-9])(?:STP|ENI)\d{13}(?!\d)/gi;
/** Provisional codice fiscale: 11 digits. Also hides the codes of enti, which can be read in other ways. */
const PROVISIONAL = /(?<![\w.-])\d{11}(?![\w-]|\.\d)/g;
const BEARER = /\b(Bearer|DPoP)\s+[\w.~+/=-]+/gi;
/** Password of a connection URL. */
const URL_PASSWORD = /(\w+:\/\/[^\s:/@]*):[^\s@/]+@/g;

const DEEPEST = 8;

/** The text with every recognisable identifier of a person and every credential replaced. */
export function maskText(text: string): string {
  return text
    .replace(CODICE_FISCALE, MASK)
    .replace(STP_ENI, MASK)
    .replace(PROVISIONAL, MASK)
    .replace(BEARER, `$1 ${MASK}`)
    .replace(URL_PASSWORD, `$1:${MASK}@`);
}

/** A copy fit for a log: personal keys dropped, texts masked, errors reduced, bytes counted, depth bounded. */
export function maskDeep(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (types.isDate(value)) return value.toISOString();
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  if (types.isNativeError(value)) return maskError(value, depth);
  if (depth >= DEEPEST) return '…';
  if (value instanceof Map || value instanceof Set) return maskDeep([...value], depth + 1);
  if (Array.isArray(value)) return value.map((item) => maskDeep(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      maskText(key),
      PERSONAL_KEYS.has(plainKey(key)) ? MASK : maskDeep(item, depth + 1),
    ]),
  );
}

/**
 * Type, message, code and stack, masked; never the other properties: a database error carries the offending row in `detail`, and
 * TypeORM's carries every parameter.
 */
function maskError(error: Error, depth: number): Record<string, unknown> {
  const { code, cause } = error as Error & { code?: unknown };
  return {
    type: error.name,
    message: maskText(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: maskText(error.stack) }),
    ...(cause === undefined || depth >= DEEPEST ? {} : { cause: maskDeep(cause, depth + 1) }),
  };
}

function plainKey(key: string): string {
  return key.toLowerCase().replaceAll(/[_-]/g, '');
}
