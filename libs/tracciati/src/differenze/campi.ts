import { descriviObbligo, descriviQuante } from '../documentazione/parole.js';
import type { Attributo, Elemento, Figlio } from '../tracciato.js';
import type { Differenza } from './differenza.js';
import { differenzeTipo } from './tipi.js';

/** What stands at a path of the XML. */
interface Campo {
  readonly descrizione: string;
  readonly quante?: Pick<Figlio, 'min' | 'max'>;
  readonly elemento?: Elemento;
  readonly attributo?: Attributo;
  /** Path of the element around. */
  readonly dentro: string | undefined;
  readonly dovuto: boolean;
}

/** Elements and attributes of two declarations, in the order of the documents. */
export function* differenzeCampi(prima: Elemento, dopo: Elemento): Generator<Differenza> {
  const [before, after] = [new Map(campiOf(prima)), new Map(campiOf(dopo))];
  for (const [posto, campo] of after) {
    const former = before.get(posto);
    if (former !== undefined) yield* differenzeCampo(posto, former, campo);
    else
      yield {
        genere: 'campo_aggiunto',
        posto,
        prima: null,
        dopo: wordsOf(campo),
        daAdeguare: isDue(campo, before, after),
      };
  }
  for (const [posto, campo] of before)
    if (!after.has(posto)) yield { genere: 'campo_tolto', posto, prima: wordsOf(campo), dopo: null, daAdeguare: true };
}

function* campiOf(elemento: Elemento, dentro?: string, quante = { min: 1, max: 1 }): Generator<[string, Campo]> {
  const path = dentro === undefined ? elemento.nome : `${dentro}/${elemento.nome}`;
  yield [path, { descrizione: elemento.descrizione, quante, elemento, dentro, dovuto: quante.min > 0 }];
  for (const attributo of elemento.attributi ?? []) {
    const { nome, descrizione, obbligatorio } = attributo;
    yield [`${path}/@${nome}`, { descrizione, attributo, dentro: path, dovuto: obbligatorio }];
  }
  for (const { elemento: inside, min, max } of elemento.figli ?? []) yield* campiOf(inside, path, { min, max });
}

function* differenzeCampo(posto: string, prima: Campo, dopo: Campo): Generator<Differenza> {
  if (prima.descrizione !== dopo.descrizione) {
    const words = { prima: prima.descrizione, dopo: dopo.descrizione };
    yield { genere: 'significato_cambiato', posto, ...words, daAdeguare: false };
  }
  const [due, dueNow] = [wordsOf(prima), wordsOf(dopo)];
  if (due !== dueNow) {
    const genere = dopo.attributo === undefined ? 'quantita_cambiata' : 'obbligo_cambiato';
    yield { genere, posto, prima: due, dopo: dueNow, daAdeguare: isStricter(prima, dopo) };
  }
  const [tipo, tipoNow] = [prima, dopo].map(({ attributo, elemento }) => attributo?.tipo ?? elemento?.testo);
  if (tipo !== undefined && tipoNow !== undefined) yield* differenzeTipo(posto, tipo, tipoNow);
}

function wordsOf({ attributo, quante }: Campo): string {
  return attributo === undefined ? descriviQuante(quante!) : descriviObbligo(attributo);
}

function isStricter(prima: Campo, dopo: Campo): boolean {
  if (dopo.quante === undefined || prima.quante === undefined) return dopo.dovuto && !prima.dovuto;
  return dopo.quante.min > prima.quante.min || dopo.quante.max < prima.quante.max;
}

/** A new field asks for work when every document must have it: not inside an element that is itself new and may be missing. */
function isDue(campo: Campo, before: ReadonlyMap<string, Campo>, after: ReadonlyMap<string, Campo>): boolean {
  if (!campo.dovuto) return false;
  if (campo.dentro === undefined || before.has(campo.dentro)) return true;
  return isDue(after.get(campo.dentro)!, before, after);
}
