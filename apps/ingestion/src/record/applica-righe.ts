import { Injectable } from '@nestjs/common';
import { righePsPsaSinaAccettateV1 } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Clock, type Tx } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { type Colonna, byteaOf, insertMany } from '../inserisci-molte.js';
import { rigaId } from '../riga/riga-id.js';
import { REGOLE_CON_STATO, rilievoConStato } from '../rilievo/regole-con-stato.js';
import { type RilieviDaScrivere, writeRilievi } from '../rilievo/scrivi-rilievi.js';
import type { EsitoLettura } from '../validazione/esito-lettura.js';
import type { Lavoro } from '../validazione/lavori.js';
import type { RigaAccolta } from '../validazione/lotto.js';
import { lockRecords, writeRecords } from './leggi-record.js';
import { type RevisioniDecise, type RigaDecisa, decideRevisions } from './revisioni.js';

/** Rilievi of the reading come first; those found here are numbered far from them. */
const PRIMO_INDICE = 1000;

/** An accepted riga with what was decided of it. */
interface Applicata extends RigaAccolta {
  readonly decisa: RigaDecisa;
}

/** Makes accepted righe take effect: revisions, ledger, messages, in the transaction given. */
@Injectable()
export class ApplicaRighe {
  constructor(
    private readonly outbox: Outbox,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /**
   * @param lotti each becomes at most one message
   * @throws RecordContesi: roll back and try again
   */
  async apply(tx: Tx, lavoro: Lavoro, esito: EsitoLettura, lotti: readonly (readonly RigaAccolta[])[]): Promise<void> {
    const righe = lotti.flat();
    if (righe.length === 0) return;
    const inAttesa = righe.map(({ numero, recordId, impronta, annullamento }) => ({
      rigaId: rigaId(lavoro.invioId, numero),
      recordId,
      impronta,
      annullamento,
    }));
    const noti = await lockRecords(
      tx,
      righe.map(({ recordId }) => recordId),
    );
    const decise = decideRevisions(noti, inAttesa, lavoro.ordine);
    const applicate = righe.map((riga, index): Applicata => ({ ...riga, decisa: decise.righe[index]! }));
    await writeRecords(tx, esito.enteErogatore, noti, decise.record);
    await this.#replaceEarlier(tx, decise);
    await this.#writeRighe(tx, lavoro.invioId, esito.enteErogatore, applicate);
    await writeRilievi(tx, this.keyRing, lavoro.invioId, esito.enteErogatore, applicate.flatMap(rilieviOf));
    await this.#publish(tx, lavoro, esito, lotti, new Map(applicate.map((riga) => [riga.numero, riga])));
  }

  async #replaceEarlier(tx: Tx, { sostituite }: RevisioniDecise): Promise<void> {
    if (sostituite.length === 0) return;
    await tx.execute(
      `UPDATE riga SET stato = t.stato, sostituita_da = t.da, variata_il = $4
       FROM unnest($1::uuid[], $2::stato_riga[], $3::uuid[]) t (id, stato, da) WHERE riga.id = t.id`,
      [
        sostituite.map((one) => one.rigaId),
        sostituite.map(({ stato }) => stato),
        sostituite.map(({ da }) => da),
        this.clock.now(),
      ],
    );
  }

  async #writeRighe(tx: Tx, invioId: string, ente: string, applicate: readonly Applicata[]): Promise<void> {
    const now = this.clock.now();
    const columns: Colonna<Applicata>[] = [
      { nome: 'id', tipo: 'uuid', valore: ({ decisa }) => decisa.rigaId },
      { nome: 'invio_id', tipo: 'uuid', valore: () => invioId },
      { nome: 'ente_erogatore', tipo: 'uuid', valore: () => ente },
      { nome: 'linea', tipo: 'int', valore: ({ linea }) => linea },
      { nome: 'colonna', tipo: 'int', valore: ({ colonna }) => colonna },
      { nome: 'stato', tipo: 'stato_riga', valore: ({ decisa }) => decisa.stato },
      { nome: 'annullamento', tipo: 'boolean', valore: ({ annullamento }) => annullamento },
      { nome: 'record_id', tipo: 'bytea', valore: ({ recordId }) => byteaOf(recordId) },
      { nome: 'revisione', tipo: 'int', valore: ({ decisa }) => decisa.revisione ?? null },
      { nome: 'giudicata_il', tipo: 'timestamptz', valore: () => now },
      { nome: 'variata_il', tipo: 'timestamptz', valore: ({ decisa }) => (decisa.sostituitaDa ? now : null) },
      { nome: 'sostituita_da', tipo: 'uuid', valore: ({ decisa }) => decisa.sostituitaDa ?? null },
    ];
    await insertMany(tx, 'riga', columns, applicate);
  }

  async #publish(
    tx: Tx,
    { invioId, tracciato, enteMittente }: Lavoro,
    { enteErogatore, nomenclatura }: EsitoLettura,
    lotti: readonly (readonly RigaAccolta[])[],
    applicate: ReadonlyMap<number, Applicata>,
  ): Promise<void> {
    const accettateIl = this.clock.now().toISOString();
    const bodies = lotti
      .map((lotto) => lotto.map(({ numero }) => applicate.get(numero)!).filter(({ decisa }) => decisa.daPubblicare))
      .filter((righe) => righe.length > 0)
      .map((righe) => ({
        invioId,
        tracciato,
        enteMittente,
        accettateIl,
        righe: righe.map(({ decisa, annullamento, contenuto }) => ({
          rigaId: decisa.rigaId,
          recordId: decisa.recordId,
          revisione: decisa.revisione!,
          annullamento,
          enteErogatore,
          contenuto,
          nomenclatura,
        })),
      }));
    await this.outbox.publishMany(
      tx,
      righePsPsaSinaAccettateV1,
      bodies.map((body) => ({ key: invioId, ente: enteErogatore, body })),
    );
  }
}

function rilieviOf({ numero, linea, colonna, annullamento, decisa }: Applicata): RilieviDaScrivere[] {
  const regola =
    decisa.stato === 'respinta' && annullamento
      ? REGOLE_CON_STATO.annullamentoSconosciuto
      : decisa.revisione !== undefined && !decisa.daPubblicare
        ? REGOLE_CON_STATO.giaPresente
        : undefined;
  if (regola === undefined) return [];
  return [{ numero, dal: PRIMO_INDICE, rilievi: [rilievoConStato(regola, { riga: numero, linea, colonna })] }];
}
