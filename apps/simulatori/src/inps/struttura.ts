import type { ElementoXml } from './elemento-xml.js';

/** Tells whether a text may stand there. */
export type Valore = (testo: string) => boolean;

/** What an element must look like. Children come in the order of the list; without any, nothing may be inside, not even a blank. */
export interface DefinizioneElemento {
  readonly attributi: Readonly<Record<string, { readonly obbligatorio: boolean; readonly valore: Valore }>>;
  readonly figli?: readonly DefinizioneFiglio[];
  /** The element holds a text and nothing else. */
  readonly testo?: Valore;
}

interface DefinizioneFiglio {
  readonly nome: string;
  readonly minimo: number;
  readonly massimo: number;
  readonly elemento: DefinizioneElemento;
}

/**
 * How an element departs from its definition.
 * @returns Italian texts with the place and without any value: they end in esiti and logs
 */
export function findDifformita(
  elemento: ElementoXml,
  definizione: DefinizioneElemento,
  spazio: string,
  dove = elemento.nome,
): string[] {
  const own = elemento.spazio === spazio ? [] : [`${dove}: spazio dei nomi diverso da quello previsto`];
  return [
    ...own,
    ...difformitaOfAttributi(elemento, definizione, dove),
    ...difformitaOfTesto(elemento, definizione, dove),
    ...difformitaOfFigli(elemento, definizione, spazio, dove),
  ];
}

function difformitaOfAttributi(elemento: ElementoXml, { attributi }: DefinizioneElemento, dove: string): string[] {
  const found: string[] = elemento.attributiEstranei.map((nome) => `${dove}: attributo ${nome} non previsto`);
  for (const nome of elemento.attributi.keys()) {
    if (!Object.hasOwn(attributi, nome)) found.push(`${dove}: attributo ${nome} non previsto`);
  }
  for (const [nome, { obbligatorio, valore }] of Object.entries(attributi)) {
    const testo = elemento.attributi.get(nome);
    if (testo === undefined) {
      if (obbligatorio) found.push(`${dove}: manca l’attributo ${nome}`);
    } else if (!valore(testo)) found.push(`${dove}: valore di ${nome} non ammesso`);
  }
  return found;
}

function difformitaOfTesto(elemento: ElementoXml, { testo, figli }: DefinizioneElemento, dove: string): string[] {
  if (testo !== undefined) return testo(elemento.testo) ? [] : [`${dove}: valore non ammesso`];
  const tolerated = figli === undefined ? /^$/ : /^[ \t\r\n]*$/;
  return tolerated.test(elemento.testo) ? [] : [`${dove}: testo non previsto`];
}

function difformitaOfFigli(
  elemento: ElementoXml,
  { figli = [] }: DefinizioneElemento,
  spazio: string,
  dove: string,
): string[] {
  const found: string[] = [];
  let next = 0;
  for (const { nome, minimo, massimo, elemento: definizione } of figli) {
    let count = 0;
    while (count < massimo && elemento.figli[next]?.nome === nome) {
      found.push(...findDifformita(elemento.figli[next]!, definizione, spazio, `${dove}/${nome}`));
      count += 1;
      next += 1;
    }
    if (count < minimo) found.push(`${dove}: manca ${nome}`);
  }
  if (next < elemento.figli.length) found.push(`${dove}: elemento ${elemento.figli[next]!.nome} fuori posto`);
  return found;
}
