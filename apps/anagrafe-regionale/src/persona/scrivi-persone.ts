import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { AnnotaVariazioni, type VariazionePersona } from '../variazione/annota-variazioni.js';
import { ResidenzeEffettive } from '../residenza/residenze-effettive.js';
import { type DatiMigliori, datiMigliori } from './dati-migliori.js';
import { DatiRiservati } from './dati-riservati.js';
import { gruppiVariati } from './gruppi-variati.js';
import type { Persona } from './schede-note.js';
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
const CODICI = {
  name: 'snodo_anagrafe_scrivi_codici',
  text: `INSERT INTO persona_codice (persona_id, indice, gruppo)
  SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) ON CONFLICT DO NOTHING`,
};

/** Persons of whom something is said by other schede than before, and those of whom nothing is said any more. */
export interface PersoneDaScrivere {
  readonly persone: readonly Persona[];
  readonly sciolte: readonly string[];
}

/** Writes golden persons with the codes that lead to them, after their schede, while the locks of `TrattieniPersone` are held. */
@Injectable()
export class ScriviPersone {
  constructor(
    private readonly riservati: DatiRiservati,
    private readonly residenze: ResidenzeEffettive,
    private readonly annota: AnnotaVariazioni,
    private readonly clock: Clock,
  ) {}

  /** @param prima the same persons as they are stored, as far as they are */
  async write(
    tx: Tx,
    { persone, sciolte }: PersoneDaScrivere,
    prima: ReadonlyMap<string, PersonaPrima>,
  ): Promise<void> {
    const ids = [...persone.map(({ id }) => id), ...sciolte];
    if (ids.length === 0) return;
    const residenze = await this.residenze.of(tx, ids);
    const migliori = persone.map(({ id, schede }) => datiMigliori(schede, residenze.get(id)));
    if (persone.length > 0) await this.#writePersone(tx, persone, migliori);
    if (sciolte.length > 0) await tx.execute(`DELETE FROM persona WHERE id = ANY ($1::uuid[])`, [sciolte]);
    const touched = ids.filter((id) => prima.has(id));
    if (touched.length > 0) await tx.execute(CODICI_TOLTI, [touched]);
    await this.annota.note(
      tx,
      persone.flatMap(({ id }, at) => variazioneOf(prima.get(id), migliori[at]!)),
    );
  }

  async #writePersone(tx: Tx, persone: readonly Persona[], migliori: readonly DatiMigliori[]): Promise<void> {
    const best = migliori.map(({ dati }) => dati);
    await tx.execute(PERSONE, [
      persone.map(({ id }) => id),
      best.map(({ cognome }) => cognome),
      best.map(({ nome }) => nome),
      best.map(({ annoNascita }) => annoNascita ?? null),
      best.map(({ dataNascita }) => dataNascita ?? null),
      best.map(({ comuneResidenza }) => comuneResidenza ?? null),
      migliori.map(({ vita }) => vita),
      migliori.map(({ dataDecesso }) => dataDecesso ?? null),
      persone.map(({ dubbia }) => dubbia),
      persone.map(({ id }, at) => this.riservati.sealPersona(id, migliori[at]!)),
      this.clock.now(),
    ]);
    const codici = persone.flatMap(({ id, schede }) =>
      schede.flatMap(({ indici }) => indici.map((one) => ({ id, ...one }))),
    );
    if (codici.length === 0) return;
    await tx.execute(CODICI, [
      codici.map(({ id }) => id),
      codici.map(({ indice }) => Buffer.from(indice, 'hex')),
      codici.map(({ gruppo }) => Buffer.from(gruppo, 'hex')),
    ]);
  }
}

/** Of a person made now there is nothing to tell: nobody knew it. */
function variazioneOf(prima: PersonaPrima | undefined, dopo: DatiMigliori): VariazionePersona[] {
  if (prima === undefined) return [];
  const gruppi = gruppiVariati({ ...prima, dati: prima.dati() }, dopo);
  return gruppi.length === 0 ? [] : [{ personaId: prima.id, gruppi }];
}
