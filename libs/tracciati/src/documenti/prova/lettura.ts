import type { ContestoRegole } from '../../contesto.js';
import type { EsitoDocumento, RigaLetta, Testata } from '../../lettura.js';
import { LIMITI_PREDEFINITI, type Limiti } from '../../limiti.js';
import { CONTESTO_DI_PROVA } from '../../prova/contesto.js';
import { PS_PSA_SINA_201812 } from '../../ps-psa-sina.js';
import type { Rilievo } from '../../rilievo.js';
import { readDocumento } from '../read-documento.js';
import type { Sorgente } from '../sorgente.js';

interface Letto {
  readonly righe: RigaLetta[];
  readonly esito: EsitoDocumento;
  readonly testata: Testata | undefined;
  readonly rilievi: Rilievo[];
}

/** A source that gives its bytes in pieces of that many. */
export function aPezzi(bytes: Uint8Array, pezzo: number): Sorgente {
  return {
    byte: bytes.length,
    async *read(dal, al) {
      for (let at = dal; at < al; at += pezzo) yield bytes.subarray(at, Math.min(al, at + pezzo));
    },
  };
}

/** Reads a whole document, in pieces of `pezzo` bytes. */
export async function leggiDocumento(
  documento: string | Uint8Array,
  pezzo = 65_536,
  limiti: Partial<Limiti> = {},
  contesto: ContestoRegole = CONTESTO_DI_PROVA,
): Promise<Letto> {
  const bytes = typeof documento === 'string' ? Buffer.from(documento) : documento;
  const tutti = { ...LIMITI_PREDEFINITI, ...limiti };
  const lettura = readDocumento(PS_PSA_SINA_201812, contesto, tutti, aPezzi(bytes, pezzo));
  const righe: RigaLetta[] = [];
  for await (const some of lettura.righe()) righe.push(...some);
  const esito = lettura.esito();
  return {
    righe,
    esito,
    testata: lettura.testata,
    rilievi: [...esito.rilieviInvio, ...righe.flatMap((one) => one.rilievi)],
  };
}
