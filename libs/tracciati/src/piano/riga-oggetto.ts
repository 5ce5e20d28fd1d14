import { type NomeRegolaJson, REGOLE_JSON } from '../regole/json.js';
import type { Ambito } from '../righe/ambito.js';
import type { Posto } from '../righe/luoghi.js';
import { VALUE, rilievo } from '../righe/rilievi.js';
import type { Luogo } from '../xml/posizione.js';
import type { Voce } from './chiavi.js';
import type { CampoCompilato } from './compilato.js';
import type { RigaGrezza } from './riga-grezza.js';
import { isAssente } from './semplice-json.js';

/** An object of JSON that is a riga. */
export interface OggettoJson extends Luogo {
  readonly valore: Readonly<Record<string, unknown>>;
  /** Where the value at a path is; of the nearest thing around it when there is none. */
  posto(percorso: readonly (string | number)[]): Luogo;
}

/** A riga of JSON, its groups and lists laid out in the fields of the layout. */
export class RigaOggetto implements RigaGrezza {
  readonly linea: number;
  readonly colonna: number;

  /** @param voci the values found, by index of their field */
  constructor(
    private readonly oggetto: OggettoJson,
    private readonly voci_: readonly (Voce | undefined)[],
    private readonly campi: readonly CampoCompilato[],
  ) {
    this.linea = oggetto.linea;
    this.colonna = oggetto.colonna;
  }

  isAssente(indice: number): boolean {
    const valore = this.voci_[indice]?.valore;
    return Array.isArray(valore) ? valore.length === 0 : isAssente(valore, this.campi[indice]!.campo);
  }

  semplice(campo: CampoCompilato, ambito: Ambito): string | undefined {
    const { valore, percorso } = this.voci_[campo.indice]!;
    return this.#semplice(campo, valore, percorso, ambito);
  }

  voci(campo: CampoCompilato, ambito: Ambito): readonly (string | undefined)[] {
    const { valore, percorso } = this.voci_[campo.indice]!;
    if (!Array.isArray(valore)) return [this.#semplice(campo, valore, percorso, ambito)];
    return valore.flatMap((one: unknown, at) =>
      one === null ? [] : [this.#semplice(campo, one, [...percorso, at], ambito)],
    );
  }

  testo(indice: number): string {
    const valore = this.voci_[indice]?.valore;
    if (valore === undefined || valore === null) return '';
    return typeof valore === 'string' ? valore : (JSON.stringify(valore).slice(0, VALUE) ?? '');
  }

  /** Each object has its own keys. */
  haPosto(): boolean {
    return true;
  }

  posto(indice: number): Posto {
    return this.oggetto.posto(this.voci_[indice]?.percorso ?? []);
  }

  #semplice(
    campo: CampoCompilato,
    valore: unknown,
    percorso: readonly (string | number)[],
    ambito: Ambito,
  ): string | undefined {
    return campo.daJson(valore, (nome: NomeRegolaJson, messaggio?: string) => {
      const regola = REGOLE_JSON[nome];
      ambito.segnala(
        rilievo(regola, this.oggetto.posto(percorso), campo.nelDocumento, {
          messaggio: messaggio ?? regola.messaggio,
          valore: this.testo(campo.indice).slice(0, VALUE),
        }),
      );
    });
  }
}
