import { Injectable } from '@nestjs/common';
import type { StatoRiga } from '#libs/codici';
import { Database } from '#libs/persistence';
import { type Caller, KeyRing } from '#libs/security';
import { readFatti } from '../fatto/leggi-fatti.js';
import { LeggiAttesa } from '../attesa/leggi-attesa.js';
import type { AttesaRiga } from '../attesa/motivo-attesa.js';
import type { FormatoDocumento } from '#libs/tracciati';
import { ingestionProblem } from '../ingestion.errors.js';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { cellaIn } from '../rilievo/rilievo-letto.js';
import { type PassoRiga, passiOf } from './passi-riga.js';
import { numeroOf } from './riga-id.js';
import { type SeguitoRiga, seguitoOf } from './risposta-inps.js';
import { openIdMittente } from './id-mittente.js';
import { Silenzio } from './silenzio.js';

interface RigaDelLedger {
  readonly id: string;
  readonly invio_id: string;
  readonly linea: number;
  readonly colonna: number;
  readonly ente_erogatore: string;
  readonly stato: StatoRiga;
  readonly annullamento: boolean;
  readonly record_id: string | null;
  readonly revisione: number | null;
  readonly in_attesa_dal: Date | null;
  readonly giudicata_il: Date;
  readonly variata_il: Date | null;
  readonly sostituita_da: string | null;
  /** Null: the riga itself. */
  readonly riga_origine: string | null;
  readonly ricevuto_il: Date;
  readonly codice_ricevuto: string | null;
  readonly codice_inps: string | null;
  readonly versioni: readonly string[] | null;
  /** Of the invio. */
  readonly nomenclatura: string | null;
  /** `codice@versione`. */
  readonly tracciato: string;
  /** Null of what was read before forms were told: it was XML. */
  readonly formato: FormatoDocumento | null;
  /** Sheet of a workbook. */
  readonly foglio: string | null;
  /** Sealed. */
  readonly id_mittente: Buffer | null;
  /** Of a riga that is or was provisional. */
  readonly completare_entro: string | null;
}

type Nascosti =
  | 'giudicata_il'
  | 'variata_il'
  | 'sostituita_da'
  | 'riga_origine'
  | 'ricevuto_il'
  | 'codice_ricevuto'
  | 'codice_inps'
  | 'versioni'
  | 'nomenclatura'
  | 'id_mittente';

/** How the code of a riga was read. */
export interface CodificaRigaLetta {
  /** Null: INPS's own code, which the document holds. */
  readonly codice_ricevuto: string | null;
  /** Null as above, or while the riga waits. */
  readonly codice_inps: string | null;
  /** Versions used, from the sender's list to INPS's. */
  readonly versioni: readonly string[];
}

export interface RigaSeguita extends Omit<RigaDelLedger, Nascosti>, SeguitoRiga {
  readonly numero: number;
  /** INPS has owed an answer for days. */
  readonly silente: boolean;
  /** INPS has given it back in a ritorno. */
  readonly restituita: boolean;
  /** Null of a refused riga. */
  readonly codifica: CodificaRigaLetta | null;
  /** Where it begins, in a table. */
  readonly cella: string | null;
  /** The sender's own key. */
  readonly id_mittente: string | null;
  /** It is provisional, and its term has passed. */
  readonly scaduta: boolean;
  /** What it waits for, if it waits for its code. */
  readonly attesa: AttesaRiga | null;
  readonly passi: readonly PassoRiga[];
}

/** Answers "where are you?" for one riga. */
@Injectable()
export class LeggiRiga {
  constructor(
    private readonly database: Database,
    private readonly ambito: AmbitoVisibile,
    private readonly keyRing: KeyRing,
    private readonly silenzio: Silenzio,
    private readonly attese: LeggiAttesa,
  ) {}

  /** @throws Problem riga_sconosciuta, also for a riga of others */
  async follow(caller: Caller, id: string): Promise<RigaSeguita> {
    const scope = await this.ambito.overRiga(caller, id);
    return this.database.transaction('api', scope, async (tx) => {
      const [riga] = await tx.query<RigaDelLedger>(
        `SELECT r.id, r.invio_id, r.linea, r.colonna, r.ente_erogatore, r.stato, r.annullamento,
           encode(r.record_id, 'hex') AS record_id, r.revisione, r.in_attesa_dal, r.giudicata_il, r.variata_il,
           r.sostituita_da, r.riga_origine, i.ricevuto_il, r.codice_ricevuto, r.codice_inps, r.codifica AS versioni,
           i.nomenclatura, i.tracciato, i.formato, r.foglio, r.id_mittente, r.completare_entro
         FROM riga r JOIN invio i ON i.id = r.invio_id WHERE r.id = $1`,
        [id],
      );
      if (riga === undefined) throw ingestionProblem('riga_sconosciuta');
      const { giudicata_il, variata_il, sostituita_da, riga_origine, ricevuto_il, ...rest } = riga;
      const { codice_ricevuto, codice_inps, versioni, nomenclatura, id_mittente, ...shown } = rest;
      const instants = { giudicata_il, variata_il, sostituita_da, ricevuto_il };
      // A riga that repeats another has facts of its own only if it was cancelled with its invio.
      const byRiga = await readFatti(tx, riga_origine === null ? [id] : [riga_origine, id]);
      const fatti = [...byRiga.values()].flat();
      return {
        ...shown,
        numero: numeroOf(id),
        cella: cellaIn(riga.formato, { numero: numeroOf(id), linea: riga.linea, colonna: 1 }),
        id_mittente: openIdMittente(this.keyRing, id, id_mittente),
        scaduta: this.silenzio.isScaduta(riga.stato, riga.completare_entro),
        silente: this.silenzio.isSilente(riga.stato, riga.in_attesa_dal),
        restituita: false,
        ...seguitoOf(this.keyRing, fatti),
        codifica: riga.record_id === null ? null : codificaOf({ codice_ricevuto, codice_inps, versioni, nomenclatura }),
        attesa: riga.stato === 'in_attesa_di_codifica' ? await this.attese.read(tx, riga_origine ?? id) : null,
        passi: passiOf(this.keyRing, { ...rest, ...instants }, fatti),
      };
    });
  }
}

function codificaOf({
  codice_ricevuto,
  codice_inps,
  versioni,
  nomenclatura,
}: Pick<RigaDelLedger, 'codice_ricevuto' | 'codice_inps' | 'versioni' | 'nomenclatura'>): CodificaRigaLetta {
  if (codice_ricevuto !== null) return { codice_ricevuto, codice_inps, versioni: versioni ?? [] };
  return { codice_ricevuto, codice_inps, versioni: nomenclatura === null ? [] : [nomenclatura] };
}
