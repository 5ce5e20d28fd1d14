import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LegalDay } from '#libs/codici';
import { Logger, metrics } from '#libs/observability';
import type { Tx } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { AnnotaDomande } from '../fonte-esterna/annota-domande.js';
import { AnnotaVariazioni, type VariazionePersona } from '../variazione/annota-variazioni.js';
import type { Contesa, Cronologia } from './cronologia.js';
import { type GenereResidenza, type RigaResidenza, changesOf, periodsOf } from './variazioni-residenza.js';

const NOTE = `SELECT id, persona_id AS "personaId", genere, comune, fonte, dal, al, indirizzo FROM residenza
  WHERE persona_id = ANY ($1::uuid[]) AND noto_al IS NULL`;
const CLOSE = `UPDATE residenza SET noto_al = greatest($2::timestamptz, noto_dal) WHERE id = ANY ($1::uuid[])`;
const INSERT = `INSERT INTO residenza (id, persona_id, genere, comune, fonte, dal, al, indirizzo, noto_dal)
  SELECT v.*, $9::timestamptz FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[], $7::date[], $8::bytea[]) AS v`;

/** Contests that are no more end; those that are new begin. A claim that goes on keeps its row. */
const CLOSE_CONTESE = `UPDATE residenza_contesa c SET chiusa_il = $4, esito = CASE WHEN c.comune = v.comune THEN 'accolta' ELSE 'caduta' END
  FROM unnest($1::uuid[], $2::text[], $3::text[]) AS v (persona_id, comune, contendono)
  WHERE c.persona_id = v.persona_id AND c.chiusa_il IS NULL AND c.comune <> ALL (string_to_array(v.contendono, ','))`;
const CONTESE = `INSERT INTO residenza_contesa (id, persona_id, comune, stabilita, dal, accettata_il, aperta_il)
  SELECT v.*, $7::timestamptz FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::timestamptz[]) AS v
  ON CONFLICT (persona_id, comune) WHERE chiusa_il IS NULL DO UPDATE SET stabilita = excluded.stabilita, dal = excluded.dal
    WHERE (residenza_contesa.stabilita, residenza_contesa.dal) IS DISTINCT FROM (excluded.stabilita, excluded.dal)
  RETURNING (xmax = 0) AS nuova, persona_id AS "personaId"`;

const CONTESE_APERTE = metrics.counter(
  'snodo_anagrafe_residenze_contese_total',
  'Claims of a comune on the resident of another',
);

interface RigaNota {
  readonly id: string;
  readonly personaId: string;
  readonly genere: GenereResidenza;
  readonly comune: string;
  readonly fonte: RigaResidenza['fonte'];
  readonly dal: string;
  readonly al: string | null;
  readonly indirizzo: Buffer | null;
}

/** Keeps residences on the two axes: what is no more so is closed, what is so now is added, nothing is rewritten. */
@Injectable()
export class ScriviResidenze {
  readonly #logger = new Logger({ app: 'anagrafe-regionale' }).child({ context: 'ScriviResidenze' });

  constructor(
    private readonly keyRing: KeyRing,
    private readonly annota: AnnotaVariazioni,
    private readonly domande: AnnotaDomande,
  ) {}

  /**
   * @param cronologie of those of `personaIds` of whom an authority said anything: the others have no residence of record
   * @param diPrima those of `personaIds` who were there before: nobody can know the others yet
   */
  async write(
    tx: Tx,
    personaIds: readonly string[],
    cronologie: ReadonlyMap<string, Cronologia>,
    { adesso, diPrima }: { readonly adesso: Date; readonly diPrima: ReadonlyMap<string, unknown> },
  ): Promise<void> {
    const note = await tx.query<RigaNota>(NOTE, [personaIds]);
    const known = note.map(({ indirizzo, ...row }) => ({
      ...row,
      indirizzo: indirizzo === null ? null : this.keyRing.decrypt(indirizzo, `residenza:${row.id}`).toString(),
    }));
    const { chiuse, nuove } = changesOf(known, periodsOf(cronologie));
    if (chiuse.length > 0) await tx.execute(CLOSE, [chiuse.map(({ id }) => id), adesso]);
    await this.#insert(tx, nuove, adesso);
    if (cronologie.size > 0 || note.length > 0) await this.#writeContese(tx, personaIds, cronologie, adesso);
    await this.annota.note(
      tx,
      variazioniOf(
        chiuse,
        nuove.filter(({ personaId }) => diPrima.has(personaId) || note.some((one) => one.personaId === personaId)),
      ),
    );
  }

  async #insert(tx: Tx, nuove: readonly RigaResidenza[], adesso: Date): Promise<void> {
    if (nuove.length === 0) return;
    const rows = nuove.map((row) => ({ id: randomUUID(), ...row }));
    await tx.execute(INSERT, [
      rows.map(({ id }) => id),
      rows.map(({ personaId }) => personaId),
      rows.map(({ genere }) => genere),
      rows.map(({ comune }) => comune),
      rows.map(({ fonte }) => fonte),
      rows.map(({ dal }) => dal),
      rows.map(({ al }) => al),
      rows.map(({ id, indirizzo }) =>
        indirizzo === null ? null : this.keyRing.encrypt(Buffer.from(indirizzo), `residenza:${id}`),
      ),
      adesso,
    ]);
  }

  async #writeContese(
    tx: Tx,
    personaIds: readonly string[],
    cronologie: ReadonlyMap<string, Cronologia>,
    adesso: Date,
  ): Promise<void> {
    const stati = personaIds.map((personaId) => {
      const { residenze = [], contese = [] } = cronologie.get(personaId) ?? {};
      const stabilita = residenze.find(({ al }) => al === undefined)?.comune ?? null;
      return { personaId, stabilita, contendono: contese.map(({ comune }) => comune).join() };
    });
    await tx.execute(CLOSE_CONTESE, [
      stati.map(({ personaId }) => personaId),
      stati.map(({ stabilita }) => stabilita),
      stati.map(({ contendono }) => contendono),
      adesso,
    ]);
    const contese = [...cronologie].flatMap(([personaId, found]) =>
      found.contese.map((contesa) => ({ personaId, ...contesa })),
    );
    if (contese.length > 0) await this.#openContese(tx, contese, adesso);
  }

  async #openContese(tx: Tx, contese: readonly (Contesa & { readonly personaId: string })[], adesso: Date) {
    const opened = await tx.query<{ nuova: boolean; personaId: string }>(CONTESE, [
      contese.map(() => randomUUID()),
      contese.map(({ personaId }) => personaId),
      contese.map(({ comune }) => comune),
      contese.map(({ stabilita }) => stabilita),
      contese.map(({ dal }) => dal),
      contese.map(({ accettataIl }) => accettataIl),
      adesso,
    ]);
    const dispute = opened.filter(({ nuova }) => nuova);
    const nuove = dispute.length;
    if (nuove === 0) return;
    await this.domande.note(
      tx,
      dispute.map(({ personaId }) => ({ personaId, motivo: 'residenza_contesa', fonte: 'anpr' })),
    );
    tx.afterCommit(() => {
      CONTESE_APERTE.inc(nuove);
      this.#logger.warn('comuni claim residents of other comuni', { contese: nuove });
    });
  }
}

/** Who changes comune changes famiglia too, whether or not its famiglie are written now: a comune is heard on those of its residents only. */
function variazioniOf(chiuse: readonly RigaResidenza[], nuove: readonly RigaResidenza[]): VariazionePersona[] {
  const aperta = (rows: readonly RigaResidenza[], personaId: string) =>
    rows.find((row) => row.personaId === personaId && row.genere === 'residenza' && row.al === null);
  return Array.from(new Set([...chiuse, ...nuove].map(({ personaId }) => personaId)), (personaId) => {
    const prima = aperta(chiuse, personaId);
    const ora = aperta(nuove, personaId);
    if (prima?.comune === ora?.comune) return { personaId, gruppi: ['residenza'] as const };
    const gruppi = ['residenza', 'famiglia'] as const;
    return ora === undefined ? { personaId, gruppi } : { personaId, gruppi, decorrenza: ora.dal as LegalDay };
  });
}
