import { setImmediate } from 'node:timers/promises';
import type { ContestoRegole } from '../contesto.js';
import type { EsitoDocumento, RigaLetta, Testata } from '../lettura.js';
import type { Limiti } from '../limiti.js';
import { LettorePiano } from '../piano/lettore-piano.js';
import { REGOLE_LETTURA } from '../regole/documento.js';
import { REGOLE_FORMA_JSON } from '../regole/forma-json.js';
import type { Rilievo } from '../rilievo.js';
import { FoglioIlleggibile } from '../tabelle/foglio-illeggibile.js';
import { REGOLE_FOGLIO } from '../tabelle/regole.js';
import type { Tracciato } from '../tracciato.js';
import { type Aperto, apri } from './apri.js';
import { DocumentoIlleggibile } from './documento-illeggibile.js';
import type { Forma } from './forma.js';
import { entro } from './fette.js';
import { FornituraInLettura } from './fornitura-in-lettura.js';
import { FormaJson } from './forma-json.js';
import { FormaTabella, illeggibileDa, intestazioneFra } from './forma-tabella.js';
import { FormaXml } from './forma-xml.js';
import type { LetturaDocumento } from './lettura-documento.js';
import type { Sorgente } from './sorgente.js';
import { type Tavola, tavolaCsv, tavoleXlsx } from './tavole.js';

/** Reads a document of a tracciato in any form, and out of a gzip or a ZIP; the form is that of the content. */
export function readDocumento(
  tracciato: Tracciato,
  contesto: ContestoRegole,
  limiti: Limiti,
  sorgente: Sorgente,
): LetturaDocumento {
  return new Lettura(tracciato, contesto, limiti, sorgente);
}

const VUOTO = REGOLE_LETTURA.find(({ codice }) => codice === 'XML-01')!;

class Lettura implements LetturaDocumento {
  #forma: Forma | undefined;
  #motivo: DocumentoIlleggibile | undefined;
  readonly #fornitura: FornituraInLettura | undefined;

  constructor(
    private readonly tracciato: Tracciato,
    private readonly contesto: ContestoRegole,
    private readonly limiti: Limiti,
    private readonly sorgente: Sorgente,
  ) {
    const { fornitura } = tracciato;
    this.#fornitura = fornitura === undefined ? undefined : new FornituraInLettura(fornitura.uscitaDi);
  }

  get testata(): Testata | undefined {
    return this.#forma?.testata;
  }

  get rilieviFinora(): readonly Rilievo[] {
    return this.#forma?.finora.rilieviInvio ?? [];
  }

  async *righe(): AsyncGenerator<readonly RigaLetta[]> {
    try {
      const forma = this.#formaDi(await apri(this.sorgente, this.limiti));
      this.#forma = forma;
      for await (const righe of forma.righe()) {
        if (this.#fornitura !== undefined) for (const riga of righe) this.#fornitura.nota(riga, forma.testata);
        yield righe;
        // What comes from memory never waits: without this a large document would hold up the answers of the whole process.
        await setImmediate();
      }
    } catch (error) {
      this.#motivo = motivoDi(error);
    }
  }

  esito(): EsitoDocumento {
    if (this.#motivo === undefined) return this.#conFornitura(this.#forma!.esito());
    const { rilieviInvio, righe } = this.#forma?.finora ?? { rilieviInvio: [], righe: 0 };
    return {
      stato: 'illeggibile',
      schemaValido: false,
      formato: this.#forma?.formato,
      rilieviInvio: [this.#motivo.rilievo(), ...rilieviInvio],
      righe,
    };
  }

  #conFornitura(esito: EsitoDocumento): EsitoDocumento {
    if (this.#fornitura === undefined || esito.stato !== 'letto') return esito;
    const { fornitura, rilievi } = this.#fornitura.esito(esito.righe);
    return { ...esito, rilieviInvio: [...esito.rilieviInvio, ...rilievi], fornitura };
  }

  #formaDi(aperto: Aperto): Forma {
    const { tracciato, contesto, limiti } = this;
    switch (aperto.genere) {
      case 'vuoto':
        throw new DocumentoIlleggibile(VUOTO);
      case 'xml':
        return new FormaXml(tracciato, contesto, limiti, aperto.pezzi());
      case 'json':
        return new FormaJson(this.#pezziDi(aperto), new LettorePiano(tracciato, contesto, limiti), tracciato, limiti);
      default: {
        const lettore = new LettorePiano(tracciato, contesto, limiti);
        return new FormaTabella(aperto.genere, this.#tavole(aperto, lettore), lettore, tracciato, limiti);
      }
    }
  }

  #pezziDi({ genere, pezzi }: Extract<Aperto, { genere: 'csv' | 'json' }>): AsyncIterable<Uint8Array> {
    const { byte } = this.limiti;
    const messaggio = `Il documento supera il limite: byte (massimo ${byte}).`;
    const regola = genere === 'csv' ? REGOLE_FOGLIO.limite : REGOLE_FORMA_JSON.limite;
    return entro(pezzi(), byte, () => new DocumentoIlleggibile(regola, messaggio));
  }

  #tavole(aperto: Extract<Aperto, { genere: 'csv' | 'xlsx' }>, lettore: LettorePiano): AsyncIterable<Tavola> {
    if (aperto.genere === 'xlsx') return tavoleXlsx(aperto.archivio, this.limiti);
    return tavolaCsv(this.#pezziDi(aperto), this.limiti, (records) => {
      const { record, note } = intestazioneFra(records, lettore);
      return { note, celle: record?.celle.length ?? 0 };
    });
  }
}

/** What broke the reading off. @throws what is no fault of the document */
function motivoDi(error: unknown): DocumentoIlleggibile {
  if (error instanceof DocumentoIlleggibile) return error;
  if (error instanceof FoglioIlleggibile) return illeggibileDa(error);
  throw error;
}
