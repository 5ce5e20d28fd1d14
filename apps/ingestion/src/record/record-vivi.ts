import type { RecordNoto } from './record-noto.js';
import type { RigaInAttesa } from './riga-in-attesa.js';

/** Records as they are after each riga, by their id and by the prestazione they are of. */
export class RecordVivi {
  readonly #variati = new Map<string, RecordNoto>();
  readonly #perDoppione = new Map<string, Set<string>>();

  constructor(private readonly noti: ReadonlyMap<string, RecordNoto>) {
    for (const noto of noti.values()) this.#index(noto);
  }

  get variati(): RecordNoto[] {
    return [...this.#variati.values()];
  }

  /** The record that a riga speaks of. */
  of({ recordId, annullamento, conIdMittente, doppione, enteErogatore }: RigaInAttesa): RecordNoto | undefined {
    const noto = this.#get(recordId);
    if (!annullamento || conIdMittente || noto?.stato === 'attivo') return noto;
    const same = this.#attiviDi(doppione).filter((one) => one.enteErogatore === enteErogatore);
    // Of several the sender must say which.
    return same.length === 1 ? same[0] : noto;
  }

  /** Whether others are of the prestazione that a riga comes to be of. @param attivo its record, if it is active */
  altriDi(
    {
      recordId,
      enteErogatore,
      doppione,
      completareEntro,
    }: Pick<RigaInAttesa, 'recordId' | 'enteErogatore' | 'doppione' | 'completareEntro'>,
    attivo: RecordNoto | undefined,
  ): 'nessuno' | 'gemelli' | 'di_altro_ente' {
    if (completareEntro !== null || doppione === null || attivo?.doppione === doppione) return 'nessuno';
    const altri = this.#attiviDi(doppione).filter((one) => one.recordId !== recordId);
    if (altri.some((one) => one.enteErogatore !== enteErogatore)) return 'di_altro_ente';
    return altri.length > 0 ? 'gemelli' : 'nessuno';
  }

  set(record: RecordNoto): void {
    this.#variati.set(record.recordId, record);
    this.#index(record);
  }

  #get(recordId: string): RecordNoto | undefined {
    return this.#variati.get(recordId) ?? this.noti.get(recordId);
  }

  /** What has left a prestazione stays under its name, and is told apart here. */
  #attiviDi(doppione: string | null): RecordNoto[] {
    const ids = doppione === null ? undefined : this.#perDoppione.get(doppione);
    if (ids === undefined) return [];
    return Array.from(ids, (id) => this.#get(id)!).filter((one) => one.stato === 'attivo' && one.doppione === doppione);
  }

  #index({ recordId, doppione }: RecordNoto): void {
    if (doppione === null) return;
    const ids = this.#perDoppione.get(doppione);
    if (ids === undefined) this.#perDoppione.set(doppione, new Set([recordId]));
    else ids.add(recordId);
  }
}
