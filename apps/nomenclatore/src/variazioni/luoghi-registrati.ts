import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { aggregatiOfComuni, aggregatiOfProvince } from '../pacchetto/aggregati-territorio.js';
import { RegistroPubblicato } from '../pubblicazione/registro-pubblicato.js';
import { rewriteRows } from '../pubblicazione/riscrivi-righe.js';
import type { Luoghi, RigaComune, RigaProvincia } from './registrazioni.js';

/** The places of the registry, whole: a change looks at a few records, but must know that no other has their codes. */
@Injectable()
export class LuoghiRegistrati {
  constructor(private readonly pubblicato: RegistroPubblicato) {}

  /** In the order in which pages are made: a page that a change does not touch stays as it is. */
  async read(tx: Tx): Promise<Luoghi> {
    const comuni = await tx.query<RigaComune & Record<string, unknown>>(
      `SELECT belfiore, istat, denominazione, altra_denominazione, sigla_provincia, provincia_istat, regione_istat, dal, al, fonte, affidabilita,
              jsonb_build_object('file', denominazione, 'riga', NULL) AS posto
         FROM comune ORDER BY provincia_istat, belfiore, dal, istat`,
    );
    const province = await tx.query<RigaProvincia & Record<string, unknown>>(
      `SELECT istat, denominazione, sigla, regione_istat, fonte, affidabilita, jsonb_build_object('file', denominazione, 'riga', NULL) AS posto
         FROM provincia ORDER BY istat`,
    );
    return { comuni, province };
  }

  /**
   * Writes and tells what of the places changed: all pages of the provinces in which a record did. A pack leaves them alone from then on,
   * together: were some of them still its own, a record that moved from page to page would be there twice, or not at all.
   */
  async write(tx: Tx, before: Luoghi, after: Luoghi): Promise<void> {
    const old = new Set(before.comuni);
    const touched = new Set(after.comuni.filter((comune) => !old.has(comune)).map((comune) => comune.provincia_istat));
    const pages = aggregatiOfComuni(
      after.comuni
        .filter((comune) => touched.has(comune.provincia_istat))
        .toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1)),
    );
    if (after.province.length > before.province.length) pages.push(...aggregatiOfProvince(after.province));
    await rewriteRows(
      tx,
      pages.map(({ voce }) => voce.id),
      pages,
    );
    await this.pubblicato.write(
      tx,
      pages.map(({ voce: { genere, id, contenuto }, righe }) => ({ genere, id, contenuto, provenienza: righe })),
    );
  }
}

function orderOf({ belfiore, dal, istat }: RigaComune): string {
  return `${belfiore ?? '~'} ${dal} ${istat}`;
}
