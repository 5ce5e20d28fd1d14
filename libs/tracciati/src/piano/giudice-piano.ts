import type { ContestoRegole } from '../contesto.js';
import type { Contenuto, DichiarazioneFornitura, Mittenza, RigaLetta } from '../lettura.js';
import type { Limiti } from '../limiti.js';
import { REGOLE_ESTENSIONE } from '../regole/estensione.js';
import { type Tolleranza, esaminaOperatore } from '../righe/esame.js';
import { giudica } from '../righe/giudizio.js';
import { GENERALI, rilievo, rilievoAltri, rilievoSchema } from '../righe/rilievi.js';
import { byPlace } from '../righe/ordine.js';
import { chiaveDi, isAnnullamento } from '../righe/chiave-riga.js';
import type { Gravita, Rilievo } from '../rilievo.js';
import type { Difetto } from '../schema/controllo.js';
import type { CampoCompilato, PianoCompilato } from './compilato.js';
import { compilaInColonne } from './in-colonne.js';
import { LetturaRiga } from './lettura-riga.js';
import { paroleMancante } from './parole.js';
import { pianoOf } from './piano-of.js';
import type { RigaGrezza } from './riga-grezza.js';
import type { UsoEsteso } from '../tracciato.js';

const PROPRIE = new Map(REGOLE_ESTENSIONE.map((regola) => [regola.codice, regola]));

/** A cancellation that says which record is meant needs nothing else. */
const BASTA_LA_CHIAVE: Tolleranza = (_, manca) => (manca ? 'taciuta' : undefined);

/** Gives a riga of a table or of JSON its record and its verdict. */
export class GiudicePiano {
  readonly #inColonne: (messaggio: string) => string;
  /** What even a riga with gaps must say, besides its own key. */
  readonly #lacune: Tolleranza;

  constructor(
    private readonly piano: PianoCompilato,
    private readonly contesto: ContestoRegole,
    private readonly limiti: Limiti,
  ) {
    const { tracciato } = piano.tracciato;
    this.#inColonne = compilaInColonne(pianoOf(tracciato));
    const { chiave } = tracciato;
    const dovuti = new Set([chiave.codiceFiscale, chiave.idBeneficiario, chiave.codicePrestazione]);
    this.#lacune = (key, manca) => (manca && !dovuti.has(key) ? 'avviso' : undefined);
  }

  /** @param prima found before its values were looked at @param soloPrima its values are not where they should be: nothing is said of them */
  leggi(grezza: RigaGrezza, numero: number, prima: readonly Rilievo[], soloPrima: boolean): RigaLetta {
    const lettura = new LetturaRiga(this.piano, grezza, this.#inColonne, this.limiti.rilieviPerRiga);
    const { ambito, usi, difetti } = lettura;
    const annullamento = isAnnullamento(this.piano.tracciato.tracciato, ambito.record);
    const provvisoria = usi.get('provvisoria') === 'sì' && !annullamento;
    const idMittente = usi.get('id_mittente');
    const lacune = this.#bastaLaChiave(annullamento, idMittente, ambito.record) ? BASTA_LA_CHIAVE : provvisoria ? this.#lacune : undefined; // prettier-ignore
    const tolleranza = zittita(lettura.illeggibili, lacune);
    for (const difetto of difetti) this.#difetto(lettura, difetto, tolleranza);
    const ente = usi.get('ente_erogatore');
    const altro = {
      ...(ente === undefined ? {} : { ente }),
      ...(idMittente === undefined ? {} : { idMittente }),
      ...(tolleranza === undefined ? {} : { tolleranza }),
    };
    const { tracciato } = this.piano;
    const giudizio = giudica(tracciato, this.contesto, ambito, undefined, () => lettura, altro);
    this.#operatore(lettura, lacune === BASTA_LA_CHIAVE ? 'taciuta' : provvisoria ? 'avviso' : 'errore');
    this.#provvisoria(lettura, provvisoria);
    const { linea, colonna, foglio } = grezza;
    const mittenza = mittenzaOf(usi);
    const fornitura = fornituraOf(usi);
    const rilievi = soloPrima ? [...prima] : [...prima, ...this.#rilievi(lettura, { linea, colonna })];
    return {
      numero,
      linea,
      colonna,
      ...(foglio === undefined ? {} : { foglio }),
      ...(mittenza === undefined ? {} : { mittenza }),
      ...(fornitura === undefined ? {} : { fornitura }),
      ...(provvisoria ? { provvisoria } : {}),
      contenuto: ambito.record,
      rilievi: rilievi.map((one) => ({ ...one, riga: numero })).toSorted(byPlace),
      annullamento: giudizio.annullamento,
      chiave: idMittente === undefined ? giudizio.chiave : { ...giudizio.chiave, idMittente },
      codifica: giudizio.codifica,
      schemaValida: ambito.schemaValida && prima.every(({ gravita }) => gravita === 'avviso'),
    };
  }

  /** A cancellation that says which record it is of. A person has keys of its own besides the sender's. */
  #bastaLaChiave(annullamento: boolean, idMittente: string | undefined, record: Contenuto): boolean {
    if (!annullamento) return false;
    return idMittente !== undefined || (chiaveDi(record, this.piano.tracciato.tracciato, '').persona ?? '') !== '';
  }

  #rilievi({ ambito }: LetturaRiga, luogo: { linea: number; colonna: number }): readonly Rilievo[] {
    return ambito.altri === 0 ? ambito.rilievi : [...ambito.rilievi, rilievoAltri(ambito.altri, luogo)];
  }

  #difetto({ ambito }: LetturaRiga, difetto: Difetto, tolleranza: Tolleranza | undefined): void {
    const found = rilievoSchema(difetto, this.piano.tracciato.tracciato);
    if (found === undefined) return;
    const missing = difetto.codice === 'XSD-06' || difetto.codice === 'XSD-04';
    const gravita = missing ? tolleranza?.(difetto.attributo?.chiave ?? '', true) : undefined;
    if (gravita === 'taciuta') return;
    ambito.segnala(gravita === undefined ? found : { ...found, gravita });
  }

  /** @param mancante what is said of a riga that names none: INPS takes no message without */
  #operatore(lettura: LetturaRiga, mancante: Gravita | 'taciuta'): void {
    const campo = this.piano.perUso.get('cf_operatore');
    if (campo === undefined) return;
    const { chiave, nome } = campo.campo;
    const codice = lettura.usi.get('cf_operatore') ?? lettura.dove(chiave).valore?.toUpperCase();
    if (codice === undefined) {
      if (mancante === 'taciuta') return;
      const parole = { ...paroleMancante(campo), gravita: mancante };
      lettura.ambito.segnala(rilievo(GENERALI.get('XSD-06')!, lettura.dove(chiave).luogo, nome, parole));
      return;
    }
    const luoghi = {
      dove: () => lettura.dove(chiave),
      inParole: this.#inColonne,
    };
    for (const found of esaminaOperatore(this.piano.tracciato, this.contesto, codice, () => luoghi))
      lettura.ambito.segnala(found);
  }

  #provvisoria(lettura: LetturaRiga, provvisoria: boolean): void {
    if (lettura.usi.get('provvisoria') !== 'sì') return;
    const { luogo } = lettura.dove(this.#campo('provvisoria').campo.chiave);
    const say = (codice: string, uso: UsoEsteso): void =>
      lettura.ambito.segnala(rilievo(PROPRIE.get(codice)!, luogo, this.#campo(uso).nelDocumento));
    if (!provvisoria) return say('SN-24', 'provvisoria');
    if (lettura.usi.has('id_mittente')) say('SN-23', 'provvisoria');
    else if (!lettura.ambito.guasti.has(this.#campo('id_mittente').campo.chiave)) say('SN-22', 'id_mittente');
  }

  #campo(uso: UsoEsteso): CampoCompilato {
    return this.piano.perUso.get(uso)!;
  }
}

/** Of a value that could not even be read, that is all there is to say. */
function zittita(illeggibili: ReadonlySet<string>, altra: Tolleranza | undefined): Tolleranza | undefined {
  if (illeggibili.size === 0) return altra;
  return (chiave, manca) => (illeggibili.has(chiave) ? 'taciuta' : altra?.(chiave, manca));
}

function mittenzaOf(usi: ReadonlyMap<UsoEsteso, string>): Mittenza | undefined {
  const ente = usi.get('ente_erogatore');
  const codiceFiscaleOperatore = usi.get('cf_operatore');
  if (ente === undefined && codiceFiscaleOperatore === undefined) return undefined;
  return {
    ...(ente === undefined ? {} : { ente }),
    ...(codiceFiscaleOperatore === undefined ? {} : { codiceFiscaleOperatore }),
  };
}

function fornituraOf(usi: ReadonlyMap<UsoEsteso, string>): DichiarazioneFornitura | undefined {
  const tipo = usi.get('fornitura') as DichiarazioneFornitura['tipo'];
  const al = usi.get('data_fornitura');
  const righe = usi.get('righe_fornitura');
  if (tipo === undefined && al === undefined && righe === undefined) return undefined;
  return {
    ...(tipo === undefined ? {} : { tipo }),
    ...(al === undefined ? {} : { al }),
    ...(righe === undefined ? {} : { righe: Number(righe) }),
  };
}
