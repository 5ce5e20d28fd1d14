import type { CampoPiano } from './piano.js';

/** Turns the names of attributes, in words made for every form of document, into those of columns and keys. */
export function compilaInColonne(campi: readonly CampoPiano[]): (parole: string) => string {
  const names = new Map<string, string>();
  for (const { nome, attributo, esteso } of campi) {
    // The heading of XML has this one, not the elements below.
    const inXml = esteso?.uso === 'cf_operatore' ? 'CFOperatore' : attributo?.nome;
    if (inXml !== undefined && !names.has(inXml)) names.set(inXml, nome);
  }
  if (names.size === 0) return (parole) => parole;
  // A name without an inner capital (Nome, Disabilita) is also a word: it is a name only where its value is said.
  const patterns = [...names.keys()]
    .toSorted((one, other) => other.length - one.length)
    .map((name) => (/[a-z][A-Z]|[A-Z]{2}/.test(name) ? name : `${name}(?= è [0-9])`));
  const any = new RegExp(`(?<![A-Za-z])(?:${patterns.join('|')})(?![A-Za-z])`, 'g');
  return (parole) => parole.replace(any, (name) => names.get(name)!);
}
