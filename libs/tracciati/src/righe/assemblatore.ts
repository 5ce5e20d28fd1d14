import type { ContestoRegole } from '../contesto.js';
import type { RigaLetta, Testata } from '../lettura.js';
import type { Limiti } from '../limiti.js';
import type { AttributoCompilato, ElementoCompilato, TracciatoCompilato } from '../schema/compilato.js';
import type { Difetto, Ricevente } from '../schema/controllo.js';
import { oltreLimite } from '../xml/illeggibile.js';
import type { Tag } from '../xml/ascoltatore.js';
import { Ambito } from './ambito.js';
import { accoglie, accoglieGuasto } from './accoglie.js';
import { giudica } from './giudizio.js';
import { LuoghiXml } from './luoghi-xml.js';
import { byPlace } from './ordine.js';
import { rilievoAltri, rilievoSchema } from './rilievi.js';

/** Righe of one beneficiario that wait for its end, where a fault of the beneficiario may still be found. */
const TRATTENUTE = 1000;
/** Items of all the lists of one riga, or of one beneficiario: no true one comes near. */
const ELEMENTI = 1000;

/** Builds the records and gives each riga its verdict. */
export class Assemblatore implements Ricevente {
  readonly documento: Ambito;
  #soggetto: Ambito | undefined;
  #riga: Ambito | undefined;
  /** The object that takes the values, and the path of its keys, for each open element. */
  readonly #pila: { record: Record<string, unknown>; percorso: string }[] = [];
  #trattenute: RigaLetta[] = [];
  #pronte: RigaLetta[] = [];
  #righe = 0;
  #listati = 0;
  #taciuti = 0;
  schemaValido = true;

  constructor(
    private readonly compilato: TracciatoCompilato,
    private readonly contesto: ContestoRegole,
    private readonly limiti: Limiti,
  ) {
    this.documento = new Ambito({}, limiti.rilieviPerRiga);
  }

  get righe(): number {
    return this.#righe;
  }

  get taciuti(): number {
    return this.#taciuti;
  }

  get testata(): Testata | undefined {
    const { record } = this.documento;
    const text = (key: string): string => (typeof record[key] === 'string' ? record[key] : '');
    if (record['enteCodice'] === undefined) return undefined;
    return {
      ...fornituraDi(record),
      nomeFlusso: text('nomeFlusso'),
      enteCodice: text('enteCodice'),
      enteDenominazione: text('enteDenominazione'),
      enteIndirizzo: text('enteIndirizzo'),
      codiceFiscaleOperatore: text('codiceFiscaleOperatore'),
    };
  }

  /** The righe completed since the last call. */
  preleva(): RigaLetta[] {
    if (this.#pronte.length === 0) return this.#pronte;
    const pronte = this.#pronte;
    this.#pronte = [];
    return pronte;
  }

  difetto(difetto: Difetto): void {
    this.schemaValido = false;
    const ambito = this.#ambito();
    ambito.schemaValida = false;
    const rilievo = rilievoSchema(difetto, this.compilato.tracciato);
    if (rilievo !== undefined) ambito.segnala(rilievo);
  }

  apre(elemento: ElementoCompilato, tag: Tag): void {
    const { dichiarato, ruolo } = elemento;
    if (ruolo === 'soggetto') this.#soggetto = new Ambito({ ...elemento.modello }, this.limiti.rilieviPerRiga);
    // What was read of the person goes into each of its righe; what comes after its place is a fault of order anyway.
    else if (ruolo === 'riga')
      this.#riga = new Ambito({ ...(this.#soggetto?.record ?? elemento.modello) }, this.limiti.rilieviPerRiga);
    const ambito = this.#ambito();
    if (ambito.letti.length >= ELEMENTI) throw oltreLimite('elementi di una sola riga', ELEMENTI, tag.inizio);
    this.#destinazione(ambito, elemento);
    const { linea, colonna, sorgente, inizio, fine } = tag;
    ambito.letti.push({ elemento: dichiarato, linea, colonna, sorgente, inizio, fine, testo: undefined });
  }

  attributi(
    _elemento: ElementoCompilato,
    tag: Tag,
    attributi: (AttributoCompilato | undefined)[],
    guasti: boolean[],
  ): void {
    const ambito = this.#ambito();
    const { record, percorso } = this.#pila.at(-1)!;
    for (let k = 0; k < tag.quanti; k++) {
      const attributo = attributi[k];
      if (attributo === undefined) continue;
      const valore = tag.valori[k]!;
      if (guasti[k]!) accoglieGuasto(ambito, attributo, valore, record, percorso);
      else accoglie(ambito, attributo, valore, record);
    }
  }

  chiude(elemento: ElementoCompilato, testo: string): void {
    this.#pila.pop();
    if (elemento.testo !== undefined) {
      this.#ambito().letti.at(-1)!.testo = testo;
      this.#aggiunge(elemento, testo);
    }
    if (elemento.ruolo === 'riga') this.#chiudeRiga();
    else if (elemento.ruolo === 'soggetto') this.#chiudeSoggetto();
  }

  /** Faults that wait for an end that will not come go with the righe held. */
  #ambito(): Ambito {
    return this.#riga ?? this.#soggetto ?? this.documento;
  }

  /** Opens the object this element's values go to: that around it, or one of its own. */
  #destinazione(ambito: Ambito, elemento: ElementoCompilato): void {
    const around = elemento.ruolo === 'altro' ? this.#pila.at(-1) : undefined;
    const { record, percorso } = around ?? { record: ambito.record, percorso: '' };
    const { chiave, lista } = elemento.dichiarato;
    if (chiave === undefined || elemento.testo !== undefined) {
      this.#pila.push({ record, percorso });
      return;
    }
    const own = { ...elemento.modello };
    let place = chiave;
    if (lista === true) {
      const list = (record[chiave] ??= []) as unknown[];
      place = `${chiave}.${list.length}`;
      list.push(own);
    } else record[chiave] = own;
    this.#pila.push({ record: own, percorso: `${percorso}${place}.` });
  }

  #aggiunge(elemento: ElementoCompilato, testo: string): void {
    const { chiave, lista } = elemento.dichiarato;
    const record = this.#pila.at(-1)?.record;
    if (chiave === undefined || record === undefined) return;
    if (lista === true) ((record[chiave] ??= []) as unknown[]).push(testo);
    else record[chiave] = testo;
  }

  #chiudeRiga(): void {
    const riga = this.#riga!;
    this.#riga = undefined;
    const soggetto = this.#soggetto;
    const contenuto = riga.record;
    const numero = ++this.#righe;
    const giudizio = giudica(this.compilato, this.contesto, riga, soggetto?.guasti, () => {
      const letti = soggetto === undefined ? riga.letti : [...soggetto.letti, ...riga.letti];
      return new LuoghiXml(this.compilato, letti);
    });
    const { linea, colonna } = riga.letti[0]!;
    this.#trattenute.push({
      numero,
      linea,
      colonna,
      contenuto,
      rilievi: riga.altri === 0 ? [...riga.rilievi] : [...riga.rilievi, rilievoAltri(riga.altri, { linea, colonna })],
      annullamento: giudizio.annullamento,
      chiave: giudizio.chiave,
      codifica: giudizio.codifica,
      schemaValida: riga.schemaValida,
    });
    if (soggetto === undefined || this.#trattenute.length >= TRATTENUTE) this.#rilascia();
  }

  #chiudeSoggetto(): void {
    const soggetto = this.#soggetto!;
    // With no riga to carry them, what was found on the beneficiario is said of the invio.
    if (this.#trattenute.length === 0) for (const rilievo of soggetto.rilievi) this.documento.segnala(rilievo);
    this.#rilascia();
    this.#soggetto = undefined;
  }

  #rilascia(): void {
    const soggetto = this.#soggetto;
    for (const riga of this.#trattenute) {
      if (soggetto !== undefined) {
        if (soggetto.rilievi.length > 0) riga.rilievi = [...soggetto.rilievi, ...riga.rilievi];
        riga.schemaValida &&= soggetto.schemaValida;
      }
      if (riga.rilievi.length > 0) this.#elenca(riga);
      this.#pronte.push(riga);
    }
    this.#trattenute = [];
  }

  #elenca(riga: RigaLetta): void {
    const found = riga.rilievi.map((rilievo) => ({ ...rilievo, riga: riga.numero })).sort(byPlace);
    const room = Math.max(0, this.limiti.rilieviPerDocumento - this.#listati);
    riga.rilievi = found.length <= room ? found : found.filter((one) => one.gravita === 'errore').slice(0, 1);
    this.#taciuti += found.length - riga.rilievi.length;
    this.#listati += riga.rilievi.length;
  }
}

/** Of a tracciato whose documents are forniture: what its heading says of the whole. Broken values are not said. */
function fornituraDi(
  record: Readonly<Record<string, unknown>>,
): Pick<Testata, 'tipoFornitura' | 'fornituraAl' | 'fornituraRighe'> {
  const { tipoFornitura: tipo, fornituraAl: al, fornituraRighe: righe } = record;
  return {
    ...(tipo === 'completa' || tipo === 'incrementale' ? { tipoFornitura: tipo } : {}),
    ...(typeof al === 'string' ? { fornituraAl: al } : {}),
    ...(typeof righe === 'number' ? { fornituraRighe: righe } : {}),
  };
}
