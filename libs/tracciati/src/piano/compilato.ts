import {
  type AttributoCompilato,
  type ElementoCompilato,
  type TracciatoCompilato,
  compila,
} from '../schema/compilato.js';
import { type Controllo, compilaControllo, compilaConversione } from '../schema/valori.js';
import type { Tipo, Tracciato, UsoEsteso } from '../tracciato.js';
import type { CampoPiano } from './piano.js';
import { chiaveSupplita, cimaOf, pianoOf } from './piano-of.js';
import { type SempliceCella, compilaSempliceCella } from './semplice-cella.js';
import { type SempliceJson, compilaSempliceJson } from './semplice-json.js';

/** A field, ready to be read. */
export interface CampoCompilato {
  readonly campo: CampoPiano;
  readonly indice: number;
  /** As rilievi name it: the same in every form of document. */
  readonly nelDocumento: string;
  /** Missing in the extension and in lists of texts. */
  readonly attributo: AttributoCompilato | undefined;
  readonly controllo: Controllo;
  readonly canonico: (valore: string) => unknown;
  readonly daCella: SempliceCella;
  readonly daJson: SempliceJson;
}

/** Fields that stand or fall together: one element, one of the times it may occur. They and those inside are the fields [da, a). */
export interface Gruppo {
  readonly elemento: ElementoCompilato;
  readonly da: number;
  readonly a: number;
  readonly attributi: readonly CampoCompilato[];
  readonly figli: readonly FigliGruppo[];
}

interface FigliGruppo {
  readonly elemento: ElementoCompilato;
  readonly min: number;
  /** One for each time the element may occur; none for a list of texts, which is one field. */
  readonly occorrenze: readonly Gruppo[];
  readonly testi: CampoCompilato | undefined;
}

export interface PianoCompilato {
  readonly tracciato: TracciatoCompilato;
  readonly campi: readonly CampoCompilato[];
  readonly estesi: readonly CampoCompilato[];
  readonly cima: Gruppo;
  readonly perChiave: ReadonlyMap<string, CampoCompilato>;
  /** Of an element with a key of its own, the first of its occurrences. */
  readonly perGruppo: ReadonlyMap<string, Gruppo>;
  readonly perUso: ReadonlyMap<UsoEsteso, CampoCompilato>;
  /** Field that another may stand in for, and the other. */
  readonly supplenti: ReadonlyMap<CampoCompilato, CampoCompilato>;
}

const compiled = new WeakMap<Tracciato, PianoCompilato>();

export function compilaPiano(tracciato: Tracciato): PianoCompilato {
  let piano = compiled.get(tracciato);
  if (piano === undefined) compiled.set(tracciato, (piano = make(tracciato)));
  return piano;
}

function make(tracciato: Tracciato): PianoCompilato {
  const compilato = compila(tracciato);
  const cima = find(compilato.radice, cimaOf(tracciato).nome)!;
  const attributi = new Map([...attributiOf(cima)].map((one) => [one.dichiarato, one]));
  const campi = pianoOf(tracciato).map((campo, indice) =>
    compilaCampo(campo, indice, campo.attributo && attributi.get(campo.attributo)),
  );
  const estesi = campi.filter(({ campo }) => campo.esteso !== undefined);
  const perChiave = new Map(campi.map((one) => [one.campo.chiave, one]));
  const top = new Gruppi(campi, estesi.length).gruppo(cima);
  return {
    tracciato: compilato,
    campi,
    estesi,
    cima: top,
    perGruppo: new Map(gruppiOf(top)),
    perChiave,
    perUso: new Map(
      estesi.flatMap((one) => (one.campo.esteso!.uso === undefined ? [] : [[one.campo.esteso!.uso, one]])),
    ),
    supplenti: new Map(estesi.flatMap((one) => suppliti(one, tracciato, perChiave))),
  };
}

function find(elemento: ElementoCompilato, nome: string): ElementoCompilato | undefined {
  if (elemento.dichiarato.nome === nome) return elemento;
  for (const figlio of elemento.figli) {
    const found = find(figlio.elemento, nome);
    if (found !== undefined) return found;
  }
  return undefined;
}

function* attributiOf(elemento: ElementoCompilato): Generator<AttributoCompilato> {
  for (const attributo of elemento.attributi) if (attributo !== undefined) yield attributo;
  for (const figlio of elemento.figli) yield* attributiOf(figlio.elemento);
}

function* gruppiOf({ figli }: Gruppo): Generator<[string, Gruppo]> {
  for (const { elemento, occorrenze } of figli) {
    const [first] = occorrenze;
    if (first === undefined) continue;
    const { chiave } = elemento.dichiarato;
    if (chiave !== undefined) yield [chiave, first];
    yield* gruppiOf(first);
  }
}

function compilaCampo(campo: CampoPiano, indice: number, attributo: AttributoCompilato | undefined): CampoCompilato {
  const tipo: Tipo = campo.tipo.base === 'si_no' ? SI_NO : campo.tipo;
  const conversione = attributo?.conversione ?? compilaConversione(tipo);
  return {
    campo,
    indice,
    nelDocumento: attributo?.campo ?? campo.elemento?.nome ?? campo.nome,
    attributo,
    controllo: attributo?.controllo ?? compilaControllo(tipo),
    canonico: (valore) => conversione.canonico(valore),
    daCella: compilaSempliceCella(campo),
    daJson: compilaSempliceJson(campo),
  };
}

const SI_NO: Tipo = {
  base: 'testo',
  elenco: [
    { valore: 'sì', etichetta: 'sì' },
    { valore: 'no', etichetta: 'no' },
  ],
};

function suppliti(
  esteso: CampoCompilato,
  { chiave }: Tracciato,
  perChiave: ReadonlyMap<string, CampoCompilato>,
): [CampoCompilato, CampoCompilato][] {
  const { uso, anno } = esteso.campo.esteso!;
  const key = anno ?? chiaveSupplita(uso, chiave);
  const supplito = key === undefined ? undefined : perChiave.get(key);
  return supplito === undefined ? [] : [[supplito, esteso]];
}

/** Goes through the elements as `pianoOf` did: the next field is always the one at hand. */
class Gruppi {
  constructor(
    private readonly campi: readonly CampoCompilato[],
    private next: number,
  ) {}

  gruppo(elemento: ElementoCompilato): Gruppo {
    const da = this.next;
    const attributi = (elemento.dichiarato.attributi ?? []).map(() => this.campi[this.next++]!);
    const figli = elemento.figli.map(({ elemento: inside, min, max }): FigliGruppo => {
      if (inside.testo !== undefined) return { elemento: inside, min, occorrenze: [], testi: this.campi[this.next++]! };
      const times = inside.dichiarato.lista === true ? max : 1;
      return {
        elemento: inside,
        min,
        occorrenze: Array.from({ length: times }, () => this.gruppo(inside)),
        testi: undefined,
      };
    });
    return { elemento, da, a: this.next, attributi, figli };
  }
}
