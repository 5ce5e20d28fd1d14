import { Injectable } from '@nestjs/common';
import type { Sql, Tx } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { ApplicaEsiti, lockEsiti, readGiudizi } from './applica-esiti.js';
import type { EsitoNormalizzato } from './esito-normalizzato.js';
import type { EsitoNuovo, FlussoGiudicato } from './esito-nuovo.js';

const FLUSSI: Sql = {
  name: 'snodo_inps_flussi_giudicati',
  text: `SELECT ts, id_flusso AS "idFlusso", riga_id AS "rigaId", encode(record_id, 'hex') AS "recordId", revisione, di, operazione
    FROM flusso WHERE ente = $1 AND id_flusso = ANY ($2::text[])`,
};
const INSERT: Sql = {
  name: 'snodo_inps_esito',
  text: `INSERT INTO esito AS e (ente, notifica_id, ricevuto_il, id_flusso, impronta, ts, codice, accolto, descrizione,
      id_acquisizione, acquisito_il, volte)
    SELECT $1, $2, $3, t.id_flusso, decode(t.impronta, 'hex'), t.ts, t.codice, t.accolto, t.descrizione, t.id_acquisizione,
      t.acquisito_il, t.volte
    FROM unnest($4::text[], $5::text[], $6::bigint[], $7::text[], $8::boolean[], $9::bytea[], $10::text[], $11::timestamptz[], $12::int[])
      WITH ORDINALITY AS t (id_flusso, impronta, ts, codice, accolto, descrizione, id_acquisizione, acquisito_il, volte, ordine)
    ORDER BY t.ordine
    ON CONFLICT (ente, id_flusso, impronta) DO UPDATE SET volte = e.volte + excluded.volte
    RETURNING id_flusso AS "idFlusso", encode(impronta, 'hex') AS impronta, xmax = 0 AS nuovo`,
};

/** The batch in which outcomes came. */
export interface Notifica {
  readonly id: string;
  readonly ente: string;
  readonly ricevutaIl: Date;
}

/** Where the words of an outcome are kept: they open there only. */
export function placeOfDescrizione(
  ente: string,
  { idFlusso, impronta }: Pick<EsitoNormalizzato, 'idFlusso' | 'impronta'>,
): string {
  // prettier-ignore
  return `esito/${ente}/${impronta}/${idFlusso}`;
}

/** Stores the outcomes of a batch, each once, and lets the new ones take effect; those of no flusso of the ente wait as orphans. */
@Injectable()
export class RegistraEsiti {
  constructor(
    private readonly applica: ApplicaEsiti,
    private readonly keyRing: KeyRing,
  ) {}

  async register(tx: Tx, notifica: Notifica, detti: readonly EsitoNormalizzato[]): Promise<void> {
    if (detti.length === 0) return;
    const { ente, ricevutaIl } = notifica;
    await lockEsiti(tx, ente);
    const volte = new Map<string, number>();
    for (const one of detti) volte.set(keyOf(one), (volte.get(keyOf(one)) ?? 0) + 1);
    const diversi = [...new Map(detti.toReversed().map((one) => [keyOf(one), one])).values()].toReversed();
    const flussi = await this.#flussiOf(tx, ente, diversi);
    const giudizi = await readGiudizi(
      tx,
      ente,
      [...flussi.values()].map(({ ts }) => ts),
    );
    const rows = await tx.query<{ idFlusso: string; impronta: string; nuovo: boolean }>(INSERT, [
      ente,
      notifica.id,
      ricevutaIl,
      ...this.#columns(ente, diversi, flussi),
      diversi.map((one) => volte.get(keyOf(one))),
    ]);
    const fresh = new Set(rows.filter(({ nuovo }) => nuovo).map(keyOf));
    const nuovi = diversi
      .filter((one) => fresh.has(keyOf(one)))
      .flatMap((esito): EsitoNuovo[] => {
        const flusso = flussoOf(flussi, esito);
        return flusso === undefined ? [] : [{ flusso, esito }];
      });
    await this.applica.apply(tx, ente, ricevutaIl, nuovi, giudizi);
  }

  async #flussiOf(tx: Tx, ente: string, detti: readonly EsitoNormalizzato[]): Promise<Map<string, FlussoGiudicato>> {
    const rows = await tx.query<FlussoGiudicato>(FLUSSI, [ente, detti.map(({ idFlusso }) => idFlusso)]);
    return new Map(rows.map((row) => [row.idFlusso, row]));
  }

  #columns(
    ente: string,
    detti: readonly EsitoNormalizzato[],
    flussi: ReadonlyMap<string, FlussoGiudicato>,
  ): unknown[][] {
    const seal = (one: EsitoNormalizzato): Buffer | null =>
      one.descrizione === null
        ? null
        : this.keyRing.encrypt(Buffer.from(one.descrizione), placeOfDescrizione(ente, one));
    return [
      detti.map(({ idFlusso }) => idFlusso),
      detti.map(({ impronta }) => impronta),
      detti.map((one) => flussoOf(flussi, one)?.ts ?? null),
      detti.map(({ codice }) => codice),
      detti.map(({ accolto }) => accolto),
      detti.map(seal),
      detti.map(({ idAcquisizione }) => idAcquisizione),
      detti.map(({ acquisitoIl }) => acquisitoIl),
    ];
  }
}

const keyOf = ({ idFlusso, impronta }: { idFlusso: string; impronta: string }): string => `${impronta} ${idFlusso}`;

/** What has no code says nothing of its flusso: it is kept among the orphans, where operators see it. */
function flussoOf(
  flussi: ReadonlyMap<string, FlussoGiudicato>,
  { idFlusso, codice }: EsitoNormalizzato,
): FlussoGiudicato | undefined {
  return codice === '' ? undefined : flussi.get(idFlusso);
}
