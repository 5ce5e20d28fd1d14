import type { RigaAccettata, RigaNonTrasmissibile, TestataRighe } from '#libs/contracts';
import { type Contenuto, dataEventoDi, flussiOf, motivoNonTrasmissibile, trasmissioneOf } from '#libs/tracciati';
import type { ContestoPubblicazione } from './contesto-pubblicazione.js';
import { type Cursore, avanza, idFlusso } from './cursore.js';
import { type Decisione, decidi } from './decisione.js';
import { DocumentoNonValido, perOperazione, scriviAnnullamento, scriviDocumento } from './documento.js';
import type { FlussoNuovo, Operazione } from './flusso.js';
import type { Record } from './record.js';
import type { Registro } from './registro.js';
import type { FlussoVivo } from './scrivi-flussi.js';

/** A document to write, once it has a place and a name. */
interface Bozza {
  readonly operazione: Operazione;
  readonly di: Pick<FlussoNuovo, 'rigaId' | 'revisione'>;
  readonly scrivi: (nome: string) => Buffer;
}

/** Applies righe of one ente to its log, one after the other, in memory: what has to be stored is read from it at the end. */
export class Pubblicazione {
  readonly flussi: FlussoNuovo[] = [];
  readonly nonTrasmissibili: RigaNonTrasmissibile[] = [];
  /** Righe applied, whatever came of them. */
  esaminate = 0;
  /** Righe of which a document came out wrong. */
  readonly difettose: RigaAccettata[] = [];
  readonly #record: Map<string, Record>;
  readonly #variati = new Set<string>();
  readonly #vivi: Map<number, FlussoVivo>;
  #cursore: Cursore;

  constructor(
    private readonly contesto: ContestoPubblicazione,
    private readonly registro: Registro,
    record: ReadonlyMap<string, Record>,
    vivi: ReadonlyMap<number, FlussoVivo>,
  ) {
    this.#record = new Map(record);
    this.#vivi = new Map(vivi);
    this.#cursore = registro.cursore;
  }

  get cursore(): Cursore {
    return this.#cursore;
  }

  /** Records that changed. */
  get record(): Record[] {
    return [...this.#variati].map((recordId) => this.#record.get(recordId)!);
  }

  apply(riga: RigaAccettata): void {
    this.esaminate += 1;
    const { modalita, atto, ente } = this.contesto;
    const noto = this.#record.get(riga.recordId);
    const decisa = decidi(noto && { revisione: noto.revisione, vivo: vivoOf(noto) }, riga, {
      modalita,
      atto,
      codice: ente.codice !== undefined,
      cancellabile: this.contesto.tracciato.annullamento !== undefined,
      persona: motivoNonTrasmissibile(this.contesto.tracciato, riga.contenuto),
    });
    if (!decisa.applica) return;
    try {
      const published = this.#publish(this.#bozze(noto, riga, decisa), riga.recordId);
      this.#note(noto, riga, decisa, published);
    } catch (error) {
      if (!(error instanceof DocumentoNonValido)) throw error;
      this.difettose.push(riga);
      const niente = { ...decisa, annulla: false, inserisce: false, motivo: 'documento_non_valido' } as const;
      this.#note(noto, riga, niente, []);
    }
  }

  /** What INPS is taken back comes before what it is given. */
  #bozze(noto: Record | undefined, riga: RigaAccettata, { annulla, inserisce }: Decisione): Bozza[] {
    const { rigaId, revisione } = riga;
    // Of a riga that itself is not published the cancellations belong to the riga they take back: that one is superseded anyway.
    const annullamenti = annulla
      ? this.#annullamenti(noto!).map((bozza) =>
          inserisce || riga.annullamento ? { ...bozza, di: { rigaId, revisione } } : bozza,
        )
      : [];
    return [
      ...annullamenti,
      ...(inserisce ? this.#inserimenti(riga, riga.contenuto, riga, this.contesto.testata) : []),
    ];
  }

  #annullamenti(noto: Record): Bozza[] {
    const { tracciato, regole } = this.contesto;
    if (noto.lasciato !== null) {
      const { contenuto, testata } = noto.lasciato;
      return this.#inserimenti(noto, contenuto, { annullamento: true }, testata);
    }
    return noto.vivi.map((ts) => {
      const vivo = this.#vivi.get(ts);
      if (vivo === undefined) throw new Error(`flusso ${ts} of the ente is gone from its log`);
      return {
        operazione: 'C',
        di: vivo,
        scrivi: (nome) => scriviAnnullamento(tracciato, vivo.byte, nome, regole),
      };
    });
  }

  #inserimenti(
    { rigaId, revisione }: Bozza['di'],
    contenuto: Contenuto,
    { annullamento }: Pick<RigaAccettata, 'annullamento'>,
    testata: TestataRighe,
  ): Bozza[] {
    const { tracciato, regole } = this.contesto;
    const giorno = dataEventoDi(contenuto, tracciato.dataEvento);
    const contesto = {
      territorio: regole.territorio,
      denominazioneOf: (codice: string) => regole.nomenclatura.voceInVigore(codice, giorno)?.denominazione,
    };
    const operazione = annullamento ? 'C' : 'I';
    return flussiOf(tracciato, contenuto, contesto).map((parte) => ({
      operazione,
      di: { rigaId, revisione },
      scrivi: (nome) =>
        scriviDocumento(tracciato, this.#testata(nome, testata), perOperazione(tracciato, operazione, parte)),
    }));
  }

  #testata(nomeFlusso: string, { codiceFiscaleOperatore, enteIndirizzo }: TestataRighe) {
    const { ente } = this.contesto;
    return {
      nomeFlusso,
      enteCodice: ente.codice!,
      enteDenominazione: Array.from(ente.denominazione).slice(0, 100).join(''),
      enteIndirizzo: ente.belfiore ?? enteIndirizzo,
      codiceFiscaleOperatore,
    };
  }

  /** All or none: places are taken only once every document of the riga is right. */
  #publish(bozze: readonly Bozza[], recordId: string): FlussoNuovo[] {
    const { ente, tracciato, adesso, oggi } = this.contesto;
    let cursore = this.#cursore;
    const fatti = bozze.map(({ operazione, di: { rigaId, revisione }, scrivi }): FlussoNuovo => {
      cursore = avanza(cursore, adesso.getTime(), oggi, this.registro.sinceVisto);
      const nome = idFlusso(ente.codice!, trasmissioneOf(tracciato).sigla, cursore);
      const of = { rigaId, recordId, revisione, di: bozze.length };
      return { ...of, ts: cursore.ultimoTs, idFlusso: nome, operazione, byte: scrivi(nome) };
    });
    this.#cursore = cursore;
    for (const flusso of fatti) this.#vivi.set(flusso.ts, flusso);
    this.flussi.push(...fatti);
    return fatti;
  }

  #note(
    noto: Record | undefined,
    { recordId, rigaId, revisione, annullamento, contenuto }: RigaAccettata,
    { annulla, lascia, motivo }: Decisione,
    published: readonly FlussoNuovo[],
  ): void {
    const kept = annulla || lascia ? [] : (noto?.vivi ?? []);
    const inseriti = published.filter(({ operazione }) => operazione === 'I').map(({ ts }) => ts);
    const stillLeft = annulla || lascia ? null : (noto?.lasciato ?? null);
    // A person INPS cannot take has not reached it through another channel either.
    const left = lascia && !annullamento && motivoNonTrasmissibile(this.contesto.tracciato, contenuto) === undefined;
    this.#record.set(recordId, {
      recordId,
      rigaId,
      revisione,
      annullato: annullamento,
      motivo: motivo ?? null,
      vivi: [...kept, ...inseriti],
      lasciato: left ? { contenuto, testata: this.contesto.testata } : stillLeft,
    });
    this.#variati.add(recordId);
    if (motivo !== undefined) this.nonTrasmissibili.push({ rigaId, recordId, revisione, motivo });
  }
}

function vivoOf({ vivi, lasciato }: Record): 'flussi' | 'canale' | 'nulla' {
  if (lasciato !== null) return 'canale';
  return vivi.length > 0 ? 'flussi' : 'nulla';
}
