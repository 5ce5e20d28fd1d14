import type { Limiti } from '../limiti.js';
import { isBlankText } from '../xml/caratteri.js';
import { oltreLimite } from '../xml/illeggibile.js';
import type { Posto } from '../righe/luoghi.js';
import { type Luogo, luogoDentro } from '../xml/posizione.js';
import type { Ascoltatore, Tag } from '../xml/ascoltatore.js';
import type { AttributoCompilato, ElementoCompilato, TracciatoCompilato } from './compilato.js';
import { SpaziNomi, XSI } from './spazi-nomi.js';
import type { DifettoValore } from './valori.js';

/** One breach of the official schema. */
export interface Difetto {
  readonly codice:
    DifettoValore | 'XSD-01' | 'XSD-02' | 'XSD-03' | 'XSD-04' | 'XSD-05' | 'XSD-06' | 'XSD-11' | 'XSD-12';
  readonly campo: string;
  readonly valore?: string;
  readonly luogo: Posto;
  /** Of a value: what it should have been. */
  readonly attributo?: AttributoCompilato;
  /** Of a missing, misplaced or repeated element. */
  readonly elemento?: string;
  /** Said instead of the words for XML. */
  readonly parole?: { readonly messaggio: string; readonly rimedio?: string };
}

/** Hears the document as the tracciato understands it: unknown elements and what is in them are left out. */
export interface Ricevente {
  difetto(difetto: Difetto): void;
  /** An element of the tracciato begins: what is found from here on is found in it. */
  apre(elemento: ElementoCompilato, tag: Tag): void;
  /** `attributi[k]` describes `tag.valori[k]`; undefined for those that are not the tracciato's. `guasti[k]`: it breaks its type. */
  attributi(
    elemento: ElementoCompilato,
    tag: Tag,
    attributi: (AttributoCompilato | undefined)[],
    guasti: boolean[],
  ): void;
  chiude(elemento: ElementoCompilato, testo: string, guasto: boolean): void;
}

interface Livello {
  elemento: ElementoCompilato;
  /** Place in the sequence of children, and how many of that child so far. */
  posto: number;
  quanti: number;
  testo: string;
  testoSegnalato: boolean;
  linea: number;
  colonna: number;
}

/** The official schema's verdict, event by event. */
export class ControlloSchema implements Ascoltatore {
  readonly #spazi: SpaziNomi;
  readonly #livelli: Livello[] = [];
  readonly #attributi: (AttributoCompilato | undefined)[] = [];
  readonly #guasti: boolean[] = [];
  #aperti = 0;
  /** Open elements that are, or are inside, one the schema does not know. */
  #ignoti = 0;
  #cima = -1;

  constructor(
    private readonly compilato: TracciatoCompilato,
    private readonly ricevente: Ricevente,
    private readonly limiti: Limiti,
    private readonly luogo: (offset: number) => Luogo,
  ) {
    this.#spazi = new SpaziNomi(compilato.tracciato.spazioNomi);
  }

  apre(tag: Tag): void {
    this.#aperti++;
    if (this.#ignoti > 0) {
      this.#ignoti++;
      return;
    }
    if (tag.speciale) this.#spazi.apre(tag, this.#aperti);
    const elemento = this.#riconosce(tag);
    if (elemento === undefined) {
      this.#ignoti = 1;
      return;
    }
    this.#entra(elemento, tag);
    this.ricevente.apre(elemento, tag);
    this.#controllaAttributi(elemento, tag);
    this.ricevente.attributi(elemento, tag, this.#attributi, this.#guasti);
  }

  chiude(): void {
    if (this.#ignoti > 0) this.#ignoti--;
    else this.#esce();
    this.#spazi.chiude(this.#aperti--);
  }

  testo(testo: string, cdata: boolean, offset: number): void {
    if (this.#ignoti > 0) return;
    const livello = this.#livelli[this.#cima]!;
    const { elemento } = livello;
    if (elemento.testo !== undefined) {
      livello.testo += testo;
      if (livello.testo.length > this.limiti.valore)
        throw oltreLimite('caratteri di un valore', this.limiti.valore, offset);
      return;
    }
    // Between children spaces are free; an element with no content at all takes not even those, and CDATA is never spacing.
    if ((!cdata && elemento.figli.length > 0 && isBlankText(testo)) || livello.testoSegnalato) return;
    livello.testoSegnalato = true;
    this.ricevente.difetto({
      codice: 'XSD-11',
      campo: elemento.dichiarato.nome,
      valore: testo.trim(),
      luogo: this.luogo(offset),
    });
  }

  #riconosce(tag: Tag): ElementoCompilato | undefined {
    const id = this.#spazi.eNostro(tag.nome.prefisso) ? tag.nome.id : -1;
    if (this.#cima >= 0) return this.#figlio(this.#livelli[this.#cima]!, id, tag);
    if (id === this.compilato.idRadice) return this.compilato.radice;
    const namespace = this.#spazi.uri(tag.nome.prefisso) ?? '';
    this.ricevente.difetto({ codice: 'XSD-01', campo: tag.nome.testo, valore: namespace, luogo: luogoDi(tag) });
    return undefined;
  }

  #figlio(livello: Livello, id: number, tag: Tag): ElementoCompilato | undefined {
    const { elemento } = livello;
    const posto = id === -1 ? -1 : elemento.postoFiglio[id]!;
    const difetto = (codice: 'XSD-02' | 'XSD-03'): void =>
      this.ricevente.difetto({
        codice,
        campo: elemento.dichiarato.nome,
        elemento: tag.nome.testo,
        luogo: luogoDi(tag),
      });
    if (posto === -1) {
      difetto('XSD-02');
      return undefined;
    }
    const figlio = elemento.figli[posto]!;
    if (posto === livello.posto) {
      if (++livello.quanti > figlio.max) difetto('XSD-03');
    } else if (posto > livello.posto) {
      this.#mancanti(livello, posto, luogoDi(tag));
      livello.posto = posto;
      livello.quanti = 1;
    } else difetto('XSD-03');
    return figlio.elemento;
  }

  /** Children that should have come before place `fino`. */
  #mancanti(livello: Livello, fino: number, luogo: Luogo): void {
    const { figli, dichiarato } = livello.elemento;
    for (let posto = livello.posto; posto < fino; posto++) {
      const quanti = posto === livello.posto ? livello.quanti : 0;
      if (quanti >= figli[posto]!.min) continue;
      const elemento = figli[posto]!.elemento.dichiarato.nome;
      this.ricevente.difetto({ codice: 'XSD-04', campo: dichiarato.nome, elemento, luogo });
    }
  }

  #entra(elemento: ElementoCompilato, tag: Tag): void {
    const livello = (this.#livelli[++this.#cima] ??= {} as Livello);
    livello.elemento = elemento;
    livello.posto = 0;
    livello.quanti = 0;
    livello.testo = '';
    livello.testoSegnalato = false;
    livello.linea = tag.linea;
    livello.colonna = tag.colonna;
  }

  #esce(): void {
    const livello = this.#livelli[this.#cima]!;
    const { elemento, testo } = livello;
    if (elemento.figli.length > 0) this.#mancanti(livello, elemento.figli.length, livello);
    const codice = elemento.testo?.controllo(testo);
    if (codice !== undefined) {
      const { linea, colonna } = livello;
      this.ricevente.difetto({ codice, campo: elemento.dichiarato.nome, valore: testo, luogo: { linea, colonna } });
    }
    this.#cima--;
    this.ricevente.chiude(elemento, testo, codice !== undefined);
  }

  #controllaAttributi(elemento: ElementoCompilato, tag: Tag): void {
    let required = 0;
    for (let k = 0; k < tag.quanti; k++) {
      const nome = tag.nomi[k]!;
      // An attribute with a prefix is never the tracciato's, whatever its local name.
      const attributo = nome.id === -1 || nome.prefisso !== '' ? undefined : elemento.attributi[nome.id];
      this.#attributi[k] = attributo;
      if (attributo === undefined) {
        this.#estraneo(elemento, tag, k);
        continue;
      }
      if (attributo.dichiarato.obbligatorio) required++;
      const valore = tag.valori[k]!;
      const codice = attributo.controllo(valore);
      this.#guasti[k] = codice !== undefined;
      if (codice === undefined) continue;
      this.ricevente.difetto({ codice, campo: attributo.campo, valore, luogo: luogoAttributo(tag, k), attributo });
    }
    if (required < elemento.quantiObbligatori) this.#assenti(elemento, tag);
  }

  #assenti(elemento: ElementoCompilato, tag: Tag): void {
    for (const attributo of elemento.obbligatori) {
      if (this.#attributi.indexOf(attributo) !== -1 && this.#attributi.indexOf(attributo) < tag.quanti) continue;
      this.ricevente.difetto({ codice: 'XSD-06', campo: attributo.campo, luogo: luogoDi(tag), attributo });
    }
  }

  /** An attribute that is not the tracciato's: a namespace declaration, one of XML Schema's four, or an intruder. */
  #estraneo(elemento: ElementoCompilato, tag: Tag, k: number): void {
    const nome = tag.nomi[k]!;
    if (nome.testo === 'xmlns' || nome.prefisso === 'xmlns') return;
    const campo = `${elemento.dichiarato.nome}/@${nome.testo}`;
    const valore = tag.valori[k]!;
    let codice: 'XSD-05' | 'XSD-12' | undefined = 'XSD-05';
    if (nome.prefisso !== '' && this.#spazi.uri(nome.prefisso) === XSI) {
      if (nome.locale === 'schemaLocation' || nome.locale === 'noNamespaceSchemaLocation') codice = undefined;
      else if (nome.locale === 'nil') codice = 'XSD-12';
      else if (nome.locale === 'type') codice = this.#nominaTipo(elemento, valore) ? undefined : 'XSD-12';
    }
    if (codice !== undefined) this.ricevente.difetto({ codice, campo, valore, luogo: luogoAttributo(tag, k) });
  }

  /** `xsi:type` may only repeat the declared type: the schema derives none from another. */
  #nominaTipo(elemento: ElementoCompilato, value: string): boolean {
    const colon = value.indexOf(':');
    const declared =
      elemento.dichiarato.testo === undefined ? elemento.dichiarato.tipo : elemento.dichiarato.testo.nome;
    return (
      declared !== undefined &&
      value.slice(colon + 1) === declared &&
      this.#spazi.eNostro(value.slice(0, Math.max(colon, 0)))
    );
  }
}

function luogoDi(tag: Tag): Luogo {
  return { linea: tag.linea, colonna: tag.colonna };
}

function luogoAttributo(tag: Tag, k: number): Luogo {
  const offset = tag.posti[k]! - tag.inizio;
  return luogoDentro(tag, tag.sorgente.slice(tag.inizio, tag.fine), offset);
}
