import { randomUUID } from 'node:crypto';
import type { LegalDay } from '#libs/codici';
import { Database } from '#libs/persistence';
import type { Famiglia, FamigliaDetta } from '../famiglia/famiglia-detta.js';
import { ScriviFamiglie } from '../famiglia/scrivi-famiglie.js';
import { DettiResidenza } from '../residenza/detti-residenza.js';
import { ResidenzeEffettive } from '../residenza/residenze-effettive.js';
import type { AnagrafeDiProva } from './anagrafe-di-prova.js';
import { ENTI } from './riferimenti-di-prova.js';
import { recordIdOf } from './righe-di-prova.js';

/** A comune of the tests. */
type NomeComune = 'recanati' | 'loreto' | 'portoRecanati' | 'ancona';

/** What a record of a comune says of a person. */
export interface Iscrizione {
  readonly comune: NomeComune;
  readonly revisione?: number;
  readonly dal?: string;
  readonly al?: string;
  readonly indirizzo?: string;
  readonly famiglia?: Partial<Omit<FamigliaDetta, keyof Famiglia>> & { readonly numero: string };
}

/** Persons with a residence and a famiglia, without the deliveries that say so. */
export class ResidentiDiProva {
  readonly #records = new Map<string, number>();

  constructor(private readonly anagrafe: AnagrafeDiProva) {}

  /** A person of whom nothing is known yet but the name. */
  async persona(nome: string, cognome = 'ROSSI'): Promise<string> {
    const id = randomUUID();
    await this.anagrafe.database.admin(
      `INSERT INTO anagrafe_regionale.persona (id, cognome, nome, anno_nascita, data_nascita, dubbia, riservato, variata_il)
       VALUES ($1, $2, $3, 1980, '1980-05-05', false, '', now())`,
      [id, cognome, nome],
    );
    return id;
  }

  /** A comune says something of a person, as linking leaves it; a second time it is a newer revision of the same record. */
  async iscrive(personaId: string, { comune, famiglia, ...days }: Iscrizione): Promise<void> {
    const { istat, id: ente } = ENTI[comune];
    const recordId = recordIdOf(`${personaId} ${comune}`);
    const revisione = (this.#records.get(recordId) ?? 0) + 1;
    this.#records.set(recordId, revisione);
    // Who says it first is told by the instant: two at once would be told apart by ids, which are random.
    this.anagrafe.clock.advance(1000);
    const accettataIl = this.anagrafe.clock.now().toISOString();
    await this.anagrafe.database.admin(
      `INSERT INTO anagrafe_regionale.scheda (record_id, revisione, persona_id, ente_erogatore, tracciato, cognome, nome, riservato,
         accettata_il, registrata_il, fonte, comune_fonte)
       VALUES ($1, $2, $3, $4, 'ANAGRAFE@1.0', 'ROSSI', 'X', '', $5, $5, 'anagrafe_comunale', $6)
       ON CONFLICT (record_id) DO UPDATE SET revisione = excluded.revisione`,
      [Buffer.from(recordId, 'hex'), revisione, personaId, ente, accettataIl, istat],
    );
    const { dal = '2010-01-01', al, indirizzo } = days;
    const periodi = [{ dal: dal as LegalDay, al: al as LegalDay | undefined, indirizzo }];
    const detta: FamigliaDetta[] =
      famiglia === undefined ? [] : [{ comune: istat, tipo: 'famiglia', dal, al, ...famiglia }];
    const residenza = await this.anagrafe.get(Database).transaction('consumer', {}, async (tx) => {
      await this.anagrafe
        .get(DettiResidenza)
        .write(tx, [{ fonte: 'anagrafe_comunale', recordId, revisione, accettataIl, comune: istat, periodi }]);
      const found = await this.anagrafe.get(ResidenzeEffettive).of(tx, [personaId]);
      await this.anagrafe.get(ScriviFamiglie).write(tx, [{ recordId, personaId, famiglie: detta }]);
      return found.get(personaId) ?? null;
    });
    await this.anagrafe.database.admin(`UPDATE anagrafe_regionale.persona SET comune_residenza = $2 WHERE id = $1`, [
      personaId,
      residenza,
    ]);
  }
}
