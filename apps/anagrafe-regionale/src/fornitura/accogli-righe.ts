import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { RigaAccettata, RigheAnagrafeAccettateV1 } from '#libs/contracts';
import { Clock, type Tx, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { KeyRing } from '#libs/security';
import type { PersonaAnagrafe } from '#libs/tracciati';
import { Riferimento } from '../persona/riferimento.js';
import { comuneDiEnte } from './comune-di-ente.js';
import { codiciOf } from './dati-anagrafe.js';
import { isResidente, residenzaDichiarata } from './residenza-dichiarata.js';

const FORNITURA = `INSERT INTO fornitura AS f (id, invio_id, ente, verso, comune, tipo, tracciato, stato, ricevute, ignote, ricevuta_il, sentita_il,
    accettata_il, al)
  VALUES ($1, $2, $3, $4, $5, $6, $7, 'in_arrivo', $8, $9, $10, $10, $11, $12)
  ON CONFLICT (invio_id, ente, verso) DO UPDATE SET ricevute = f.ricevute + excluded.ricevute, ignote = f.ignote + excluded.ignote,
    comune = excluded.comune, tipo = excluded.tipo, tracciato = excluded.tracciato, sentita_il = excluded.sentita_il,
    accettata_il = least(f.accettata_il, excluded.accettata_il), al = excluded.al,
    stato = CASE WHEN f.stato <> 'in_arrivo' AND f.verso = 'annullamento' AND coalesce(f.ricevute + excluded.ricevute < f.dette, true)
        THEN 'in_arrivo'
      WHEN (f.stato = 'in_arrivo' OR f.verso = 'annullamento') AND f.ricevute + excluded.ricevute >= f.dette THEN 'completa' ELSE f.stato END
  RETURNING id`;
const RIGHE = `INSERT INTO fornitura_riga (fornitura, record_id, revisione, riga_id, persona_id, annullamento, accettata_il, esce, entra, contenuto)
  SELECT $1, v.* FROM unnest($2::bytea[], $3::int[], $4::uuid[], $5::uuid[], $6::boolean[], $7::timestamptz[], $8::boolean[], $9::boolean[],
    $10::bytea[]) AS v
  ON CONFLICT DO NOTHING`;
const PER_RECORD = `SELECT encode(record_id, 'hex') AS chiave, persona_id AS "personaId" FROM scheda WHERE record_id = ANY ($1::bytea[])`;
const PER_CODICE = `SELECT encode(indice, 'hex') AS chiave, persona_id AS "personaId" FROM persona_codice WHERE indice = ANY ($1::bytea[])`;

/** A riga that waits for the rest of its fornitura, and the person that it seems to be of. */
interface RigaInArrivo {
  readonly riga: RigaAccettata;
  readonly personaId: string | null;
  /** It says dead, gone, or sent by mistake. */
  readonly esce: boolean;
  /** It says resident of its comune. */
  readonly entra: boolean;
}

/** Puts righe of a registry office away, sealed, until their fornitura is whole. */
@Injectable()
export class AccogliRighe {
  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly riferimento: Riferimento,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /**
   * Of who is not known to the registry nothing is kept, not even for an hour, unless an act gives it the whole population: it is counted.
   * A cancellation is kept whoever it is of: it may come before what it cancels.
   */
  async take(tx: Tx, body: RigheAnagrafeAccettateV1): Promise<void> {
    const oggi = legalDayOf(this.clock.now());
    for (const ente of new Set(body.righe.map(({ enteErogatore }) => enteErogatore))) {
      const righe = body.righe.filter(({ enteErogatore }) => enteErogatore === ente);
      const comune = comuneDiEnte(this.riferimenti, ente, oggi)?.comune;
      const note = await this.#known(tx, ente, righe);
      const tutti = this.riferimenti.popolazioneConsentita(ente, oggi);
      const arrivate = righe.map((riga) => arrivataOf(riga, note.get(riga) ?? null, comune));
      const tenute = arrivate.filter(({ riga, personaId }) => tutti || riga.annullamento || personaId !== null);
      const fornitura = await this.#note(tx, body, { ente, comune, ricevute: righe.length, tenute: tenute.length });
      await this.#store(tx, fornitura, tenute, body.accettateIl);
    }
  }

  async #known(tx: Tx, ente: string, righe: readonly RigaAccettata[]): Promise<ReadonlyMap<RigaAccettata, string>> {
    const indici = new Map(
      righe.map((riga) => {
        const codici = codiciOf(riga.contenuto as unknown as PersonaAnagrafe, ente);
        return [riga, codici.map((codice) => this.riferimento.indiciOf(codice).indice)];
      }),
    );
    const read = async (sql: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      const rows = await tx.query<{ chiave: string; personaId: string }>(sql, [
        keys.map((key) => Buffer.from(key, 'hex')),
      ]);
      return new Map(rows.map(({ chiave, personaId }) => [chiave, personaId]));
    };
    const perRecord = await read(
      PER_RECORD,
      righe.map(({ recordId }) => recordId),
    );
    const perCodice = await read(PER_CODICE, [...indici.values()].flat());
    return new Map(
      Array.from(indici).flatMap(([riga, codes]) => {
        const found =
          perRecord.get(riga.recordId) ?? codes.map((code) => perCodice.get(code)).find((id) => id !== undefined);
        return found === undefined ? [] : [[riga, found] as const];
      }),
    );
  }

  async #note(
    tx: Tx,
    { invioId, tracciato, accettateIl, fornitura: { tipo, al, annulla } }: RigheAnagrafeAccettateV1,
    { ente, comune, ricevute, tenute }: { ente: string; comune: string | undefined; ricevute: number; tenute: number },
  ): Promise<string> {
    const verso = annulla === true ? 'annullamento' : 'consegna';
    const ignote = ricevute - tenute;
    const adesso = this.clock.now();
    const [row] = await tx.query<{ id: string }>(FORNITURA, [
      randomUUID(),
      invioId,
      ente,
      verso,
      comune ?? null,
      tipo,
      tracciato,
      ricevute,
      ignote,
      adesso,
      accettateIl,
      al,
    ]);
    return row!.id;
  }

  async #store(tx: Tx, fornitura: string, righe: readonly RigaInArrivo[], accettateIl: string): Promise<void> {
    if (righe.length === 0) return;
    const seal = ({ recordId, revisione, contenuto }: RigaAccettata): Buffer =>
      this.keyRing.encrypt(Buffer.from(JSON.stringify(contenuto)), placeOfRiga({ fornitura, recordId, revisione }));
    await tx.execute(RIGHE, [
      fornitura,
      righe.map(({ riga }) => Buffer.from(riga.recordId, 'hex')),
      righe.map(({ riga }) => riga.revisione),
      righe.map(({ riga }) => riga.rigaId),
      righe.map(({ personaId }) => personaId),
      righe.map(({ riga }) => riga.annullamento),
      righe.map(() => accettateIl),
      righe.map(({ esce }) => esce),
      righe.map(({ entra }) => entra),
      righe.map(({ riga }) => seal(riga)),
    ]);
  }
}

/** Where the content of a riga that waits opens: nowhere else. */
export function placeOfRiga({
  fornitura,
  recordId,
  revisione,
}: Record<'fornitura' | 'recordId', string> & { revisione: number }): string {
  return `fornitura_riga:${fornitura}:${recordId}:${revisione}`;
}

function arrivataOf(riga: RigaAccettata, personaId: string | null, comune: string | undefined): RigaInArrivo {
  const persona = riga.contenuto as unknown as PersonaAnagrafe;
  const dead = persona.deceduto === '1' || persona.dataDecesso !== undefined;
  const entra = !riga.annullamento && comune !== undefined && isResidente(residenzaDichiarata(persona, comune));
  const morto = dead || (persona.eventi ?? []).some(({ tipo }) => tipo === 'decesso');
  return { riga, personaId, esce: riga.annullamento || morto || !entra, entra };
}
