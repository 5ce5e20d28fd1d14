import type { ContestoRegole } from '../contesto.js';
import type { RigaLetta } from '../lettura.js';
import type { Limiti } from '../limiti.js';
import { REGOLE_JSON } from '../regole/json.js';
import { Ambito } from '../righe/ambito.js';
import { rilievo, rilievoSchema } from '../righe/rilievi.js';
import type { Rilievo } from '../rilievo.js';
import type { Provenienza, RecordFoglio } from '../tabelle/record.js';
import type { Tracciato, UsoEsteso } from '../tracciato.js';
import { type Disposte, Chiavi } from './chiavi.js';
import { type PianoCompilato, compilaPiano } from './compilato.js';
import { GiudicePiano } from './giudice-piano.js';
import { type Intestazione, campiPerNome, esaminaIntestazione, leggiIntestazione } from './intestazione.js';
import { type OggettoJson, RigaOggetto } from './riga-oggetto.js';
import { RigaTabella } from './riga-tabella.js';

/** Fields that the object around the righe of a JSON document may say for all of them, by their own names. */
export const USI_DELLA_TESTA = ['ente_erogatore', 'cf_operatore', 'fornitura', 'data_fornitura', 'righe_fornitura'] as const satisfies readonly UsoEsteso[]; // prettier-ignore
export type TestaJson = { readonly [K in Exclude<(typeof USI_DELLA_TESTA)[number], 'righe_fornitura'>]?: string } & {
  readonly righe_fornitura?: string | number;
};

/** Keys of JSON that are not declared, told once for the document and for no more than this many. */
const MOST_UNKNOWN = 100;

/** Reads the righe of one document in our own layout, from rows of tables or from objects of JSON. */
export class LettorePiano {
  readonly #piano: PianoCompilato;
  readonly #perNome: ReturnType<typeof campiPerNome>;
  readonly #chiavi: Chiavi;
  readonly #giudice: GiudicePiano;
  #tabella: { intestazione: Intestazione; provenienza: Provenienza; foglio: string | undefined } | undefined;
  /** Columns without a name that have been told, on this sheet. */
  #anonime = new Set<number>();
  readonly #ignote = new Set<string>();

  constructor(
    tracciato: Tracciato,
    contesto: ContestoRegole,
    private readonly limiti: Limiti,
  ) {
    this.#piano = compilaPiano(tracciato);
    this.#perNome = campiPerNome(this.#piano);
    this.#chiavi = new Chiavi(this.#piano);
    this.#giudice = new GiudicePiano(this.#piano, contesto, limiti);
  }

  /** How many fields a row names, read as a header. */
  riconosciute(record: Pick<RecordFoglio, 'celle'>): number {
    return leggiIntestazione(record, this.#perNome, this.#piano.campi.length).quante;
  }

  /** The righe that follow are under this header. `fatale`: a field has two columns, and nobody knows which to read. */
  intestazione(
    record: RecordFoglio,
    provenienza: Provenienza,
    foglio?: string,
  ): { readonly rilievi: Rilievo[]; readonly fatale: boolean } {
    const intestazione = leggiIntestazione(record, this.#perNome, this.#piano.campi.length);
    this.#tabella = { intestazione, provenienza, foglio };
    this.#anonime = new Set();
    const rilievi = esaminaIntestazione(intestazione, this.#piano, record.riga, foglio);
    return { rilievi, fatale: intestazione.ripetute.size > 0 };
  }

  /** @param numero of the riga in the document @throws Error before any header */
  riga(record: RecordFoglio, numero: number): RigaLetta {
    if (this.#tabella === undefined) throw new Error('a row comes after its header');
    const { intestazione, provenienza, foglio } = this.#tabella;
    const riga = new RigaTabella(record, intestazione, provenienza, foglio);
    const misura = new Ambito({}, this.limiti.rilieviPerRiga);
    const intera = riga.misura(misura, this.#anonime);
    return this.#giudice.leggi(riga, numero, misura.rilievi, !intera);
  }

  oggetto(oggetto: OggettoJson, testa: TestaJson, numero: number): RigaLetta {
    const disposte = this.#chiavi.disponi(oggetto.valore);
    const voci = [...disposte.voci];
    for (const uso of USI_DELLA_TESTA) {
      const valore = testa[uso];
      const campo = this.#piano.perUso.get(uso);
      if (campo !== undefined && valore !== undefined) voci[campo.indice] ??= { valore, percorso: [] };
    }
    const riga = new RigaOggetto(oggetto, voci, this.#piano.campi);
    return this.#giudice.leggi(riga, numero, this.#intrusi(oggetto, disposte), false);
  } // prettier-ignore

  #intrusi(oggetto: OggettoJson, { intrusi, eccessi }: Disposte): Rilievo[] {
    const found: Rilievo[] = [];
    for (const { genere, percorso, campo } of intrusi) {
      const nome = String(percorso.at(-1)).slice(0, 100);
      if (genere === 'chiaveIgnota' && !this.#nuova(percorso)) continue;
      const regola = REGOLE_JSON[genere];
      const messaggio =
        genere === 'chiaveIgnota'
          ? `La chiave “${nome}” non è prevista: il suo contenuto è stato ignorato, in tutte le righe.`
          : `${regola.messaggio} Chiave: “${nome}”.`;
      found.push(rilievo(regola, oggetto.posto(percorso), campo, { messaggio }));
    }
    for (const { gruppo, percorso } of eccessi) {
      const { nome } = gruppo.elemento.dichiarato;
      const campo = this.#piano.cima.elemento.dichiarato.nome;
      const messaggio = `Ci sono più ${nome} di quanti se ne possano scrivere.`;
      const difetto = { codice: 'XSD-03', campo, elemento: nome, luogo: oggetto.posto(percorso) } as const;
      const said = rilievoSchema({ ...difetto, parole: { messaggio, rimedio: 'Togliere quelli in più.' } }, this.#piano.tracciato.tracciato); // prettier-ignore
      if (said !== undefined) found.push(said);
    }
    return found;
  }

  /** Places in lists do not make a key another. */
  #nuova(percorso: readonly (string | number)[]): boolean {
    const path = percorso.filter((part) => typeof part === 'string').join('\n').slice(0, 500);
    if (this.#ignote.has(path) || this.#ignote.size >= MOST_UNKNOWN) return false;
    this.#ignote.add(path);
    return true;
  } // prettier-ignore
}
