import type { Nodo } from '#libs/tracciati';
import { type Busta, WSA, WSSE } from './busta.js';

const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
const DS = 'http://www.w3.org/2000/09/xmldsig#';
const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const SIGNATURES = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
];
const DIGESTS = ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'];
const MOST_REFERENCES = 12;

/** Why a message proves nothing. For our log only: the sender gets one answer for all of them. */
export class FirmaRifiutata extends Error {
  constructor(readonly motivo: string) {
    super(`signature refused: ${motivo}`);
    this.name = 'FirmaRifiutata';
  }
}

/** What a signature may cover and we use. */
export type Ruolo = 'timestamp' | 'to' | 'messageId' | 'corpo';

/** A signature whose form is one of those we take, before anything has been computed. */
export interface Sicurezza {
  /** Of the certificate that the message names: of its bytes, or as a name of it only. */
  readonly certificato: { readonly der: Buffer } | { readonly sha1: string };
  /** One for each reference of the signature, in its order; undefined for what is signed and not used. */
  readonly riferimenti: readonly { readonly nodo: Nodo; readonly ruolo: Ruolo | undefined }[];
}

export { WSU };

/**
 * Reads the WS-Security header. Each element that is used stands where it must, once, and its Id is of no other element: what is verified
 * and what is read cannot be two things.
 * @returns undefined when there is no such header
 * @throws FirmaRifiutata
 */
export function readSicurezza({ radice, intestazioni, corpo }: Busta): Sicurezza | undefined {
  const headers = intestazioni.filter(({ spazio, nome }) => spazio === WSSE && nome === 'Security');
  const [header] = headers;
  if (header === undefined) return undefined;
  if (headers.length > 1) throw new FirmaRifiutata('more than one Security header');
  const signature = only(header, DS, 'Signature');
  const signatures = [...everyNodo(radice)].filter(({ spazio, nome }) => spazio === DS && nome === 'Signature');
  if (signatures.length !== 1) throw new FirmaRifiutata('more than one Signature');
  const ids = idsOf(radice);
  const messageIds = intestazioni.filter(isAddressing('MessageID'));
  if (messageIds.length > 1) throw new FirmaRifiutata('more than one MessageID');
  const ruoli = new Map<Nodo, Ruolo>([
    [only(header, WSU, 'Timestamp'), 'timestamp'],
    [onlyAmong(intestazioni, 'To'), 'to'],
    ...messageIds.map((nodo): [Nodo, Ruolo] => [nodo, 'messageId']),
    [corpo, 'corpo'],
  ]);
  const riferimenti = referencesOf(only(signature, DS, 'SignedInfo')).map((id) => {
    const nodo = ids.get(id);
    if (nodo === undefined || !(ruoli.has(nodo) || isBeside(nodo, header, intestazioni))) {
      throw new FirmaRifiutata('a reference to something that stands where nothing is signed');
    }
    return { nodo, ruolo: ruoli.get(nodo) };
  });
  if (signature.figli.some(({ nome }) => !['SignedInfo', 'SignatureValue', 'KeyInfo'].includes(nome))) {
    throw new FirmaRifiutata('something in Signature that is not ours to read');
  }
  return { certificato: certificateOf(only(signature, DS, 'KeyInfo'), header, ids), riferimenti };
}

/** What others sign too and we do not use: their certificate, the other headers of WS-Addressing. */
function isBeside(nodo: Nodo, header: Nodo, intestazioni: readonly Nodo[]): boolean {
  const isToken = header.figli.includes(nodo) && nodo.spazio === WSSE && nodo.nome === 'BinarySecurityToken';
  return isToken || (intestazioni.includes(nodo) && WSA.includes(nodo.spazio));
}

/** @returns the ids that the signature refers to */
function referencesOf(signedInfo: Nodo): string[] {
  allowed(only(signedInfo, DS, 'CanonicalizationMethod'), [EXC_C14N]);
  allowed(only(signedInfo, DS, 'SignatureMethod'), SIGNATURES);
  const references = signedInfo.figli.filter(({ spazio, nome }) => spazio === DS && nome === 'Reference');
  if (references.length > MOST_REFERENCES) throw new FirmaRifiutata('too many references');
  const uris = references.map((reference) => {
    allowed(only(reference, DS, 'DigestMethod'), DIGESTS);
    const transforms = only(reference, DS, 'Transforms').figli;
    for (const transform of transforms) allowed(transform, [EXC_C14N, ENVELOPED]);
    if (transforms.at(-1) === undefined) throw new FirmaRifiutata('a reference without transforms');
    allowed(transforms.at(-1)!, [EXC_C14N]);
    return fragmentOf(reference);
  });
  if (new Set(uris).size !== uris.length) throw new FirmaRifiutata('two references to one element');
  return uris;
}

function certificateOf(keyInfo: Nodo, header: Nodo, ids: ReadonlyMap<string, Nodo>): Sicurezza['certificato'] {
  const token = only(keyInfo, WSSE, 'SecurityTokenReference');
  if (keyInfo.figli.length !== 1 || token.figli.length !== 1) throw new FirmaRifiutata('more than one key');
  const [key] = token.figli as [Nodo];
  if (key.spazio !== WSSE) throw new FirmaRifiutata('a key named in a way we do not read');
  if (key.nome === 'KeyIdentifier' && attributeOf(key, 'ValueType').endsWith('#ThumbprintSHA1')) {
    return { sha1: Buffer.from(key.testo, 'base64').toString('hex') };
  }
  if (key.nome === 'KeyIdentifier' && attributeOf(key, 'ValueType').endsWith('#X509v3')) {
    return { der: Buffer.from(key.testo, 'base64') };
  }
  if (key.nome !== 'Reference') throw new FirmaRifiutata('a key named in a way we do not read');
  const binary = ids.get(fragmentOf(key));
  const isToken = binary?.spazio === WSSE && binary.nome === 'BinarySecurityToken' && header.figli.includes(binary);
  if (!isToken || !attributeOf(binary, 'ValueType').endsWith('#X509v3')) throw new FirmaRifiutata('no X.509 token');
  return { der: Buffer.from(binary.testo, 'base64') };
}

/** Every element that has an Id, by it. Two with one Id would let one be verified and another be read. */
function idsOf(radice: Nodo): ReadonlyMap<string, Nodo> {
  const ids = new Map<string, Nodo>();
  for (const nodo of everyNodo(radice)) {
    for (const { nome, valore } of nodo.attributi) {
      if (nome.toLowerCase() !== 'id') continue;
      if (ids.has(valore)) throw new FirmaRifiutata('an Id stands twice');
      ids.set(valore, nodo);
    }
  }
  return ids;
}

function* everyNodo(nodo: Nodo): Generator<Nodo> {
  yield nodo;
  for (const figlio of nodo.figli) yield* everyNodo(figlio);
}

export function only(nodo: Nodo, spazio: string, nome: string): Nodo {
  const found = nodo.figli.filter((figlio) => figlio.spazio === spazio && figlio.nome === nome);
  if (found.length !== 1) throw new FirmaRifiutata(`not one ${nome}`);
  return found[0]!;
}

function onlyAmong(intestazioni: readonly Nodo[], nome: string): Nodo {
  const found = intestazioni.filter(isAddressing(nome));
  if (found.length !== 1) throw new FirmaRifiutata(`not one ${nome}`);
  return found[0]!;
}

function isAddressing(wanted: string): (nodo: Nodo) => boolean {
  return ({ spazio, nome }) => nome === wanted && WSA.includes(spazio);
}

function allowed(nodo: Nodo, algorithms: readonly string[]): void {
  const algorithm = attributeOf(nodo, 'Algorithm');
  if (!algorithms.includes(algorithm)) throw new FirmaRifiutata(`algorithm ${algorithm.slice(0, 80)}`);
}

function fragmentOf(nodo: Nodo): string {
  const uri = attributeOf(nodo, 'URI');
  if (!/^#[\w.-]{1,200}$/.test(uri)) throw new FirmaRifiutata('a reference that is not to an Id');
  return uri.slice(1);
}

function attributeOf(nodo: Nodo, wanted: string): string {
  return nodo.attributi.find(({ spazio, nome }) => spazio === '' && nome === wanted)?.valore ?? '';
}
