import { escapeXml } from './caratteri.js';

/** An element to be written: its children, or its text. */
export interface Nodo {
  readonly nome: string;
  readonly attributi: Readonly<Record<string, string | undefined>>;
  readonly dentro: readonly Nodo[] | string;
}

/** @param attributi those without a value are not written */
export function nodo(nome: string, attributi: Nodo['attributi'], dentro: Nodo['dentro'] = []): Nodo {
  return { nome, attributi, dentro };
}

/** A whole document, one element a line, for people to read too. */
export function scriviXml(radice: Nodo): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines(radice, '')}`;
}

function lines({ nome, attributi, dentro }: Nodo, indent: string): string {
  let tag = `${indent}<${nome}`;
  for (const [name, value] of Object.entries(attributi))
    if (value !== undefined) tag += ` ${name}="${escapeXml(value)}"`;
  if (dentro.length === 0) return `${tag}/>\n`;
  if (typeof dentro === 'string') return `${tag}>${escapeXml(dentro)}</${nome}>\n`;
  return `${tag}>\n${dentro.map((one) => lines(one, `${indent}  `)).join('')}${indent}</${nome}>\n`;
}
