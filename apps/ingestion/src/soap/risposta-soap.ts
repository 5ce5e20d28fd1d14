import { type Campo, RECORD } from './contratto.js';

/** Characters that no XML 1.0 document can hold: a sender may have written them into what we quote. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** What REST answers, as the fields of a SOAP answer: in the order of the schema, without what is null, and nothing besides. */
export function fieldsOf(campi: readonly Campo[], answer: object): Record<string, unknown> {
  const values = answer as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    campi.flatMap((campo) => {
      const value = values[campo.nome] ?? values[snakeCaseOf(campo.nome)];
      if (value === null || value === undefined) return [];
      return [[campo.nome, campo.quanti === 'molti' ? many(campo, value) : one(campo, value)]];
    }),
  );
}

function many(campo: Campo, values: unknown): unknown[] {
  return (values as readonly unknown[]).map((value) => one(campo, value));
}

function one({ tipo }: Campo, value: unknown): unknown {
  if (tipo.base === 'record') return fieldsOf(RECORD[tipo.nome]!, value as object);
  if (value instanceof Date) return value.toISOString();
  return String(value).replaceAll(FORBIDDEN, '');
}

function snakeCaseOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
