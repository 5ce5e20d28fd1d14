import { type LegalDay, parseLegalDay } from '#libs/codici';

/** Something that another registry answered and that is not what it says it answers. */
export class RispostaIlleggibile extends Error {
  /** @param causa which part, in words of ours */
  constructor(readonly causa: string) {
    super(`not readable: ${causa}`);
    this.name = 'RispostaIlleggibile';
  }
}

export type Oggetto = Readonly<Record<string, unknown>>;

/** A JSON object. @throws RispostaIlleggibile */
export function leggiJson(corpo: string): Oggetto {
  let value: unknown;
  try {
    value = JSON.parse(corpo);
  } catch {
    throw new RispostaIlleggibile('not JSON');
  }
  if (!isOggetto(value)) throw new RispostaIlleggibile('no object');
  return value;
}

/** Empty of what is absent. @throws RispostaIlleggibile for another thing */
export function oggettoIn(parent: Oggetto, name: string): Oggetto {
  const value = parent[name] ?? {};
  if (!isOggetto(value)) throw new RispostaIlleggibile(name);
  return value;
}

/** Empty of what is absent. @throws RispostaIlleggibile for another thing, or very many */
export function elencoIn(parent: Oggetto, name: string, most = 50): readonly Oggetto[] {
  const value = parent[name] ?? [];
  if (!Array.isArray(value) || value.length > most || !value.every(isOggetto)) throw new RispostaIlleggibile(name);
  return value;
}

/**
 * Text in one line; undefined where it is absent or empty.
 * @throws RispostaIlleggibile for what is no text, or is longer than any name
 */
export function testoIn(parent: Oggetto, name: string, longest = 100): string | undefined {
  const value = parent[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || value.length > longest) throw new RispostaIlleggibile(name);
  // Controls would break lines of logs and of exports, and NUL a row.
  const text = value.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  return text === '' ? undefined : text;
}

/** A day that exists, of which a time is left out. @throws RispostaIlleggibile */
export function giornoIn(parent: Oggetto, name: string): LegalDay | undefined {
  const text = testoIn(parent, name);
  if (text === undefined) return undefined;
  const day = parseLegalDay(text.slice(0, 'YYYY-MM-DD'.length));
  if (day === undefined) throw new RispostaIlleggibile(name);
  return day;
}

function isOggetto(value: unknown): value is Oggetto {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
