import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { AnnotaVariazioni, type VariazionePersona } from '../variazione/annota-variazioni.js';
import { ResidenzeEffettive } from '../residenza/residenze-effettive.js';
import { type DatiMigliori, datiMigliori } from './dati-migliori.js';
import { DatiRiservati } from './dati-riservati.js';
import { diverse } from './detti-diversi.js';
import { gruppiVariati } from './gruppi-variati.js';
import type { Persona } from './schede-note.js';
import { type CodiceRitrovato, PersoneCessate } from './persone-cessate.js';
import type { PersonaPrima } from './trattieni-persone.js';

const CHIARI = `cognome, nome, anno_nascita, data_nascita, comune_residenza, vita, data_decesso, dubbia, riservato`;

const PERSONE = {
  name: 'snodo_anagrafe_scrivi_persone',
  text: `INSERT INTO persona (id, ${CHIARI}, variata_il)
  SELECT v.*, $11::timestamptz FROM unnest($1::uuid[], $2::text[], $3::text[], $4::smallint[], $5::date[], $6::text[], $7::text[],
    $8::date[], $9::boolean[], $10::bytea[]) AS v
  ON CONFLICT (id) DO UPDATE SET (${CHIARI}, variata_il, revisione) =
    (${CHIARI.split(', ')
      .map((column) => `excluded.${column}`)
      .join(', ')}, excluded.variata_il, persona.revisione + 1)`,
};

/** The codes of a person are those of its live schede, no more and no less. */
const CODICI_TOLTI = `DELETE FROM persona_codice c WHERE c.persona_id = ANY ($1::uuid[])
  AND NOT EXISTS (SELECT FROM scheda s WHERE s.persona_id = c.persona_id AND s.indice = c.indice)
  AND NOT EXISTS (SELECT FROM scheda_codice s WHERE s.persona_id = c.persona_id AND s.indice = c.indice)`;
/** With those that are no more whom one of the codes may be of. */
const CODICI = {
  name: 'snodo_anagrafe_scrivi_codici_e_cessate',
  text: `WITH detti AS (SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS v (persona_id, indice, gruppo)),
    scritti AS (INSERT INTO persona_codice (persona_id, indice, gruppo) SELECT * FROM detti ON CONFLICT DO NOTHING)
  SELECT d.persona_id AS "personaId", c.persona_id AS cessata, c.era, encode(c.indice, 'hex') AS indice, encode(c.nome, 'hex') AS nome
  FROM detti d JOIN persona_cessata c ON c.indice = d.indice`,
};

/** Whether another has one of its codes. Of the persons that it concerns most are as they were. */
const DUBBIE = `UPDATE persona p SET dubbia = NOT p.dubbia, revisione = p.revisione + 1
  WHERE p.id = ANY ($1::uuid[]) AND p.dubbia <> EXISTS (SELECT FROM persona_codice mio JOIN persona_codice suo
    ON suo.indice = mio.indice AND suo.persona_id <> mio.persona_id WHERE mio.persona_id = p.id)`;

/** Persons of whom something is said by other schede than before, and those of whom nothing is said any more. */
export interface PersoneDaScrivere {
  readonly persone: readonly Persona[];
  readonly sciolte: readonly string[];
  /** Of whom nothing is said any more because they are others: their ids go on, and lead there. */
  readonly assorbite?: readonly string[];
  /** Of those of whom nothing is said, who has their records now. */
  readonly eredi?: ReadonlyMap<string, string>;
}

interface OpzioniScrittura {
  readonly codiciTolti: boolean;
  readonly soloVariate?: boolean;
  readonly ricordate?: boolean;
}

/** Writes golden persons with the codes that lead to them, after their schede, while the locks of `TrattieniPersone` are held. */
@Injectable()
export class ScriviPersone {
  constructor(
    private readonly riservati: DatiRiservati,
    private readonly residenze: ResidenzeEffettive,
    private readonly annota: AnnotaVariazioni,
    private readonly cessate: PersoneCessate,
    private readonly clock: Clock,
  ) {}

  /**
   * @param prima the same persons as they are stored, as far as they are
   * @param codiciTolti whether codes that lead to a person may do so no longer
   * @param soloVariate those that come out as they are stored are left as they are
   * @param ricordate whether those that are no more had said of them what they are stored with, and may be found again by it
   * @returns how many were written or taken away
   */
  async write(
    tx: Tx,
    { persone, sciolte, assorbite = [], eredi = new Map() }: PersoneDaScrivere,
    prima: ReadonlyMap<string, PersonaPrima>,
    { codiciTolti, soloVariate = false, ricordate = true }: OpzioniScrittura,
  ): Promise<number> {
    const ids = [...persone.map(({ id }) => id), ...sciolte, ...assorbite];
    if (ids.length === 0) return 0;
    const residenze = await this.residenze.of(tx, ids, prima);
    const migliori = persone.map((persona) => ({
      persona,
      prima: prima.get(persona.id),
      dopo: datiMigliori(persona.schede, residenze.get(persona.id)),
    }));
    const written = soloVariate ? migliori.filter((one) => isOther(one.prima, one.dopo)) : migliori;
    await this.#writePersone(tx, written);
    await this.cessate.keep(tx, sciolte, ricordate ? prima : new Map());
    const ritrovati = await this.#writeCodici(tx, persone);
    await this.cessate.dissolve(tx, sciolte, eredi);
    await this.cessate.find(tx, ritrovati, eredi, comeIn(migliori));
    await this.cessate.forget(tx, eredi);
    if (codiciTolti) await tx.execute(CODICI_TOLTI, [ids]);
    await this.annota.note(
      tx,
      written.flatMap((one) => variazioneOf(one.prima, one.dopo)),
    );
    return written.length + sciolte.length;
  }

  /** Sets the mark of doubt by the codes as they are written. @returns how many had another */
  mark(tx: Tx, ids: readonly string[]): Promise<number> {
    return tx.execute(DUBBIE, [ids]);
  }

  async #writePersone(
    tx: Tx,
    written: readonly { readonly persona: Persona; readonly dopo: DatiMigliori }[],
  ): Promise<void> {
    if (written.length === 0) return;
    const best = written.map(({ dopo }) => dopo.dati);
    await tx.execute(PERSONE, [
      written.map(({ persona }) => persona.id),
      best.map(({ cognome }) => cognome),
      best.map(({ nome }) => nome),
      best.map(({ annoNascita }) => annoNascita ?? null),
      best.map(({ dataNascita }) => dataNascita ?? null),
      best.map(({ comuneResidenza }) => comuneResidenza ?? null),
      written.map(({ dopo }) => dopo.vita),
      written.map(({ dopo }) => dopo.dataDecesso ?? null),
      written.map(({ persona }) => persona.dubbia),
      written.map(({ persona, dopo }) => this.riservati.sealPersona(persona.id, dopo)),
      this.clock.now(),
    ]);
  }

  /** @returns those that are no more who had one of the codes */
  async #writeCodici(tx: Tx, persone: readonly Persona[]): Promise<readonly CodiceRitrovato[]> {
    const codici = persone.flatMap(({ id, schede }) => {
      const indici = diverse(schede).flatMap((scheda) => scheda.indici);
      return [...new Map(indici.map((one) => [one.indice, { id, ...one }])).values()];
    });
    if (codici.length === 0) return [];
    return tx.query<CodiceRitrovato>(CODICI, [
      codici.map(({ id }) => id),
      codici.map(({ indice }) => Buffer.from(indice, 'hex')),
      codici.map(({ gruppo }) => Buffer.from(gruppo, 'hex')),
    ]);
  }
}

/** What each is called. */
function comeIn(migliori: readonly { readonly persona: Persona; readonly dopo: DatiMigliori }[]) {
  const dati = new Map(migliori.map(({ persona, dopo }) => [persona.id, dopo.dati]));
  return (id: string) => dati.get(id)!;
}

function isOther(prima: PersonaPrima | undefined, dopo: DatiMigliori): boolean {
  if (prima === undefined) return true;
  const dati = prima.dati();
  return (
    gruppiVariati({ ...prima, dati }, dopo).length > 0 || JSON.stringify(dati.fonti) !== JSON.stringify(dopo.fonti)
  );
}

/** Of a person made now there is nothing to tell: nobody knew it. */
function variazioneOf(prima: PersonaPrima | undefined, dopo: DatiMigliori): VariazionePersona[] {
  if (prima === undefined) return [];
  const gruppi = gruppiVariati({ ...prima, dati: prima.dati() }, dopo);
  return gruppi.length === 0 ? [] : [{ personaId: prima.id, gruppi }];
}
