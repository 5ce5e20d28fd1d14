import { hash } from 'node:crypto';
import { copyLine } from '#libs/persistence';
import type { KeyRing } from '#libs/security';
import type { Scheda } from '../../../apps/anagrafe-regionale/src/persona/dati-persona.js';
import type { DatiRiservati } from '../../../apps/anagrafe-regionale/src/persona/dati-riservati.js';
import { dettoIn } from '../../../apps/anagrafe-regionale/src/persona/detti-diversi.js';
import type { Riferimento } from '../../../apps/anagrafe-regionale/src/persona/riferimento.js';
import { ACCETTATE_IL, type PersonaDaCaricare, uuidOf } from './persone-da-caricare.js';

/** Columns of what is copied. What is not among them is as the tables have it by themselves; `gruppo` follows from the codes. */
export const COLONNE = {
  record: 'record_id, revisione, annullato, fatto_revisione',
  scheda: `record_id, revisione, persona_id, fonte, comune_fonte, ente_erogatore, tracciato, accettata_il, indice, gruppo, cognome, nome,
    anno_nascita, data_nascita, comune_residenza, vita, k_cognome_data, k_nome_data, k_coppia_anno, k_luogo_data, impronta,
    impronta_di, riservato, registrata_il, sentita_dal`,
  legame: 'record_id, persona_id, decisione, dal',
  persona: `id, cognome, nome, anno_nascita, data_nascita, comune_residenza, vita, dubbia, riservato, variata_il`,
  persona_codice: 'persona_id, indice, gruppo',
  residenza_detta: 'record_id, revisione, fonte, comune, accettata_il, detto, noto_dal',
  residenza: 'id, persona_id, genere, comune, fonte, dal, indirizzo, noto_dal',
} as const;
export type Tabella = keyof typeof COLONNE;

/** Fields of a golden person in the order in which they are worked out. */
const CAMPI = [
  'codici',
  'cognome',
  'nome',
  'sesso',
  'annoNascita',
  'dataNascita',
  'luogoNascita',
  'cittadinanze',
  'comuneResidenza',
] as const;

/**
 * The rows that the app would write of persons of whom one authority speaks, and whose social services say the same: sealed and keyed by
 * the app's own means, but written straight out, which is many times as fast as working out who is who among strangers. That they are
 * the same rows is for the specs to show.
 */
export class RigheDiTabelle {
  constructor(
    private readonly riservati: DatiRiservati,
    private readonly keyRing: KeyRing,
    private readonly riferimento: Riferimento,
    /** When it is all written. */
    private readonly adesso: string,
  ) {}

  /** @param add a line of COPY's text format for a table */
  write({ id, anagrafica, sociale, detto }: PersonaDaCaricare, add: (tabella: Tabella, line: string) => void): void {
    const { dati, recordId } = anagrafica;
    this.#scheda(id, anagrafica, 'ANAGRAFE@1.0', 'nuova', add);
    if (sociale !== undefined) this.#scheda(id, sociale, 'PS_PSA_SINA@201812', 'codice', add);
    const { cognome, nome, annoNascita, dataNascita, comuneResidenza } = dati;
    const riservato = this.riservati.sealPersona(id, { dati, fonti: { [recordId]: CAMPI } });
    add('persona', copyLine([id, cognome, nome, annoNascita, dataNascita, comuneResidenza, 'in_vita', false, riservato, this.adesso])); // prettier-ignore
    for (const { indice, gruppo } of anagrafica.indici)
      add('persona_codice', copyLine([id, bytea(indice), bytea(gruppo)]));
    const { fonte, comune, revisione, periodi } = detto;
    const sealed = this.keyRing.encrypt(Buffer.from(JSON.stringify(detto)), `residenza_detta:${recordId}:${revisione}`);
    add('residenza_detta', copyLine([bytea(recordId), revisione, fonte, comune, ACCETTATE_IL, sealed, this.adesso]));
    for (const { dal, indirizzo } of periodi) {
      const residenza = uuidOf(hash('sha256', recordId, 'hex'));
      const chiuso = this.keyRing.encrypt(Buffer.from(indirizzo!), `residenza:${residenza}`);
      add('residenza', copyLine([residenza, id, 'residenza', comune, fonte, dal, chiuso, this.adesso]));
    }
  }

  #scheda(
    id: string,
    scheda: Scheda,
    tracciato: string,
    decisione: string,
    add: (tabella: Tabella, line: string) => void,
  ): void {
    const { recordId, fonte, comuneFonte, enteErogatore, indici, dati, chiavi } = scheda;
    const record = bytea(recordId);
    add('record', copyLine([record, 1, false, 1]));
    add('legame', copyLine([record, id, decisione, this.adesso]));
    const { cognome, nome, annoNascita, dataNascita, comuneResidenza, vita } = dati;
    const codice = [indici[0]?.indice, indici[0]?.gruppo].map((one) => one && bytea(one));
    const detta = [record, 1, id, fonte, comuneFonte, enteErogatore, tracciato, ACCETTATE_IL, ...codice];
    const chiara = [cognome, nome, annoNascita, dataNascita, comuneResidenza, vita];
    const cercata = [chiavi.cognomeData, chiavi.nomeData, chiavi.coppiaAnno, chiavi.luogoData];
    const impronta = bytea(this.riferimento.ofDetto(dettoIn(scheda)));
    const riservato = this.riservati.sealScheda(recordId, dati);
    add('scheda', copyLine([...detta, ...chiara, ...cercata, impronta, 1, riservato, this.adesso, ACCETTATE_IL]));
  }
}

/** Bytes as COPY reads them, from their hex. */
function bytea(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}
