import type { PrestazioneSiuss } from '#libs/codici';
import { type BeneficiarioXml, beneficiarioOf } from './beneficiario.js';
import { TIPI_ERRORE, TIPI_ERRORE_DOCUMENTO, type TipoErroreDocumento } from './errori/catalogo.js';
import type { TipoErrore } from './errori/tipo-errore.js';
import { inventFamiglia } from './famiglia.js';
import { type Anagrafica, type PersonaSintetica, Persone } from './persona.js';
import { Prestazioni } from './prestazione.js';
import { Random } from './random.js';
import { CLOSING_XML, type TestataXml, beneficiarioXml, openingXml } from './xml.js';

/** The ente named in the heading of the document. */
export interface EnteMittente {
  readonly codice: string;
  readonly denominazione: string;
  /** Belfiore code of its seat. */
  readonly belfiore: string;
}

export interface RichiestaFlusso extends Anagrafica {
  /** Equal requests give equal bytes, on any machine. */
  readonly seed: string | number;
  readonly righe: number;
  readonly ente: EnteMittente;
  readonly prestazioni: readonly PrestazioneSiuss[];
  /** Names of the kinds of error to sow, in turn; none for a document without rilievi. */
  readonly errori?: readonly string[];
  /** How many righe are made wrong; by default one for each kind asked for. */
  readonly righeErrate?: number;
  /** Cancels what the same request without this would insert. */
  readonly annullamento?: boolean;
}

/** One thing made wrong on purpose. */
export interface ErroreSeminato {
  /** Number of the riga in the document, from 1; null for the document as a whole. */
  readonly riga: number | null;
  readonly tipo: string;
  /** Rule that must notice. */
  readonly regola: string;
  readonly campo: string;
}

/** A piece of the document and what was made wrong in it. */
export interface PezzoFlusso {
  readonly testo: string;
  readonly errori: readonly ErroreSeminato[];
}

/** Characters gathered before a piece is handed on: large enough to be written in one go, small enough to weigh nothing. */
const PIECE = 65_536;

/**
 * Writes a PS_PSA_SINA document piece by piece, never holding more than one piece. Without errors it is valid against INPS's schema
 * and against every rule.
 * @throws RangeError for an unknown kind of error or a number of righe that is no positive integer
 */
export function* generateFlusso(richiesta: RichiestaFlusso): Generator<PezzoFlusso, void, undefined> {
  const { testata, beneficiari, fine } = inventFlusso(richiesta);
  let testo = openingXml(testata);
  let errori: ErroreSeminato[] = [];
  for (const { beneficiario, errore, ultimo } of beneficiari) {
    if (errore !== undefined) errori.push(errore);
    testo += beneficiarioXml(beneficiario);
    if (testo.length < PIECE && !ultimo) continue;
    if (ultimo) testo = fine(testo, errori);
    yield { testo, errori };
    testo = '';
    errori = [];
  }
}

/** A beneficiario of the flow, in the order of its righe. */
export interface BeneficiarioInventato {
  readonly beneficiario: BeneficiarioXml;
  /** Number of its first riga, from 1. */
  readonly riga: number;
  readonly errore: ErroreSeminato | undefined;
  readonly ultimo: boolean;
}

/** What a flow says, before it is written in one form or another. */
export interface FlussoInventato {
  readonly testata: TestataXml;
  /** To be asked for once: people are invented on the way. */
  readonly beneficiari: Iterable<BeneficiarioInventato>;
  /** Closes the XML document, or does not. */
  readonly fine: (testo: string, errori: ErroreSeminato[]) => string;
}

/** @throws RangeError, as `generateFlusso` */
export function inventFlusso(richiesta: RichiestaFlusso): FlussoInventato {
  const { righe } = richiesta;
  if (!Number.isSafeInteger(righe) || righe < 1)
    throw new RangeError(`${righe} righe: serve un numero intero positivo`);
  const semina = new Semina(richiesta);
  const scrittore = new ScrittoreBeneficiari(richiesta);
  return {
    testata: scrittore.testata(),
    beneficiari: beneficiariOf(righe, semina, scrittore),
    fine: (testo, errori) => semina.ending(testo, errori),
  };
}

function* beneficiariOf(
  righe: number,
  semina: Semina,
  scrittore: ScrittoreBeneficiari,
): Generator<BeneficiarioInventato> {
  for (let riga = 1; riga <= righe;) {
    const tipo = semina.tipoOf(riga);
    const beneficiario =
      tipo === undefined ? scrittore.next(riga, semina.rightFrom(riga)) : scrittore.wrong(riga, tipo);
    const errore = tipo && { riga, tipo: tipo.nome, regola: tipo.regola, campo: tipo.campo };
    const next = riga + beneficiario.prestazioni.length;
    yield { beneficiario, riga, errore, ultimo: next > righe };
    riga = next;
  }
}

/** Which righe are made wrong, and how: spread evenly, kinds in turn. */
class Semina {
  readonly #righe: number;
  readonly #tipi: readonly TipoErrore[];
  readonly #documento: readonly TipoErroreDocumento[];
  readonly #errate: number;

  constructor({ righe, errori = [], righeErrate }: RichiestaFlusso) {
    this.#righe = righe;
    this.#documento = DOCUMENTO.filter((nome) => errori.includes(nome));
    this.#tipi = errori.filter((nome) => !this.#documento.some((tipo) => tipo === nome)).map(tipoErrore);
    this.#errate = this.#tipi.length === 0 ? 0 : Math.min(righeErrate ?? this.#tipi.length, righe);
  }

  /** The error of this riga, undefined when it is right. */
  tipoOf(riga: number): TipoErrore | undefined {
    const before = this.count(riga - 1);
    return this.count(riga) > before ? this.#tipi[before % this.#tipi.length] : undefined;
  }

  /** How many righe from this one on are right, 3 at most: what a beneficiario may take. */
  rightFrom(riga: number): number {
    let right = 1;
    while (right < 3 && riga + right <= this.#righe && this.count(riga + right) === this.count(riga)) right++;
    return right;
  }

  /** Closes the document, or does not. */
  ending(testo: string, errori: ErroreSeminato[]): string {
    for (const tipo of this.#documento)
      errori.push({ riga: null, tipo, regola: TIPI_ERRORE_DOCUMENTO[tipo], campo: '' });
    const broken = this.#documento.includes('non_ben_formato') ? `${testo}  <Beneficiario CodiceFiscale=>\n` : testo;
    return this.#documento.includes('troncato') ? broken.slice(0, -40) : broken + CLOSING_XML;
  }

  private count(righe: number): number {
    return Math.floor((righe * this.#errate) / this.#righe);
  }
}

const DOCUMENTO = Object.keys(TIPI_ERRORE_DOCUMENTO) as TipoErroreDocumento[];

function tipoErrore(nome: string): TipoErrore {
  const tipo = TIPI_ERRORE.find((tipo) => tipo.nome === nome);
  if (tipo === undefined) throw new RangeError(`tipo di errore sconosciuto: ${nome}`);
  return tipo;
}

/** Invents the beneficiari of one document in the order of its righe. */
class ScrittoreBeneficiari {
  readonly #random: Random;
  readonly #persone: Persone;
  readonly #prestazioni: Prestazioni;
  readonly #waiting: PersonaSintetica[] = [];

  constructor(private readonly richiesta: RichiestaFlusso) {
    this.#random = new Random(richiesta.seed);
    this.#persone = new Persone(this.#random, richiesta);
    this.#prestazioni = new Prestazioni(this.#random, richiesta.prestazioni, richiesta.oggi);
  }

  testata(): TestataXml {
    const { codice, denominazione, belfiore } = this.richiesta.ente;
    const operatore = this.#persone.persona({ eta: [28, 62], origine: null });
    const day = this.richiesta.oggi.replaceAll('-', '');
    return {
      nome: `${codice}.PSA.${day}.${String(this.#random.below(9_999_999)).padStart(7, '0')}`,
      ente: { Codice: codice, Denominazione: denominazione, Indirizzo: belfiore, CFOperatore: operatore.codice },
    };
  }

  /** A beneficiario with one to three right righe, never more than `most`. */
  next(riga: number, most: number): BeneficiarioXml {
    const persona = this.nextPersona();
    const eta = this.etaOf(persona);
    const count = Math.min(most, this.#random.pick([1, 1, 1, 2, 2, 3]));
    const prestazioni = [];
    for (let index = 0; index < count; index++) {
      prestazioni.push(this.#prestazioni.prestazione(this.protocollo(riga + index), eta));
    }
    return this.beneficiario(persona, prestazioni);
  }

  wrong(riga: number, tipo: TipoErrore): BeneficiarioXml {
    let persona = this.nextPersona();
    while (tipo.codiceFiscale === true && persona.genereCodice !== 'codice_fiscale') persona = this.nextPersona();
    const prestazione = this.#prestazioni.prestazione(this.protocollo(riga), this.etaOf(persona), tipo.forma);
    const beneficiario = this.beneficiario(persona, [prestazione]);
    tipo.semina(prestazione, beneficiario);
    return beneficiario;
  }

  private beneficiario(persona: PersonaSintetica, prestazioni: BeneficiarioXml['prestazioni']): BeneficiarioXml {
    if (this.richiesta.annullamento === true) for (const { attributi } of prestazioni) attributi.TipoOperazione = 'C';
    const regione = this.richiesta.territorio.codiceRegioneAgenziaEntrate(persona.residenza.istat);
    return beneficiarioOf(persona, regione ?? '', prestazioni);
  }

  private nextPersona(): PersonaSintetica {
    while (this.#waiting.length === 0) {
      const { componenti } = inventFamiglia(this.#persone, this.#random);
      const known = componenti.filter(() => this.#random.chance(600));
      this.#waiting.push(...known);
    }
    return this.#waiting.shift()!;
  }

  private etaOf(persona: PersonaSintetica): number {
    return Number(this.richiesta.oggi.slice(0, 4)) - Number(persona.dataNascita.slice(0, 4)) - 1;
  }

  private protocollo(riga: number): string {
    return `${this.richiesta.oggi.slice(0, 4)}/${String(riga).padStart(7, '0')}`;
  }
}
