import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { Riferimento } from '../persona/riferimento.js';
import { AnnotaVariazioni, type VariazionePersona } from '../variazione/annota-variazioni.js';
import { MOST_IN_FAMIGLIA } from '../variazione/smista-variazioni.js';
import type { FamiglieDiRecord } from './famiglia-detta.js';

const NOTE = `SELECT id, encode(record_id, 'hex') AS "recordId", persona_id AS "personaId", comune, encode(famiglia, 'hex') AS famiglia, tipo,
    relazione, dal, al
  FROM famiglia_componente WHERE record_id = ANY ($1::bytea[]) AND noto_al IS NULL`;
const CLOSE = `UPDATE famiglia_componente SET noto_al = greatest($2::timestamptz, noto_dal) WHERE id = ANY ($1::uuid[])`;
const INSERT = `INSERT INTO famiglia_componente (id, record_id, persona_id, comune, famiglia, tipo, relazione, dal, al, noto_dal)
  SELECT v.*, $10::timestamptz FROM unnest($1::uuid[], $2::bytea[], $3::uuid[], $4::text[], $5::bytea[], $6::text[], $7::text[], $8::date[],
    $9::date[]) AS v`;

/** As for reading: the famiglia that a comune claims for who was never its resident is nobody's, and its coming and going changes nothing. */
const CREDUTE = `SELECT DISTINCT v.famiglia, v.persona_id AS "personaId"
  FROM unnest($1::text[], $2::uuid[], $3::text[]) AS v (famiglia, persona_id, comune)
  WHERE EXISTS (SELECT FROM residenza r WHERE r.persona_id = v.persona_id AND r.comune = v.comune AND r.genere = 'residenza')`;

/** A scheda that changed person takes its places in famiglie along; what was known before stays known. */
const FOLLOW = `WITH altrove AS (
    UPDATE famiglia_componente f SET noto_al = greatest($2::timestamptz, f.noto_dal) FROM scheda s
    WHERE s.persona_id = ANY ($1::uuid[]) AND f.record_id = s.record_id AND f.noto_al IS NULL AND f.persona_id <> s.persona_id
    RETURNING f.*, s.persona_id AS ora)
  INSERT INTO famiglia_componente (id, record_id, persona_id, comune, famiglia, tipo, relazione, dal, al, noto_dal)
  SELECT gen_random_uuid(), record_id, ora, comune, famiglia, tipo, relazione, dal, al, $2 FROM altrove
  RETURNING encode(famiglia, 'hex') AS famiglia, persona_id AS "personaId"`;

/** Of a number written for anybody none: all of them would be noted at every fornitura, and nobody is told of one through another. */
const COMPONENTI = `SELECT encode(f.famiglia, 'hex') AS famiglia, m.id AS "personaId" FROM (SELECT v.famiglia,
    ARRAY(SELECT DISTINCT c.persona_id FROM famiglia_componente c WHERE c.famiglia = v.famiglia AND c.noto_al IS NULL
      LIMIT ${MOST_IN_FAMIGLIA + 1}) AS ids
    FROM unnest($1::bytea[]) AS v (famiglia)) f CROSS JOIN LATERAL unnest(f.ids) AS m (id)
  WHERE cardinality(f.ids) <= ${MOST_IN_FAMIGLIA}`;
const PROTETTE = `SELECT id FROM persona WHERE id = ANY ($1::uuid[]) AND protetta`;

/** Somebody's coming into a famiglia, or leaving it. */
type Mossa = Pick<Componente, 'famiglia' | 'personaId'>;

interface Componente {
  readonly recordId: string;
  readonly personaId: string;
  readonly comune: string;
  readonly famiglia: string;
  readonly tipo: string;
  readonly relazione: string | null;
  readonly dal: string;
  readonly al: string | null;
}

/** Keeps who is in which famiglia on the two axes, and notes for whom it changed: who stays learns of who left. */
@Injectable()
export class ScriviFamiglie {
  constructor(
    private readonly riferimento: Riferimento,
    private readonly annota: AnnotaVariazioni,
    private readonly clock: Clock,
  ) {}

  /** @param detti the last revision of each record; one that says nothing of famiglie takes its person out of them */
  async write(tx: Tx, detti: readonly FamiglieDiRecord[]): Promise<void> {
    if (detti.length === 0) return;
    const known = await tx.query<Componente & { readonly id: string }>(NOTE, [
      detti.map(({ recordId }) => Buffer.from(recordId, 'hex')),
    ]);
    const right = new Map(detti.flatMap((detto) => this.#componentiOf(detto)).map((one) => [keyOf(one), one]));
    const before = new Set(known.map(keyOf));
    const chiusi = known.filter((one) => !right.has(keyOf(one)));
    const nuovi = [...right].filter(([key]) => !before.has(key)).map(([, one]) => one);
    const adesso = this.clock.now();
    if (chiusi.length > 0) await tx.execute(CLOSE, [chiusi.map(({ id }) => id), adesso]);
    if (nuovi.length > 0) await insert(tx, nuovi, adesso);
    await this.#noteOf(tx, await credute(tx, [...chiusi, ...nuovi]));
  }

  /** For persons whose schede may have been another's: to be asked where persons are written. */
  async follow(tx: Tx, personaIds: readonly string[]): Promise<void> {
    await this.#noteOf(tx, await tx.query<Mossa>(FOLLOW, [personaIds, this.clock.now()]));
  }

  #componentiOf({ recordId, personaId, famiglie }: FamiglieDiRecord): Componente[] {
    if (personaId === undefined) return [];
    return famiglie.map(({ comune, numero, tipo, relazione, dal, al }) => {
      const famiglia = this.riferimento.ofFamiglia(comune, numero);
      return { recordId, personaId, comune, famiglia, tipo, relazione: relazione ?? null, dal, al: al ?? null };
    });
  }

  async #noteOf(tx: Tx, mosse: readonly Mossa[]): Promise<void> {
    if (mosse.length === 0) return;
    const famiglie = [...new Set(mosse.map(({ famiglia }) => famiglia))];
    const movers = [...new Set(mosse.map(({ personaId }) => personaId))];
    const componenti = await tx.query<Mossa>(COMPONENTI, [bytesOf(famiglie)]);
    const protette = await tx.query<{ id: string }>(PROTETTE, [movers]);
    await this.annota.note(tx, variazioniOf(mosse, componenti, new Set(protette.map(({ id }) => id))));
  }
}

/** Through who stays, what a protected person did is told to nobody that may not know of her: such changes name her as their cause. */
function variazioniOf(
  mosse: readonly Mossa[],
  componenti: readonly Mossa[],
  protette: ReadonlySet<string>,
): VariazionePersona[] {
  const gruppi = ['famiglia'] as const;
  const plain = new Set(mosse.map(({ personaId }) => personaId));
  const caused = new Map<string, VariazionePersona>();
  for (const { famiglia, personaId: causa } of mosse) {
    for (const { personaId } of componenti.filter((uno) => uno.famiglia === famiglia && uno.personaId !== causa)) {
      if (protette.has(causa)) caused.set(`${personaId} ${causa}`, { personaId, gruppi, causa });
      else plain.add(personaId);
    }
  }
  return [...Array.from(plain, (personaId) => ({ personaId, gruppi })), ...caused.values()];
}

async function credute(tx: Tx, mosse: readonly Componente[]): Promise<Mossa[]> {
  if (mosse.length === 0) return [];
  return tx.query<Mossa>(CREDUTE, [
    mosse.map(({ famiglia }) => famiglia),
    mosse.map(({ personaId }) => personaId),
    mosse.map(({ comune }) => comune),
  ]);
}

async function insert(tx: Tx, nuovi: readonly Componente[], adesso: Date): Promise<void> {
  await tx.execute(INSERT, [
    nuovi.map(() => randomUUID()),
    bytesOf(nuovi.map(({ recordId }) => recordId)),
    nuovi.map(({ personaId }) => personaId),
    nuovi.map(({ comune }) => comune),
    bytesOf(nuovi.map(({ famiglia }) => famiglia)),
    nuovi.map(({ tipo }) => tipo),
    nuovi.map(({ relazione }) => relazione),
    nuovi.map(({ dal }) => dal),
    nuovi.map(({ al }) => al),
    adesso,
  ]);
}

function keyOf({ recordId, personaId, comune, famiglia, tipo, relazione, dal, al }: Componente): string {
  return JSON.stringify([recordId, personaId, comune, famiglia, tipo, relazione, dal, al]);
}

function bytesOf(hex: readonly string[]): Buffer[] {
  return hex.map((one) => Buffer.from(one, 'hex'));
}
