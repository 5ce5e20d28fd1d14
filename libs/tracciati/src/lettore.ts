import type { ContestoRegole } from './contesto.js';
import type { EsitoDocumento, RigaLetta, Testata } from './lettura.js';
import type { Limiti } from './limiti.js';
import { Assemblatore } from './righe/assemblatore.js';
import { esaminaTestata } from './righe/esame.js';
import { rilievoAltri, rilievoIlleggibile } from './righe/rilievi.js';
import type { Rilievo } from './rilievo.js';
import { compila } from './schema/compilato.js';
import type { Tracciato } from './tracciato.js';
import { LettoreXml } from './xml/lettore-xml.js';

/** Reads one document, chunk by chunk, holding only what is open. Never throws on what it reads. */
export interface LettoreRighe {
  /** The heading, as soon as it has been read. */
  readonly testata: Testata | undefined;
  /** Nothing that comes will change the verdict. */
  readonly illeggibile: boolean;
  /** @returns the righe that this chunk completes; after the document is found `illeggibile`, none */
  write(bytes: Uint8Array): RigaLetta[];
  end(): { righe: RigaLetta[]; esito: EsitoDocumento };
}

/** A reader for one document; bytes in any cut give the same righe. */
export function createReader(tracciato: Tracciato, contesto: ContestoRegole, limiti: Limiti): LettoreRighe {
  const compilato = compila(tracciato);
  const assemblatore = new Assemblatore(compilato, contesto, limiti);
  const xml = new LettoreXml(compilato, assemblatore, limiti);
  return {
    get testata() {
      return assemblatore.testata;
    },
    get illeggibile() {
      return xml.motivo !== undefined;
    },
    write(bytes) {
      xml.write(bytes);
      return assemblatore.preleva();
    },
    end() {
      xml.end();
      return { righe: assemblatore.preleva(), esito: esitoDi(xml, assemblatore) };
    },
  };

  function esitoDi(letto: LettoreXml, assembled: Assemblatore): EsitoDocumento {
    const { motivo } = letto;
    const rilieviInvio: Rilievo[] = [...assembled.documento.rilievi];
    if (motivo === undefined) rilieviInvio.push(...esaminaTestata(compilato, contesto, assembled.documento));
    const altri = assembled.documento.altri + assembled.taciuti;
    if (altri > 0) rilieviInvio.push(rilievoAltri(altri, letto.fine));
    if (motivo !== undefined) rilieviInvio.unshift(rilievoIlleggibile(motivo, letto.fine));
    return {
      stato: motivo === undefined ? 'letto' : 'illeggibile',
      schemaValido: motivo === undefined && assembled.schemaValido,
      formato: 'xml',
      rilieviInvio,
      righe: assembled.righe,
    };
  }
}

/** The official schema's verdict alone, without records and rules. */
export interface VerificaSchema {
  write(bytes: Uint8Array): void;
  /** @returns true when the document is well formed and valid */
  end(): boolean;
}

export function createSchemaChecker(tracciato: Tracciato, limiti: Limiti): VerificaSchema {
  let valido = true;
  const ricevente = {
    difetto: () => void (valido = false),
    apre: () => undefined,
    attributi: () => undefined,
    chiude: () => undefined,
  };
  const xml = new LettoreXml(compila(tracciato), ricevente, limiti);
  return {
    write: (bytes) => xml.write(bytes),
    end() {
      xml.end();
      return valido && xml.motivo === undefined;
    },
  };
}
