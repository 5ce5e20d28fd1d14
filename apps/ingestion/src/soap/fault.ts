import type { Problem } from '#libs/contracts';
import { SOAP11 } from './busta.js';
import { SPAZIO } from './contratto.js';
import { escapeXml } from './testo-xml.js';

/** Codes that SOAP 1.1 itself gives to two of its errors. */
const FAULTCODES: Readonly<Record<string, string>> = {
  soap_versione_non_ammessa: 'VersionMismatch',
  soap_intestazione_non_compresa: 'MustUnderstand',
};

/** A problem as a SOAP Fault: the fields are those of `problem+json`. */
export function faultOf({ code, row, detail }: Problem, publicUrl: string, correlationId: string): string {
  const faultcode = FAULTCODES[code] ?? (row.fault === 'sender' ? 'Client' : 'Server');
  const fields: [string, string | number | boolean][] = [
    ['code', code],
    ['title', row.title],
    ['detail', detail],
    ['status', row.status],
    ['fault', row.fault],
    ['retryable', row.retryable],
    ['correlationId', correlationId],
    ['type', `${publicUrl}/documentazione/errori#${code}`],
  ];
  const problema = fields.map(([name, value]) => `<p:${name}>${escapeXml(String(value))}</p:${name}>`).join('');
  return (
    `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${SOAP11}"><soap:Body><soap:Fault>` +
    `<faultcode>soap:${faultcode}</faultcode><faultstring xml:lang="it">${escapeXml(row.title)}</faultstring>` +
    `<detail><p:problema xmlns:p="${SPAZIO}">${problema}</p:problema></detail></soap:Fault></soap:Body></soap:Envelope>`
  );
}
