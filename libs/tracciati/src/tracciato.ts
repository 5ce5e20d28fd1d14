import type { Codifica, ContestoFlussi, ContestoRegole } from './contesto.js';
import type { Contenuto, Testata } from './lettura.js';
import type { Colpa, Gravita } from './rilievo.js';

/** One admitted value of a coded field. */
export interface VoceElenco {
  readonly valore: string;
  readonly etichetta: string;
}

/** The lexical space of a value, as the official schema restricts it, and the form it takes in the canonical record. */
export interface Tipo {
  /** Name of the type in the official schema; anonymous types have none. A document may name it in `xsi:type`. */
  readonly nome?: string;
  readonly base: 'testo' | 'data' | 'decimale' | 'intero';
  /** Pattern as the schema writes it (XSD dialect, anchored at both ends by definition). */
  readonly modello?: string;
  /** Lengths in code points. */
  readonly lunghezzaMin?: number;
  readonly lunghezzaMax?: number;
  readonly minimo?: number;
  readonly massimo?: number;
  readonly elenco?: readonly VoceElenco[];
  /** A code of digits that may begin with zeros: spreadsheets drop them, readers of tables put them back and say so. */
  readonly zeri?: true;
  /**
   * Money becomes integer cents (half-up), `HH.MM` becomes minutes, a code of a person loses blanks and small letters, a month written
   * `MM/YYYY` becomes `YYYY-MM`.
   */
  readonly forma?: 'centesimi' | 'minuti' | 'identificativo' | 'mese';
}

export interface Attributo {
  readonly nome: string;
  readonly tipo: Tipo;
  /** In the official schema; what the rules ask beyond it is in `obbligo`. */
  readonly obbligatorio: boolean;
  /** When the specification asks for it, in words. */
  readonly obbligo?: string;
  readonly descrizione: string;
  /** Key in the record; by default the name with a small first letter. */
  readonly chiave?: string;
  /** What its absence means: the writer always says it. */
  readonly predefinito?: string;
  /** Rule that speaks when the value breaks its type, instead of the schema's own codes. */
  readonly regola?: string;
}

export interface Figlio {
  readonly elemento: Elemento;
  readonly min: number;
  /** `Infinity` for no bound. */
  readonly max: number;
}

/** An element: attributes, and either an ordered sequence of children, or text, or nothing. */
export interface Elemento {
  readonly nome: string;
  /** Name of its type in the official schema. */
  readonly tipo?: string;
  readonly descrizione: string;
  readonly attributi?: readonly Attributo[];
  readonly figli?: readonly Figlio[];
  readonly testo?: Tipo;
  /** Key of its own object in the record; without, its values join those of the element around it. */
  readonly chiave?: string;
  /** The key holds a list, one item for each occurrence. */
  readonly lista?: boolean;
  /** Rule that speaks when it is missing, instead of the schema's own code. */
  readonly regola?: string;
}

/** What a rule finds: the key of a field of the record (`indirizzi.0.codiceRegione` inside lists) and, if not the usual words, its own. */
export interface Violazione {
  readonly campo: string;
  readonly messaggio?: string;
  readonly rimedio?: string;
  readonly gravita?: Gravita;
}

/** A riga as rules see it. */
export interface RigaInEsame {
  /** As received, but for the code of the prestazione: INPS's own, where what the sender wrote is known to be it. */
  readonly contenuto: Readonly<Record<string, unknown>>;
  /** What the code that the sender wrote is. */
  readonly codifica: Codifica;
  /** Keys whose value broke its type: it has its rilievo already, rules on it stay silent. */
  readonly guasti: ReadonlySet<string>;
  /** Keys whose amount had more than two decimals. */
  readonly arrotondati: readonly string[];
  /** Keys whose number or day is valid XML but no possible amount, duration or legal day. */
  readonly fuoriScala: readonly string[];
  /** `YYYY-MM-DD`, or empty when the riga does not say. */
  readonly dataEvento: string;
  /** The ente erogatore that the riga itself names, as written. */
  readonly ente?: string | undefined;
  /** The sender's own key, where the layout has a place for it and the riga says it. */
  readonly idMittente?: string | undefined;
}

export type Verifica = (riga: RigaInEsame, contesto: ContestoRegole) => Violazione | readonly Violazione[] | undefined;

/** How the rule is known, strongest first. */
export type Forza = 'legge' | 'specifica' | 'schema' | 'prassi' | 'dedotta';

/** One rule: catalogue entry and, unless the schema or the hub's own writer enforces it, its check. */
export interface Regola {
  readonly codice: string;
  /** `consegna` may refuse a riga; `flusso` splits, quarantines or normalises, and never refuses. */
  readonly stadio: 'consegna' | 'flusso';
  readonly gravita: Gravita;
  readonly forza: Forza;
  readonly fonte: string;
  readonly colpa: Colpa;
  readonly messaggio: string;
  readonly rimedio: string;
  readonly verifica?: Verifica;
  /** Judged once, on the heading of the document, instead of on each riga. */
  readonly sullaTestata?: true;
}

/** The share of a record that falls in one calendar year. */
export interface SpesaAnno {
  readonly anno: number;
  /** Integer cents. */
  readonly spesa: number;
}

/** How the righe of a tracciato are sent on, where the usual writing is not all. */
export interface Trasmissione {
  /** What names its flussi: the second part of their id. */
  readonly sigla: 'PS' | 'SINBA';
  /** The records to write for one record, each in a document of its own; at least one. */
  flussi(contenuto: Contenuto, contesto: ContestoFlussi): Contenuto[];
  /** In order of year, over the same periods. */
  spesaPerAnno(contenuto: Contenuto): SpesaAnno[];
}

/** Field whose value is the day; or, where two may be, which of them by the value of a third. A month counts from its first day. */
export type DataEvento =
  | { readonly campo: string }
  | { readonly se: string; readonly vale: string; readonly allora: string; readonly altrimenti: string };

/** A right document, of an invented person, for who reads the documentation. */
export interface Esempio {
  readonly testata: Testata;
  readonly contenuto: Contenuto;
}

/** What a field of the regional extension does, besides being kept. */
export type UsoEsteso =
  | 'id_mittente'
  | 'ente_erogatore'
  | 'cf_operatore'
  | 'provvisoria'
  /** The sender's own code: with `codice_prestazione` beside it, the choice among those it may stand for (`LOCALE/SCELTO`). */
  | 'codice_locale'
  /** Only of a tracciato that carries a pseudonym: made into one before custody. */
  | 'codice_fiscale'
  /** Only of a tracciato whose documents are forniture: kind, day and number of righe of the whole. */
  | 'fornitura'
  | 'data_fornitura'
  | 'righe_fornitura';

/** A field of the regional extension: in our tables and our JSON, never in XML, never sent to INPS. */
export interface CampoEsteso {
  /** snake_case: header of the column, key in JSON. */
  readonly nome: string;
  readonly tipo: Tipo | { readonly base: 'si_no' };
  readonly descrizione: string;
  /** When it is asked for, in words. */
  readonly obbligo?: string;
  /** Without one, the value is kept in the record under `regionale`, by its name in camelCase. */
  readonly uso?: UsoEsteso;
  /** Of a day: key of the record that takes its year, where the sender leaves that empty. */
  readonly anno?: string;
}

/** The one declaration of a kind of flow: reader, schema checker, writer, rules, XSD and documentation all come from it. */
export interface Tracciato {
  readonly codice: string;
  readonly versione: string;
  readonly titolo: string;
  readonly descrizione: string;
  readonly fonte: string;
  /** Legal days, both inclusive; `al: null` until further notice. */
  readonly validita: { readonly dal: string; readonly al: string | null };
  /** Legal day on which senders could first read it. */
  readonly pubblicato: string;
  /** Days that pass at least from there to its first day in force, when it takes the place of another version. */
  readonly preavvisoGiorni: number;
  /** Message that carries its accepted righe. */
  readonly messaggio: string;
  /** Code system of its prestazioni; missing where it has none. */
  readonly nomenclatura?: string;
  readonly spazioNomi: string;
  readonly radice: Elemento;
  /** Fields of our own tables and JSON that never go to INPS. */
  readonly estensione: readonly CampoEsteso[];
  /** Name of the element that is one riga. */
  readonly riga: string;
  /** Name of the element around the righe whose values belong to each of them, where there is one. */
  readonly soggetto?: string;
  /** Keys of the record, those that the tracciato has: with the day, they tell one record from another. */
  readonly chiave: {
    readonly idMittente?: string;
    readonly codiceFiscale?: string;
    /** A pseudonym, of a tracciato that carries no codice fiscale. */
    readonly idBeneficiario?: string;
    /** Missing where a riga has no code of its own to be translated. */
    readonly codicePrestazione?: string;
    readonly protocolloDomanda?: string;
    /** Of a tracciato whose records are persons: which of its identifiers one is known by, and its value; empty without any. */
    readonly persona?: (contenuto: Contenuto) => string;
    /** Of those, the sender's own number, which no change of codes moves, and the word by which other headings call it. */
    readonly matricola?: { readonly campo: string; readonly parola: string };
  };
  /** Day the codes are translated on; also the day of the record key. Missing where a record has neither. */
  readonly dataEvento?: DataEvento;
  /** How a riga says that it takes back its record, where it can. */
  readonly annullamento?: { readonly campo: string; readonly vale: string };
  /** Missing where nothing of it goes to INPS. */
  readonly trasmissione?: Trasmissione;
  /** Of one whose documents may say all that an ente has: what becomes of the person of a record. */
  readonly fornitura?: { readonly uscitaDi: (contenuto: Contenuto) => 'deceduta' | 'uscita' | undefined };
  readonly esempio: Esempio;
  readonly regole: readonly Regola[];
}
