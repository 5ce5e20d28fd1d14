import type { TracciatoCompilato } from '../schema/compilato.js';
import { type ElementoLetto, attributoNelTag } from './ambito.js';
import type { Luoghi, Scritto } from './luoghi.js';

const INDEX = /^[0-9]+$/;

/** The fields of a riga among the start tags kept for it. */
export class LuoghiXml implements Luoghi {
  constructor(
    private readonly compilato: TracciatoCompilato,
    private readonly letti: readonly ElementoLetto[],
  ) {}

  dove(chiave: string): Scritto {
    const parts = chiave.split('.');
    const index = Number(parts.find((part) => INDEX.test(part)) ?? 0);
    const campo = this.compilato.campi.get(parts.filter((part) => !INDEX.test(part)).join('.'));
    const ofElement = this.letti.filter((letto) => letto.elemento === campo?.elemento);
    const letto = ofElement[index] ?? ofElement.at(-1) ?? this.#ofRiga();
    const { linea, colonna } = letto;
    if (campo === undefined) return { luogo: { linea, colonna }, campo: chiave, nome: chiave, ...valued(letto.testo) };
    const { elemento, attributo } = campo;
    if (attributo === undefined)
      return { luogo: { linea, colonna }, campo: elemento.nome, nome: chiave, ...valued(letto.testo) };
    const found = attributoNelTag(letto, attributo.nome);
    return {
      luogo: { linea: found?.linea ?? linea, colonna: found?.colonna ?? colonna },
      campo: `${elemento.nome}/@${attributo.nome}`,
      nome: attributo.nome,
      ...valued(found?.valore),
    };
  }

  inParole(messaggio: string): string {
    return messaggio;
  }

  #ofRiga(): ElementoLetto {
    return this.letti.find(({ elemento }) => elemento.nome === this.compilato.tracciato.riga) ?? this.letti[0]!;
  }
}

function valued(valore: string | undefined): Pick<Scritto, 'valore'> {
  return valore === undefined ? {} : { valore };
}
