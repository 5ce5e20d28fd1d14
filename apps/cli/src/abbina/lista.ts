import type { GenereAltro, Soggetto } from '#libs/abbinamento';
import {
  LIMITI_PREDEFINITI,
  type LottoTabella,
  type RigaTabella,
  type Sorgente,
  TabellaIlleggibile,
  readTabella,
} from '#libs/tracciati';
import { Impossibile, USCITA } from '../comando.js';
import type { Campo } from './campi.js';
import { type Colonne, type NomeLista, type RichiestaColonne, colonneOf, countCercate } from './colonne.js';
import type { Luoghi } from './luoghi.js';
import { annoOf, giornoOf, sessoOf } from './valori.js';

/** A list of persons, in memory: about 1 KB each while they are compared. */
export interface Lista {
  readonly nome: NomeLista;
  readonly persone: readonly Soggetto[];
  /** By place in the list. */
  readonly id: readonly string[];
  /** Who the person truly is, '' when nobody knows; undefined without such a column. */
  readonly verita: readonly string[] | undefined;
  readonly campi: ReadonlySet<Campo>;
  readonly altri: Readonly<Record<string, GenereAltro>>;
  /** What whoever reads the outcome should know, in Italian. */
  readonly avvisi: readonly string[];
}

/** Records of one list. A million of them and as many comparisons stay within what Node takes by itself. */
const RECORD_MASSIMI = 3_000_000;
/** Rows that a message names. */
const RIGHE_DETTE = 5;
const ALTRA_COLONNA = 'Per usare un’altra colonna, o nessuna (i numeri di riga), c’è --mappa con "id"';

/** @throws Impossibile in Italian, for whatever makes the list useless */
export async function readLista(
  nome: NomeLista,
  sorgente: Sorgente,
  richiesta: RichiestaColonne,
  luoghi: Luoghi,
): Promise<Lista> {
  const limiti = { ...LIMITI_PREDEFINITI, righe: RECORD_MASSIMI };
  let lettura: Lettura | undefined;
  try {
    for await (const lotto of readTabella(sorgente, limiti, (nomi) => countCercate(nomi, richiesta))) {
      lettura ??= new Lettura(nome, lotto.intestazione, colonneDi(nome, lotto, richiesta), luoghi);
      lettura.add(lotto);
    }
  } catch (error) {
    if (!(error instanceof TabellaIlleggibile)) throw error;
    const known = error.senzaIntestazione ? ' Nomi riconosciuti: Cognome, Nome, Data di nascita… Altri si dicono con --mappa.' : ''; // prettier-ignore
    throw new Impossibile(`${nome}: ${error.message} ${error.rimedio}${known}`, USCITA.illeggibile);
  }
  return lettura!.end();
}

/** By the first rows: layouts have columns that whoever fills them does not use. */
function colonneDi(nome: NomeLista, { intestazione, righe }: LottoTabella, richiesta: RichiestaColonne): Colonne {
  const isVuota = (posto: number): boolean =>
    righe.length > 0 && righe.every(({ celle }) => (celle[posto] ?? '') === '');
  return colonneOf(nome, intestazione, richiesta, isVuota);
}

class Lettura {
  readonly #persone: Soggetto[] = [];
  readonly #id: string[] = [];
  readonly #verita: string[] = [];
  readonly #righe = new Map<string, number>();
  readonly #giorniSbagliati: number[] = [];
  #giorni = 0;

  constructor(
    private readonly nome: NomeLista,
    private readonly intestazione: readonly string[],
    private readonly colonne: Colonne,
    private readonly luoghi: Luoghi,
  ) {}

  add({ righe }: LottoTabella): void {
    for (const riga of righe) {
      this.#id.push(this.#idOf(riga));
      this.#persone.push(this.#persona(riga));
      const { verita } = this.colonne;
      if (verita !== undefined) this.#verita.push(riga.celle[verita] ?? '');
    }
  }

  end(): Lista {
    if (this.#persone.length === 0) throw this.#useless('sotto l’intestazione non c’è nessun record');
    const { posti, altri, verita } = this.colonne;
    return {
      nome: this.nome,
      persone: this.#persone,
      id: this.#id,
      verita: verita === undefined ? undefined : this.#verita,
      campi: new Set(posti.keys()),
      altri: Object.fromEntries(altri.map(({ nome, genere }) => [nome, genere])),
      avvisi: this.#avvisi(),
    };
  }

  /** Its own, or else the number of its row. */
  #idOf({ riga, celle }: RigaTabella): string {
    const posto = this.colonne.posti.get('id');
    if (posto === undefined) return String(riga);
    const id = celle[posto] ?? '';
    if (id === '') throw this.#useless(`la riga ${riga} non ha ${this.#colonna('id')}. ${ALTRA_COLONNA}`);
    const before = this.#righe.get(id);
    if (before !== undefined)
      // Not which one: it may be a codice fiscale, and messages end in logs.
      throw this.#useless(
        `le righe ${before} e ${riga} hanno lo stesso valore in ${this.#colonna('id')}, che deve distinguere ogni record. ${ALTRA_COLONNA}`,
      );
    this.#righe.set(id, riga);
    return id;
  }

  #persona({ riga, celle }: RigaTabella): Soggetto {
    const textOf = (campo: Campo): string | undefined => {
      const posto = this.colonne.posti.get(campo);
      return posto === undefined ? undefined : celle[posto] || undefined;
    };
    const placeOf = (campo: Campo): string | undefined => {
      const text = textOf(campo);
      return text === undefined ? undefined : this.luoghi.codiceOf(text);
    };
    const anno = textOf('anno_nascita');
    const sesso = textOf('sesso');
    return {
      cognome: textOf('cognome'),
      nome: textOf('nome'),
      sesso: sesso === undefined ? undefined : sessoOf(sesso),
      dataNascita: this.#giorno(textOf('data_nascita'), riga),
      annoNascita: anno === undefined ? undefined : annoOf(anno),
      luogoNascita: placeOf('luogo_nascita'),
      comune: placeOf('comune'),
      codice: textOf('codice'),
      altri: this.#altri(celle),
    };
  }

  #altri(celle: readonly string[]): Soggetto['altri'] {
    const { altri } = this.colonne;
    if (altri.length === 0) return undefined;
    return Object.fromEntries(altri.map(({ nome, posto }) => [nome, celle[posto] ?? '']));
  }

  #giorno(text: string | undefined, riga: number): string | undefined {
    if (text === undefined) return undefined;
    const giorno = giornoOf(text);
    this.#giorni += 1;
    if (giorno === undefined) this.#giorniSbagliati.push(riga);
    return giorno;
  }

  #avvisi(): string[] {
    const avvisi: string[] = [];
    const wrong = this.#giorniSbagliati.length;
    const rows = `${this.#giorniSbagliati.slice(0, RIGHE_DETTE).join(', ')}${wrong > RIGHE_DETTE ? ', …' : ''}`;
    const are = wrong === 1 ? `data su ${this.#giorni} non si legge (riga ${rows})` : `date su ${this.#giorni} non si leggono (righe ${rows})`; // prettier-ignore
    const where = `in ${this.#colonna('data_nascita')} ${wrong} ${are}`;
    if (wrong * 2 > this.#giorni)
      throw this.#useless(`${where}: scriverle come GG/MM/AAAA, AAAA-MM-GG o AAAAMMGG, con l’anno di quattro cifre`);
    if (wrong > 0) avvisi.push(`${this.nome}: ${where}: per il confronto ${wrong === 1 ? 'manca' : 'mancano'}`);
    if (!this.colonne.posti.has('id'))
      avvisi.push(`${this.nome}: non c’è una colonna che distingua i record: valgono i numeri di riga`);
    return avvisi;
  }

  #colonna(campo: Campo): string {
    return `“${this.intestazione[this.colonne.posti.get(campo) ?? -1] ?? campo}”`;
  }

  #useless(why: string): Impossibile {
    return new Impossibile(`${this.nome}: ${why}`, USCITA.illeggibile);
  }
}
