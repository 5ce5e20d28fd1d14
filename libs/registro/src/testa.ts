import {
  type ContenutoTesta,
  type FirmaRicevute,
  InvalidSignature,
  TIPO_FIRMA_TESTA,
  type TestaFirmata,
  isSigned,
} from '#libs/security';
import type { Registro } from './registro.js';
import { RegistroDiscorde } from './registro-discorde.js';

/** A head as `SELECT` gives it. */
export interface RigaTesta {
  readonly dimensione: number;
  readonly radice: string;
  readonly emessa_il: Date;
  readonly precedente: number | null;
  readonly radice_precedente: string | null;
  readonly firma: string;
}

/** Heads with what they say of the one before; to be followed by conditions on `t`. */
export const LEGGI_TESTE = `SELECT t.dimensione, encode(t.radice, 'hex') AS radice, t.emessa_il, t.precedente,
    encode(p.radice, 'hex') AS radice_precedente, t.firma
  FROM registro_testa t LEFT JOIN registro_testa p ON p.dimensione = t.precedente`;

export function issueTesta(
  { dimensione, radice, emessaIl }: { readonly dimensione: number; readonly radice: Buffer; readonly emessaIl: Date },
  ultima: TestaFirmata | undefined,
  registro: Pick<Registro, 'nome'>,
  firma: FirmaRicevute,
): TestaFirmata {
  const contenuto: ContenutoTesta = {
    registro: registro.nome,
    dimensione,
    radice: radice.toString('hex'),
    emessa_il: emessaIl.toISOString(),
    precedente: ultima === undefined ? null : { dimensione: ultima.dimensione, radice: ultima.radice },
  };
  return { ...contenuto, firma: firma.sign(TIPO_FIRMA_TESTA, { ...contenuto }) };
}

/** A stored head, held against its signature (I10). @throws RegistroDiscorde */
export async function testaOf(
  row: RigaTesta,
  registro: Pick<Registro, 'nome'>,
  firma: FirmaRicevute,
): Promise<TestaFirmata> {
  const { dimensione, radice, precedente, radice_precedente } = row;
  const contenuto: ContenutoTesta = {
    registro: registro.nome,
    dimensione,
    radice,
    emessa_il: row.emessa_il.toISOString(),
    precedente: precedente === null ? null : { dimensione: precedente, radice: radice_precedente ?? '' },
  };
  try {
    if (isSigned(contenuto, await firma.verify(TIPO_FIRMA_TESTA, row.firma))) return { ...contenuto, firma: row.firma };
  } catch (error) {
    if (!(error instanceof InvalidSignature)) throw error;
  }
  throw new RegistroDiscorde(`the head of ${dimensione} leaves is not the one that was signed`);
}
