import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { KeyRing } from '#libs/security';
import type { CodiceDetto } from '../persona/codice-detto.js';
import type { DatiPersona } from '../persona/dati-persona.js';
import { type DatiInChiaro, DatiRiservati } from '../persona/dati-riservati.js';
import { Riferimento } from '../persona/riferimento.js';
import { datiInVoci } from './dati-in-voci.js';
import {
  type EnteEstratto,
  PERIODI_ESTRATTI,
  type PeriodoEstratto,
  type RispostaEstratto,
  SCHEDE_ESTRATTE,
} from './risposta.js';

type RigaPersona = DatiInChiaro & {
  readonly riservato: Buffer;
  readonly vita: string | null;
  readonly dataDecesso: string | null;
};
type RigaScheda = RigaPersona & {
  readonly recordId: string;
  readonly fonte: string;
  readonly ente: string;
  readonly tracciato: string;
  readonly accettataIl: Date;
};
type RigaPeriodo = Omit<PeriodoEstratto, 'indirizzo'> & { readonly id: string; readonly indirizzo: Buffer | null };

const CHIARI = `cognome, nome, anno_nascita AS "annoNascita", data_nascita AS "dataNascita", comune_residenza AS "comuneResidenza",
  riservato, vita, data_decesso AS "dataDecesso"`;
const PERSONA = `SELECT ${CHIARI} FROM persona WHERE id = $1`;

/** While others protected the person, what anybody else than the asking titolare said is told to nobody. */
const SCHEDE = `SELECT encode(record_id, 'hex') AS "recordId", fonte, ente_erogatore AS ente, tracciato, accettata_il AS "accettataIl", ${CHIARI}
  FROM scheda s WHERE persona_id = $1 AND (ente_erogatore = ANY ($2) OR NOT EXISTS (SELECT FROM periodi_protetti($1, $2) v
    WHERE s.accettata_il >= v.dal AND (v.al IS NULL OR s.accettata_il <= v.al)))
  ORDER BY accettata_il DESC, record_id LIMIT ${SCHEDE_ESTRATTE + 1}`;

/** What is believed now. The periods of a famiglia without the others who are of it: their data are theirs. */
const PERIODI = `SELECT r.id, r.genere, r.comune, r.indirizzo, r.dal, r.al FROM residenza r WHERE r.persona_id = $1 AND r.noto_al IS NULL
  UNION ALL SELECT f.id, f.tipo, f.comune, NULL, f.dal, f.al FROM famiglia_componente f WHERE f.persona_id = $1 AND f.noto_al IS NULL
  ORDER BY 5 DESC, 1 LIMIT ${PERIODI_ESTRATTI + 1}`;

/** Of these codes, those that lead nobody: they would join an identity before an adoption to the one after it. */
const PRECLUSI = `SELECT DISTINCT encode(indice, 'hex') AS indice FROM codice_precluso WHERE indice = ANY ($1::bytea[])`;

/** Reads all that the registry holds of the person whom the transaction reaches, with who said it. */
@Injectable()
export class LeggiDati {
  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly riservati: DatiRiservati,
    private readonly keyRing: KeyRing,
    private readonly riferimento: Riferimento,
  ) {}

  /** @param propri the titolare that answers, and the enti that ceased into it */
  async read(
    tx: Tx,
    id: string,
    propri: readonly string[],
  ): Promise<Pick<RispostaEstratto, 'persona' | 'fonti' | 'periodi' | 'troncato'>> {
    const [persona] = await tx.query<RigaPersona>(PERSONA, [id]);
    const schede = await tx.query<RigaScheda>(SCHEDE, [id, propri]);
    const periodi = await tx.query<RigaPeriodo>(PERIODI, [id]);
    const suoi = this.riservati.openPersona(id, persona!, persona!.riservato);
    const detti = schede.slice(0, SCHEDE_ESTRATTE).map((scheda) => ({
      scheda,
      dati: this.riservati.openScheda(scheda.recordId, scheda, scheda.riservato),
    }));
    const mostrabile = await this.#mostrabili(tx, [suoi, ...detti.map(({ dati }) => dati)]);
    return {
      persona: voci(persona!, suoi, mostrabile),
      fonti: detti.map(({ scheda, dati }) => ({
        fonte: scheda.fonte,
        ente: this.enteOf(scheda.ente),
        tracciato: scheda.tracciato,
        accettata_il: scheda.accettataIl,
        dati: voci(scheda, dati, mostrabile),
      })),
      periodi: periodi.slice(0, PERIODI_ESTRATTI).map(({ id: periodo, indirizzo, ...rest }) => ({
        ...rest,
        indirizzo: indirizzo === null ? null : this.keyRing.decrypt(indirizzo, `residenza:${periodo}`).toString(),
      })),
      troncato: schede.length > SCHEDE_ESTRATTE || periodi.length > PERIODI_ESTRATTI,
    };
  }

  enteOf(id: string): EnteEstratto {
    return { id, denominazione: this.riferimenti.ente(id)?.denominazione ?? null };
  }

  async #mostrabili(tx: Tx, detti: readonly DatiPersona[]): Promise<(codice: CodiceDetto) => boolean> {
    const indiceOf = (codice: CodiceDetto): string => this.riferimento.indiciOf(codice).indice;
    const indici = new Set(detti.flatMap(({ codici }) => codici.map(indiceOf)));
    const rows = await tx.query<{ indice: string }>(PRECLUSI, [
      [...indici].map((indice) => Buffer.from(indice, 'hex')),
    ]);
    const preclusi = new Set(rows.map(({ indice }) => indice));
    return (codice) => !preclusi.has(indiceOf(codice));
  }
}

function voci(
  { vita, dataDecesso }: RigaPersona,
  dati: DatiPersona,
  mostrabile: (codice: CodiceDetto) => boolean,
): RispostaEstratto['persona'] {
  const codici = dati.codici.filter(mostrabile);
  return datiInVoci({ ...dati, codici, vita: vita ?? undefined, dataDecesso: dataDecesso ?? undefined });
}
