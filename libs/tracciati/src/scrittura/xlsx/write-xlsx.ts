import { buffer } from 'node:stream/consumers';
import { ArchivioScritto } from './archivio-zip.js';
import {
  type FoglioFinito,
  cartellaXml,
  parteFoglio,
  relazioniCartella,
  relazioniPacco,
  tipiXml,
} from './cartella-xml.js';
import { convalideXml } from './convalide.js';
import { Elenchi } from './elenchi.js';
import type { FoglioScritto } from './foglio-scritto.js';
import { RIGHE_FOGLIO, Righe, foglioXml } from './foglio-xml.js';
import { stiliXml } from './stili.js';

export const TIPO_XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface OpzioniXlsx {
  /** `false` for the same bytes whatever compresses: what a release publishes is compared with what is committed. */
  readonly compressa?: boolean;
  /** Rows of a sheet, the header's among them. */
  readonly righeFoglio?: number;
}

/**
 * A workbook, sheet after sheet and row after row: memory is flat whatever the rows. Texts are texts, never formulas; the header is
 * bold and stays in sight. A table longer than a sheet goes on in others, `nome (2)`, `nome (3)`, each with the header.
 */
export async function* writeXlsx(
  fogli: readonly FoglioScritto[],
  opzioni: OpzioniXlsx = {},
): AsyncGenerator<Uint8Array> {
  const archivio = new ArchivioScritto();
  yield* archivio.intera('[Content_Types].xml', Buffer.from(tipiXml()));
  yield* archivio.intera('_rels/.rels', Buffer.from(relazioniPacco()));
  const elenchi = new Elenchi(fogli);
  const finiti: FoglioFinito[] = [];
  for (const foglio of [...fogli, ...elenchi.foglio()]) {
    const righe = new Righe(foglio.righe);
    try {
      yield* fogliDi(
        foglio,
        righe,
        { archivio, finiti, convalide: convalideXml(foglio.colonne, elenchi.posto) },
        opzioni,
      );
    } finally {
      await righe.close();
    }
  }
  yield* archivio.intera('xl/styles.xml', Buffer.from(stiliXml()));
  yield* archivio.intera('xl/workbook.xml', Buffer.from(cartellaXml(finiti)));
  yield* archivio.intera('xl/_rels/workbook.xml.rels', Buffer.from(relazioniCartella(finiti.length)));
  yield* archivio.fine();
}

interface Scrittura {
  readonly archivio: ArchivioScritto;
  readonly finiti: FoglioFinito[];
  readonly convalide: string;
}

/** The sheets of one table: more than one when its rows are more than a sheet holds. */
async function* fogliDi(
  foglio: FoglioScritto,
  righe: Righe,
  { archivio, finiti, convalide }: Scrittura,
  { compressa = true, righeFoglio = RIGHE_FOGLIO }: OpzioniXlsx,
): AsyncGenerator<Uint8Array> {
  for (let parte = 1; parte === 1 || (await righe.peek()) !== undefined; parte++) {
    finiti.push({ nome: nomeParte(foglio.nome, parte), nascosto: foglio.nascosto === true });
    const nome = parteFoglio(finiti.length);
    const xml = foglioXml(foglio, righe, convalide, righeFoglio);
    if (compressa) yield* archivio.compressa(nome, xml);
    else yield* archivio.intera(nome, await buffer(xml));
  }
}

/** Characters of the name of a sheet. */
const NAME = 31;

function nomeParte(nome: string, parte: number): string {
  if (parte === 1) return nome.slice(0, NAME);
  const number = ` (${parte})`;
  return nome.slice(0, NAME - number.length) + number;
}
