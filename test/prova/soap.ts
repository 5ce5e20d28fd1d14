import { randomUUID } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import type { Certificato } from './certificati.js';

export const SPAZIO_SOAP = 'urn:snodo:soap:invii:v1';
export const INDIRIZZO_SOAP = 'http://localhost:3000/soap/invii/v1';
const OASIS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** A message to be signed, and how: every default is what a right client does. */
export interface RichiestaFirma {
  readonly to?: string;
  readonly messageId?: string;
  readonly creato?: Date;
  readonly scade?: Date;
  readonly algoritmo?: string;
  readonly impronta?: string;
  /** Elements that the signature covers. */
  readonly firma?: readonly ('Timestamp' | 'To' | 'MessageID' | 'Body')[];
}

/** The body of an operation. */
export function corpoDi(operazione: string, campi: Readonly<Record<string, string>>): string {
  const fields = Object.entries(campi).map(([nome, testo]) => `<${nome}>${testo}</${nome}>`);
  return `<${operazione} xmlns="${SPAZIO_SOAP}">${fields.join('')}</${operazione}>`;
}

export function bustaDi(corpo: string, intestazioni = ''): string {
  return (
    `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header>${intestazioni}</soap:Header>` +
    `<soap:Body>${corpo}</soap:Body></soap:Envelope>`
  );
}

/** A signed message (ID_AUTH_SOAP_02 with INTEGRITY_SOAP_01 unless told), made without the code that judges it. */
export function bustaFirmata(corpo: string, { chiave, pem }: Certificato, richiesta: RichiestaFirma = {}): string {
  const {
    to = INDIRIZZO_SOAP,
    messageId = `urn:uuid:${randomUUID()}`,
    creato = new Date(),
    scade = new Date(Date.now() + 240_000),
    algoritmo = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    impronta = 'http://www.w3.org/2001/04/xmlenc#sha256',
    firma = ['Timestamp', 'To', 'MessageID', 'Body'],
  } = richiesta;
  const unsigned =
    `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsu="${OASIS}-wssecurity-utility-1.0.xsd" ` +
    `xmlns:wsse="${OASIS}-wssecurity-secext-1.0.xsd" xmlns:wsa="http://www.w3.org/2005/08/addressing"><soap:Header>` +
    `<wsa:To>${to}</wsa:To><wsa:MessageID>${messageId}</wsa:MessageID><wsse:Security soap:mustUnderstand="1">` +
    `<wsse:BinarySecurityToken wsu:Id="certificato" EncodingType="${OASIS}-soap-message-security-1.0#Base64Binary" ` +
    `ValueType="${OASIS}-x509-token-profile-1.0#X509v3">${pem.replaceAll(/-----[A-Z ]+-----|\s/g, '')}</wsse:BinarySecurityToken>` +
    `<wsu:Timestamp><wsu:Created>${creato.toISOString()}</wsu:Created><wsu:Expires>${scade.toISOString()}</wsu:Expires>` +
    `</wsu:Timestamp></wsse:Security></soap:Header><soap:Body>${corpo}</soap:Body></soap:Envelope>`;
  const signer = new SignedXml({
    privateKey: chiave,
    signatureAlgorithm: algoritmo,
    canonicalizationAlgorithm: EXC_C14N,
    idMode: 'wssecurity',
    getKeyInfoContent: () =>
      `<wsse:SecurityTokenReference><wsse:Reference URI="#certificato" ValueType="${OASIS}-x509-token-profile-1.0#X509v3"/></wsse:SecurityTokenReference>`,
  });
  for (const nome of firma) {
    const xpath = `//*[local-name(.)='${nome}']`;
    signer.addReference({ xpath, transforms: [EXC_C14N], digestAlgorithm: impronta });
  }
  const location = { reference: `//*[local-name(.)='Security']`, action: 'append' } as const;
  signer.computeSignature(unsigned, {
    prefix: 'ds',
    location,
    existingPrefixes: { wsse: `${OASIS}-wssecurity-secext-1.0.xsd` },
  });
  return signer.getSignedXml();
}

export interface RispostaSoap {
  readonly status: number;
  readonly contentType: string;
  readonly testo: string;
  /** Text of the first element with this local name. */
  campo(nome: string): string | undefined;
}

export async function postSoap(
  url: string,
  busta: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<RispostaSoap> {
  const response = await fetch(`${url}/soap/invii/v1`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', ...headers },
    body: busta,
  });
  const testo = await response.text();
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    testo,
    campo: (nome) => new RegExp(`<(?:\\w+:)?${nome}(?:\\s[^>]*)?>([^<]*)<`).exec(testo)?.[1],
  };
}
