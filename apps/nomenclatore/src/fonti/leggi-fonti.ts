import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { type FonteDescritta, type FonteUsata, type UsoFonte, usoOfFonti } from './uso-fonti.js';

/** Tables that anyone may read, by the name of their list. */
const LISTE = {
  comuni: 'comune',
  province: 'provincia',
  regioni: 'regione',
  stati: 'stato',
  enti: 'ente',
  codici_enti: 'codice_ente',
  ambiti: 'ambito',
  appartenenze: 'appartenenza',
  capofila: 'capofila',
} as const;

const MARKS = [
  ...Object.entries(LISTE).map(
    ([lista, table]) => `SELECT '${lista}' AS lista, NULL AS sistema, fonte, affidabilita FROM ${table}`,
  ),
  `SELECT 'versioni', id, fonte, affidabilita FROM versione_nomenclatura WHERE stato <> 'bozza'`,
  `SELECT 'voci', versione.id, voce.fonte, voce.affidabilita
     FROM voce_nomenclatura voce JOIN versione_nomenclatura versione ON versione.id = voce.versione_id WHERE stato <> 'bozza'`,
  `SELECT 'associazioni', da || '|' || a, fonte, affidabilita FROM associazione WHERE stato IN ('approvata', 'chiusa')`,
];

/** Where every row that anyone may read comes from. */
@Injectable()
export class LeggiFonti {
  constructor(private readonly database: Database) {}

  async read(): Promise<FonteUsata[]> {
    const descritte = await this.database.statement<FonteDescritta & Record<string, unknown>>(
      'api',
      {},
      'SELECT sigla, titolo, editore, url, licenza, aggiornato_al, nota FROM fonte ORDER BY sigla',
    );
    const righe = await this.database.statement<UsoFonte & { fonte: string }>(
      'api',
      {},
      `SELECT lista, sistema, fonte, affidabilita, count(*) AS righe FROM (${MARKS.join(' UNION ALL ')}) AS riga
        GROUP BY lista, sistema, fonte, affidabilita ORDER BY lista, sistema, affidabilita, fonte`,
    );
    return usoOfFonti(descritte, righe);
  }
}
