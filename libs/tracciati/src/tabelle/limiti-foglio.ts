/** Bounds that keep memory and time flat whatever is sent. Past any of them the file is not read. */
export interface LimitiFoglio {
  /** Bytes of the file as sent. */
  readonly byte: number;
  /** Rows below the header, blank ones apart. */
  readonly righe: number;
  /** Columns with anything in them. */
  readonly colonne: number;
  /** Characters of one cell; spreadsheets stop at 32,767. */
  readonly cella: number;
  /** Bytes that come out of a workbook, all its parts that are read together. */
  readonly byteDecompressi: number;
  /** How many times larger than its compressed form a part of a workbook may be; parts under a megabyte are not asked. */
  readonly rapporto: number;
  /** Bytes of the texts a workbook keeps once for all its cells; each costs sixteen more. */
  readonly testiCondivisi: number;
  /** Parts in the archive of a workbook. */
  readonly parti: number;
  readonly fogli: number;
  /** Rilievi listed; past it they are counted only. */
  readonly rilievi: number;
}

export const LIMITI_FOGLIO: LimitiFoglio = Object.freeze({
  byte: 20 * 1024 ** 2,
  righe: 100_000,
  colonne: 256,
  cella: 32_767,
  byteDecompressi: 128 * 1024 ** 2,
  rapporto: 200,
  testiCondivisi: 32 * 1024 ** 2,
  parti: 2000,
  fogli: 100,
  rilievi: 1000,
});
