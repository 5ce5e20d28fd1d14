import type { Attributi, BeneficiarioXml, PrestazioneXml, SinaXml } from './beneficiario.js';

const SPECIAL = /[&<>"\t\n\r]/;
const EVERY_SPECIAL = new RegExp(SPECIAL, 'g');

function escape(text: string): string {
  // Nearly no text has one: the test spares the copy.
  return SPECIAL.test(text) ? text.replaceAll(EVERY_SPECIAL, (character) => `&#${character.charCodeAt(0)};`) : text;
}

function attributes(attributi: Attributi): string {
  let text = '';
  for (const name in attributi) {
    const value = attributi[name];
    if (value !== undefined) text += ` ${name}="${escape(value)}"`;
  }
  return text;
}

/** Heading of a document before it is written. */
export interface TestataXml {
  /** At most 50 characters. */
  readonly nome: string;
  readonly ente: Attributi;
}

/** Opens a PS_PSA_SINA document. */
export function openingXml({ nome, ente }: TestataXml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Flusso xmlns="http://inps.it/Casellario">
  <IdentificazioneFlusso Nome="${escape(nome)}">
    <Ente${attributes(ente)}/>
  </IdentificazioneFlusso>
`;
}

export const CLOSING_XML = '</Flusso>\n';

export function beneficiarioXml(beneficiario: BeneficiarioXml): string {
  let text = `  <Beneficiario${attributes(beneficiario.attributi)}>\n    <Anagrafica${attributes(beneficiario.anagrafica)}/>\n`;
  for (const indirizzo of beneficiario.indirizzi) text += `    <Indirizzo${attributes(indirizzo)}/>\n`;
  for (const prestazione of beneficiario.prestazioni) text += prestazioneXml(prestazione);
  return `${text}  </Beneficiario>\n`;
}

function prestazioneXml({ attributi, sina, intruso }: PrestazioneXml): string {
  const start = `    <PrestazioniSociali${attributes(attributi)}`;
  if (sina === undefined && intruso === undefined) return `${start}/>\n`;
  return `${start}>\n${intruso ?? ''}${sina === undefined ? '' : sinaXml(sina)}    </PrestazioniSociali>\n`;
}

function sinaXml({ attributi, interventi, invalidita }: SinaXml): string {
  let text = `      <SINA${attributes(attributi)}>\n`;
  if (interventi.length > 0) text += list('NecessitaInterventiSociali', 'CodicePrestazione', interventi);
  if (invalidita.length > 0) text += list('InvaliditaCivile', 'InvCiv', invalidita);
  return `${text}      </SINA>\n`;
}

function list(parent: string, child: string, values: readonly string[]): string {
  const children = values.map((value) => `<${child}>${escape(value)}</${child}>`).join('');
  return `        <${parent}>${children}</${parent}>\n`;
}
