import {
  type Contenuto,
  type ContestoRegole,
  LIMITI_PREDEFINITI,
  type Testata,
  type Tracciato,
  createReader,
  createSchemaChecker,
  writeFlusso,
} from '#libs/tracciati';
import type { Operazione } from './flusso.js';

/** What we wrote breaks INPS's schema: our defect, never sent. */
export class DocumentoNonValido extends Error {
  override readonly name = 'DocumentoNonValido';
}

/** The bytes INPS gets of one content. @throws DocumentoNonValido */
export function scriviDocumento(tracciato: Tracciato, testata: Testata, contenuto: Contenuto): Buffer {
  const byte = Buffer.from(writeFlusso(tracciato, testata, contenuto));
  const schema = createSchemaChecker(tracciato, LIMITI_PREDEFINITI);
  schema.write(byte);
  if (!schema.end()) throw new DocumentoNonValido();
  return byte;
}

/** The content with the mark by which INPS is told to take it back, or without it. @throws DocumentoNonValido: it has no such mark */
export function perOperazione({ annullamento }: Tracciato, operazione: Operazione, contenuto: Contenuto): Contenuto {
  if (annullamento === undefined) {
    if (operazione === 'C') throw new DocumentoNonValido();
    return contenuto;
  }
  return { ...contenuto, [annullamento.campo]: operazione === 'C' ? annullamento.vale : undefined };
}

/**
 * The document that takes back another one: the same in everything but its name and its operation, because INPS does not say by which
 * attributes it recognises what it is to cancel.
 * @param pubblicato the bytes that were published
 * @throws DocumentoNonValido
 */
export function scriviAnnullamento(
  tracciato: Tracciato,
  pubblicato: Uint8Array,
  nomeFlusso: string,
  contesto: ContestoRegole,
): Buffer {
  const reader = createReader(tracciato, contesto, LIMITI_PREDEFINITI);
  const [riga] = [...reader.write(pubblicato), ...reader.end().righe];
  if (riga === undefined || reader.testata === undefined) throw new DocumentoNonValido();
  return scriviDocumento(tracciato, { ...reader.testata, nomeFlusso }, perOperazione(tracciato, 'C', riga.contenuto));
}
