import { chiaveDi } from '../schema/compilato.js';
import type { Attributo, CampoEsteso, Elemento, Figlio, Tracciato, UsoEsteso } from '../tracciato.js';
import { camelOf, snakeOf } from './nomi.js';
import { compilaInColonne } from './in-colonne.js';
import type { CampoPiano } from './piano.js';

/** Key of the record that holds the regional extension. */
export const REGIONALE = 'regionale';

const made = new WeakMap<Tracciato, readonly CampoPiano[]>();

/** The fields of a tracciato in our own layout, in the order of columns: the extension, then those of the schema below the heading. */
export function pianoOf(tracciato: Tracciato): readonly CampoPiano[] {
  let piano = made.get(tracciato);
  if (piano === undefined) {
    const campi = [...campiOf(cimaOf(tracciato), NESSUN_INTORNO)];
    const all = [...tracciato.estensione.map(campoEsteso), ...campi.map((campo) => supplito(campo, tracciato))];
    const inColonne = compilaInColonne(all);
    piano = all.map((campo) => (campo.obbligo === undefined ? campo : { ...campo, obbligo: inColonne(campo.obbligo) }));
    unique(piano, tracciato);
    made.set(tracciato, piano);
  }
  return piano;
}

/** The element that holds all of a riga: the person around it, where there is one. What stands outside is the heading. */
export function cimaOf({ radice, soggetto, riga }: Tracciato): Elemento {
  const nome = soggetto ?? riga;
  const cima = find(radice, nome);
  if (cima === undefined) throw new Error(`the tracciato declares no element ${nome}`);
  return cima;
}

function find(elemento: Elemento, nome: string): Elemento | undefined {
  if (elemento.nome === nome) return elemento;
  for (const figlio of elemento.figli ?? []) {
    const found = find(figlio.elemento, nome);
    if (found !== undefined) return found;
  }
  return undefined;
}

function campoEsteso(esteso: CampoEsteso): CampoPiano {
  return {
    nome: esteso.nome,
    chiave: esteso.uso === undefined ? `${REGIONALE}.${camelOf(esteso.nome)}` : camelOf(esteso.nome),
    esteso,
    tipo: esteso.tipo,
    obbligatorio: false,
    ...(esteso.obbligo === undefined ? {} : { obbligo: esteso.obbligo }),
    descrizione: esteso.descrizione,
    lista: false,
    inModello: true,
  };
}

/** A field that another of the extension may stand in for is not asked of every riga. */
function supplito(campo: CampoPiano, { estensione, chiave }: Tracciato): CampoPiano {
  const other = estensione.find(({ uso, anno }) => (anno ?? chiaveSupplita(uso, chiave)) === campo.chiave);
  return other === undefined ? campo : { ...campo, obbligatorio: false, obbligo: `se manca ${other.nome}` };
}

/** The key of the record that a field of the extension may stand in for. */
export function chiaveSupplita(uso: UsoEsteso | undefined, chiave: Tracciato['chiave']): string | undefined {
  if (uso === 'codice_locale') return chiave.codicePrestazione;
  return uso === 'codice_fiscale' ? chiave.idBeneficiario : undefined;
}

/** What the elements around say of a field. */
interface Intorno {
  /** Of the name: `sina_`. */
  readonly prefisso: string;
  /** Of the name: `_2`. */
  readonly suffisso: string;
  /** Of the key: `indirizzi.1.`. */
  readonly percorso: string;
  /** The group that may be missing as a whole. */
  readonly facoltativo?: Elemento;
  readonly inModello: boolean;
}

const NESSUN_INTORNO: Intorno = { prefisso: '', suffisso: '', percorso: '', inModello: true };

function* campiOf(elemento: Elemento, intorno: Intorno): Generator<CampoPiano> {
  for (const attributo of elemento.attributi ?? []) yield campoDi(elemento, attributo, intorno);
  for (const figlio of elemento.figli ?? []) {
    if (figlio.elemento.testo !== undefined) yield campoLista(figlio, intorno);
    else for (const around of occorrenzeOf(figlio, intorno)) yield* campiOf(figlio.elemento, around);
  }
}

/** One for each time the element may stand. @throws Error for a list without an end, which no table can hold */
function* occorrenzeOf({ elemento, min, max }: Figlio, intorno: Intorno): Generator<Intorno> {
  const { chiave, lista } = elemento;
  const facoltativo = min === 0 ? elemento : intorno.facoltativo;
  const inside = { ...intorno, ...(facoltativo === undefined ? {} : { facoltativo }) };
  if (lista !== true) {
    const own = chiave === undefined ? '' : chiave;
    yield own === ''
      ? inside
      : { ...inside, prefisso: `${inside.prefisso}${snakeOf(own)}_`, percorso: `${inside.percorso}${own}.` };
    return;
  }
  if (chiave === undefined || !Number.isFinite(max)) throw new Error(`${elemento.nome}: a list needs a key and an end`);
  for (let at = 0; at < max; at++) {
    const more: Partial<Intorno> = at === 0 ? {} : { suffisso: `_${at + 1}`, facoltativo: elemento, inModello: false };
    yield { ...inside, ...more, percorso: `${inside.percorso}${chiave}.${at}.` };
  }
}

function campoDi(
  elemento: Elemento,
  attributo: Attributo,
  { prefisso, suffisso, percorso, facoltativo, inModello }: Intorno,
): CampoPiano {
  const { nome, tipo, obbligatorio, obbligo, descrizione } = attributo;
  const due = obbligatorio && facoltativo !== undefined ? `se c’è la sezione ${facoltativo.nome}` : obbligo;
  return {
    nome: `${prefisso}${snakeOf(nome)}${suffisso}`,
    chiave: `${percorso}${chiaveDi(attributo)}`,
    elemento,
    attributo,
    tipo,
    obbligatorio: obbligatorio && facoltativo === undefined,
    ...(due === undefined ? {} : { obbligo: due }),
    descrizione,
    lista: false,
    inModello,
  };
}

/** The occurrences of an element that holds a text are the items of one field. */
function campoLista({ elemento, min }: Figlio, intorno: Intorno): CampoPiano {
  const { prefisso, suffisso, percorso, facoltativo, inModello } = intorno;
  const { chiave, lista, testo, nome, descrizione } = elemento;
  if (chiave === undefined) throw new Error(`${nome}: a text needs a key`);
  return {
    nome: `${prefisso}${snakeOf(chiave)}${suffisso}`,
    chiave: `${percorso}${chiave}`,
    elemento,
    tipo: testo!,
    obbligatorio: min > 0 && facoltativo === undefined,
    descrizione,
    lista: lista === true,
    inModello,
  };
}

function unique(piano: readonly CampoPiano[], { codice }: Tracciato): void {
  const names = new Set(piano.map(({ nome }) => nome));
  if (names.size !== piano.length) throw new Error(`two fields of ${codice} have one name in its layout`);
}
