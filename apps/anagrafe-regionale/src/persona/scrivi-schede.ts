import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { DatiRiservati, type Grezzi } from './dati-riservati.js';
import type { Scheda } from './dati-persona.js';
import { dettoIn } from './detti-diversi.js';
import type { Decisione } from './persone-note.js';
import { Riferimento } from './riferimento.js';
import { indicePrincipale } from './trova-per-codice.js';

/** A scheda with what is kept of it and never compared. */
export interface SchedaDaScrivere {
  readonly personaId: string;
  readonly scheda: Scheda;
  readonly decisione: Decisione;
  /** Of `automatica`: by how much, and by which model. */
  readonly punteggio?: number | undefined;
  readonly modello?: string | undefined;
  /** Code and version. */
  readonly tracciato: string;
  readonly grezzi?: Grezzi | undefined;
  readonly fatto?: object | undefined;
}

/** Columns with the type of their arrays and what fills them, in the order of the parameters. */
type Colonna = readonly [
  name: string,
  type: string,
  of: (scritta: SchedaDaScrivere, riservati: DatiRiservati, riferimento: Riferimento) => unknown,
];

const COLONNE: readonly Colonna[] = [
  ['record_id', 'bytea', ({ scheda }) => bytes(scheda.recordId)],
  ['revisione', 'int', ({ scheda }) => scheda.revisione],
  ['persona_id', 'uuid', ({ personaId }) => personaId],
  ['fonte', 'text', ({ scheda }) => scheda.fonte],
  ['comune_fonte', 'text', ({ scheda }) => scheda.comuneFonte ?? null],
  ['ente_erogatore', 'uuid', ({ scheda }) => scheda.enteErogatore],
  ['riga_id', 'uuid', ({ scheda }) => scheda.rigaId ?? null],
  ['tracciato', 'text', ({ tracciato }) => tracciato],
  ['accettata_il', 'timestamptz', ({ scheda }) => scheda.accettataIl],
  ['indice', 'bytea', ({ scheda }) => bytes(indicePrincipale(scheda)?.indice)],
  ['gruppo', 'bytea', ({ scheda }) => bytes(indicePrincipale(scheda)?.gruppo)],
  ['cognome', 'text', ({ scheda }) => scheda.dati.cognome],
  ['nome', 'text', ({ scheda }) => scheda.dati.nome],
  ['anno_nascita', 'smallint', ({ scheda }) => scheda.dati.annoNascita ?? null],
  ['data_nascita', 'date', ({ scheda }) => scheda.dati.dataNascita ?? null],
  ['comune_residenza', 'text', ({ scheda }) => scheda.dati.comuneResidenza ?? null],
  ['vita', 'text', ({ scheda }) => scheda.dati.vita ?? null],
  ['k_cognome_data', 'bigint', ({ scheda }) => scheda.chiavi.cognomeData ?? null],
  ['k_nome_data', 'bigint', ({ scheda }) => scheda.chiavi.nomeData ?? null],
  ['k_coppia_anno', 'bigint', ({ scheda }) => scheda.chiavi.coppiaAnno ?? null],
  ['k_luogo_data', 'bigint', ({ scheda }) => scheda.chiavi.luogoData ?? null],
  ['impronta', 'bytea', ({ scheda }, _, riferimento) => bytes(riferimento.ofDetto(dettoIn(scheda)))],
  ['impronta_di', 'int', ({ scheda }) => scheda.revisione],
  ['decisa', 'boolean', ({ decisione }) => decisione === 'manuale'],
  ['data_decesso', 'date', ({ scheda }) => scheda.dati.dataDecesso ?? null],
  [
    'riservato',
    'bytea',
    ({ scheda: { recordId, dati }, grezzi }, riservati) => riservati.sealScheda(recordId, dati, grezzi),
  ],
  [
    'fatto',
    'bytea',
    ({ scheda: { recordId }, fatto }, riservati) => (fatto === undefined ? null : riservati.sealFatto(recordId, fatto)),
  ],
];
const NOMI = COLONNE.map(([name]) => name);
const ARRAYS = COLONNE.map(([, type], at) => `$${at + 1}::${type}[]`).join(', ');

const SCHEDE = {
  name: 'snodo_anagrafe_scrivi_schede',
  // A correction does not make the record one that was heard later.
  text: `INSERT INTO scheda AS s (${NOMI.join(', ')}, registrata_il, sentita_dal)
  SELECT v.*, $${COLONNE.length + 1}::timestamptz, v.accettata_il FROM unnest(${ARRAYS}) AS v (${NOMI.join(', ')})
  ON CONFLICT (record_id) DO UPDATE SET (${NOMI.join(', ')}, registrata_il, sentita_dal) =
    (${NOMI.map((name) => `excluded.${name}`).join(', ')}, excluded.registrata_il,
      least(coalesce(s.sentita_dal, s.accettata_il), excluded.accettata_il))`,
};

const CODICI = `INSERT INTO scheda_codice (record_id, persona_id, indice, gruppo, sistema, stato, dal, al, riservato)
  SELECT * FROM unnest($1::bytea[], $2::uuid[], $3::bytea[], $4::bytea[], $5::text[], $6::text[], $7::date[], $8::date[], $9::bytea[])
  ON CONFLICT DO NOTHING`;

/** A record that stays whose it was keeps its legame, whatever would be decided of it today. */
const CHIUDI = `UPDATE legame l SET al = $3 FROM unnest($1::bytea[], $2::uuid[]) AS v (record_id, persona_id)
  WHERE l.record_id = v.record_id AND l.al IS NULL AND l.persona_id IS DISTINCT FROM v.persona_id`;
const APRI = `INSERT INTO legame (record_id, persona_id, decisione, punteggio, modello, dal)
  SELECT v.*, $6::timestamptz FROM unnest($1::bytea[], $2::uuid[], $3::text[], $4::real[], $5::text[]) AS v
  ON CONFLICT (record_id) WHERE al IS NULL DO NOTHING`;

/** Writes what sources say, with their codes and whose they are, while the locks of `TrattieniPersone` are held. */
@Injectable()
export class ScriviSchede {
  constructor(
    private readonly riservati: DatiRiservati,
    private readonly riferimento: Riferimento,
    private readonly clock: Clock,
  ) {}

  /**
   * @param tolte records that have no scheda any more
   * @param riviste of all these records, those that had one
   */
  async write(
    tx: Tx,
    schede: readonly SchedaDaScrivere[],
    { tolte, riviste }: { readonly tolte: readonly string[]; readonly riviste: readonly string[] },
  ): Promise<void> {
    const il = this.clock.now();
    const written = schede.map(({ scheda }) => bytes(scheda.recordId));
    if (riviste.length > 0) await this.#forget(tx, schede, { tolte, riviste }, il);
    if (schede.length === 0) return;
    const { riservati, riferimento } = this;
    await tx.execute(SCHEDE, [...COLONNE.map(([, , of]) => schede.map((one) => of(one, riservati, riferimento))), il]);
    await tx.execute(APRI, [
      written,
      schede.map(({ personaId }) => personaId),
      schede.map(({ decisione }) => decisione),
      schede.map(({ punteggio }) => punteggio ?? null),
      schede.map(({ modello }) => modello ?? null),
      il,
    ]);
    await this.#writeCodici(tx, schede);
  }

  async #forget(
    tx: Tx,
    schede: readonly SchedaDaScrivere[],
    { tolte, riviste }: { readonly tolte: readonly string[]; readonly riviste: readonly string[] },
    il: Date,
  ): Promise<void> {
    const now = new Map(schede.map(({ personaId, scheda }) => [scheda.recordId, personaId]));
    const records = riviste.map((recordId) => bytes(recordId));
    if (tolte.length > 0) {
      await tx.execute(`DELETE FROM scheda WHERE record_id = ANY ($1::bytea[])`, [tolte.map((one) => bytes(one))]);
    }
    await tx.execute(`DELETE FROM scheda_codice WHERE record_id = ANY ($1::bytea[])`, [records]);
    await tx.execute(CHIUDI, [records, riviste.map((recordId) => now.get(recordId) ?? null), il]);
  }

  async #writeCodici(tx: Tx, schede: readonly SchedaDaScrivere[]): Promise<void> {
    const altri = schede.flatMap(({ personaId, scheda }) => {
      const principale = indicePrincipale(scheda);
      return scheda.dati.codici
        .map((detto, at) => ({ personaId, recordId: scheda.recordId, detto, indici: scheda.indici[at]! }))
        .filter(({ indici }) => indici !== principale);
    });
    if (altri.length === 0) return;
    await tx.execute(CODICI, [
      altri.map(({ recordId }) => bytes(recordId)),
      altri.map(({ personaId }) => personaId),
      altri.map(({ indici }) => bytes(indici.indice)),
      altri.map(({ indici }) => bytes(indici.gruppo)),
      altri.map(({ detto }) => detto.sistema),
      altri.map(({ detto }) => detto.stato),
      altri.map(({ detto }) => detto.dal ?? null),
      altri.map(({ detto }) => detto.al ?? null),
      altri.map(({ recordId, detto }) => this.riservati.sealCodice(recordId, detto)),
    ]);
  }
}

function bytes(hex: string): Buffer;
function bytes(hex: string | undefined): Buffer | null;
function bytes(hex: string | undefined): Buffer | null {
  return hex === undefined ? null : Buffer.from(hex, 'hex');
}
