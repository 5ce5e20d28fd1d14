import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { PacchettoConfigurato } from '../caricamento/pacchetto-configurato.js';
import type { Registro } from '../pacchetto/aggregati-regione.js';
import type { CodiciDiComuni } from '../pacchetto/coerenza-regione.js';
import type { FileRegione, PacchettoRegione, RigaRegione } from '../pacchetto/pacchetto-regione.js';

/** Each registry in the words of its file; `posto`: what the row is, for who reads of it beside another. */
const RIGHE: { readonly [F in Exclude<FileRegione, 'regione'>]: string } = {
  enti: `SELECT chiave AS ente, denominazione, tipo, dal, al, fonte, affidabilita,
      coalesce((SELECT array_agg(prima.chiave ORDER BY posizione)
         FROM unnest(predecessori) WITH ORDINALITY AS uno (id, posizione) JOIN ente prima ON prima.id = uno.id), '{}') AS predecessori,
      jsonb_build_object('file', denominazione, 'riga', NULL) AS posto
    FROM ente ORDER BY chiave`,
  codici_enti: `SELECT ente.chiave AS ente, codice_ente.sistema, codice_ente.codice, codice_ente.dal, codice_ente.al, codice_ente.fonte,
      codice_ente.affidabilita, jsonb_build_object('file', 'il codice di ' || ente.denominazione, 'riga', NULL) AS posto
    FROM codice_ente JOIN ente ON ente.id = codice_ente.ente ORDER BY ente.chiave, codice_ente.sistema, codice_ente.dal, codice_ente.codice`,
  ambiti: `SELECT codice AS ambito, denominazione, tipo, dal, al, fonte, affidabilita,
      jsonb_build_object('file', 'l''ambito ' || codice, 'riga', NULL) AS posto FROM ambito ORDER BY codice`,
  appartenenze: periods('appartenenza', "l''appartenenza"),
  capofila: periods('capofila', 'il capofila'),
  deleghe: `SELECT delega.sigla AS delega, delegante.chiave AS delegante, delegato.chiave AS delegato, delega.oggetto, delega.tracciato,
      ambito.codice AS ambito, delega.subdelegabile, origine.sigla AS deriva_da, delega.atto_tipo, delega.atto_numero, delega.atto_data,
      delega.dal, delega.al, delega.fonte, delega.affidabilita, jsonb_build_object('file', 'l''atto ' || delega.sigla, 'riga', NULL) AS posto
    FROM delega JOIN ente delegante ON delegante.id = delega.delegante JOIN ente delegato ON delegato.id = delega.delegato
      LEFT JOIN ambito ON ambito.id = delega.ambito LEFT JOIN delega origine ON origine.id = delega.deriva_da
    ORDER BY delega.sigla`,
  client: `SELECT client.client_id, ente.chiave AS ente, client.identita, gestore.chiave AS gestore, client.ruoli, client.dal, client.al,
      client.fonte, client.affidabilita, jsonb_build_object('file', 'la registrazione di ' || ente.denominazione, 'riga', NULL) AS posto
    FROM client JOIN ente ON ente.id = client.ente LEFT JOIN ente gestore ON gestore.id = client.gestore
    ORDER BY client.client_id, client.identita, client.dal`,
};

function periods(table: string, what: string): string {
  return `SELECT ambito.codice AS ambito, ente.chiave AS ente, ${table}.dal, ${table}.al, ${table}.fonte, ${table}.affidabilita,
      jsonb_build_object('file', '${what} di ' || ente.denominazione || ' in ' || ambito.codice || ' dal ' || ${table}.dal, 'riga', NULL) AS posto
    FROM ${table} JOIN ente ON ente.id = ${table}.ente JOIN ambito ON ambito.id = ${table}.ambito
    ORDER BY ambito.codice, ente.chiave, ${table}.dal`;
}

/** Reads the registries whole, in the words of their files: a region has a few thousand rows, and every check looks at all of them. */
@Injectable()
export class LeggiRegistro {
  constructor(private readonly pacchetto: PacchettoConfigurato) {}

  async read(tx: Tx): Promise<Registro> {
    const regione: Partial<Record<FileRegione, readonly object[]>> = { regione: [] };
    for (const [file, sql] of Object.entries(RIGHE) as [FileRegione, string][]) {
      regione[file] = await tx.query<RigaRegione<FileRegione> & Record<string, unknown>>(sql);
    }
    return { regione: regione as PacchettoRegione, codiceRegione: await this.pacchetto.codiceRegione() };
  }

  /** Which of the cadastral and ISTAT codes of these enti are, or once were, of a comune. */
  async readComuni(tx: Tx, { regione }: Registro): Promise<CodiciDiComuni> {
    const codici = regione.codici_enti.filter(({ sistema }) => sistema === 'belfiore' || sistema === 'istat');
    const comuni = await tx.query<CodiciDiComuni['comuni'][number] & Record<string, unknown>>(
      `SELECT DISTINCT belfiore, istat FROM comune WHERE belfiore = ANY($1) OR istat = ANY($1)`,
      [codici.map(({ codice }) => codice)],
    );
    return { comuni };
  }
}
