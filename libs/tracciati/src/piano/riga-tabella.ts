import { regolaTabella } from '../regole/tabelle.js';
import type { Ambito } from '../righe/ambito.js';
import type { Posto } from '../righe/luoghi.js';
import { VALUE, rilievo } from '../righe/rilievi.js';
import { type CellaGrezza, type Provenienza, type RecordFoglio, isVuota, testoDi } from '../tabelle/record.js';
import type { NomeRegola } from '../tabelle/regole.js';
import { type Parole, letteraColonna } from '../tabelle/rilievo-foglio.js';
import type { CampoCompilato } from './compilato.js';
import type { Intestazione } from './intestazione.js';
import type { RigaGrezza } from './riga-grezza.js';

const LIST = '|';

/** A row of a table under a header. */
export class RigaTabella implements RigaGrezza {
  readonly linea: number;
  readonly colonna = 1;
  /** By index of the field, those with a value: each is asked for several times. */
  readonly #celle: (CellaGrezza | undefined)[];

  constructor(
    private readonly record: RecordFoglio,
    private readonly intestazione: Intestazione,
    private readonly provenienza: Provenienza,
    readonly foglio: string | undefined,
  ) {
    this.linea = record.riga;
    this.#celle = Array.from({ length: intestazione.colonne.length });
    for (const [indice, colonna] of intestazione.trovate) {
      const cella = record.celle[colonna];
      if (!isVuota(cella)) this.#celle[indice] = cella;
    }
  }

  isAssente(indice: number): boolean {
    return this.#celle[indice] === undefined;
  }

  semplice(campo: CampoCompilato, ambito: Ambito): string | undefined {
    return this.#semplice(campo, this.#celle[campo.indice]!, ambito);
  }

  voci(campo: CampoCompilato, ambito: Ambito): readonly (string | undefined)[] {
    const cella = this.#celle[campo.indice]!;
    if (typeof cella !== 'string') return [this.#semplice(campo, cella, ambito)];
    const parts = cella.split(LIST).filter((part) => part.trim() !== '');
    return parts.map((part) => this.#semplice(campo, part, ambito));
  }

  testo(indice: number): string {
    return testoDi(this.#celle[indice]);
  }

  haPosto(indice: number): boolean {
    return this.intestazione.colonne[indice] !== undefined;
  }

  posto(indice: number): Posto {
    return this.alla(this.intestazione.colonne[indice] ?? 0);
  }

  /** @param colonna from 0 */
  alla(colonna: number): Posto {
    const { linea, foglio } = this;
    const cella = `${letteraColonna(colonna + 1)}${linea}`;
    return { linea, colonna: colonna + 1, ...(foglio === undefined ? {} : { foglio }), cella };
  }

  /** @returns false when a value may have slid into another's column */
  misura(ambito: Ambito, anonime: Set<number>): boolean {
    const { celle, dopoVirgolette = [] } = this.record;
    const { larghezza, nominate } = this.intestazione;
    const say = (nome: NomeRegola, at: number, parole: Parole = {}): void =>
      this.#segnala(ambito, nome, at, '', parole);
    for (const colonna of dopoVirgolette) say('dopoVirgolette', colonna - 1);
    const beyond = celle.findIndex((cella, at) => at >= larghezza && !isVuota(cella));
    if (this.provenienza.rettangolare && beyond !== -1) {
      say('troppeCelle', beyond, { messaggio: `La riga ha ${celle.length} celle e l’intestazione ${larghezza}.` });
      return false;
    }
    if (this.provenienza.rettangolare && celle.length < larghezza) {
      const messaggio = `La riga ha ${celle.length} celle e l’intestazione ${larghezza}: quelle che mancano sono lette come vuote.`;
      say('pocheCelle', celle.length - 1, { messaggio });
    }
    for (const [at, cella] of celle.entries()) {
      if (nominate.has(at) || isVuota(cella) || anonime.has(at)) continue;
      anonime.add(at);
      say('senzaNome', at);
    }
    return true;
  }

  #semplice(campo: CampoCompilato, cella: CellaGrezza, ambito: Ambito): string | undefined {
    const segnala = (nome: NomeRegola, parole: Parole = {}): void =>
      this.#segnala(ambito, nome, this.intestazione.colonne[campo.indice]!, campo.nelDocumento, parole);
    return campo.daCella(cella, segnala, this.provenienza);
  }

  #segnala(ambito: Ambito, nome: NomeRegola, colonna: number, campo: string, parole: Parole): void {
    const valore = testoDi(this.record.celle[colonna]).slice(0, VALUE);
    ambito.segnala(
      rilievo(regolaTabella(nome), this.alla(colonna), campo, { ...parole, ...(valore === '' ? {} : { valore }) }),
    );
  }
}
