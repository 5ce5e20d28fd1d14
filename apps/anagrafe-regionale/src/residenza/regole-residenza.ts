import { type Tx, legalDayOf } from '#libs/persistence';
import type { Riferimenti } from '#libs/riferimenti';
import { comuneDiEnte } from '../fornitura/comune-di-ente.js';
import type { Regole } from './cronologia.js';

const PAROLE = `SELECT comune, array_agg(accettata_il ORDER BY accettata_il) AS parole FROM fornitura
  WHERE stato = 'applicata' AND comune = ANY ($1::text[]) GROUP BY comune`;

/** What a judgement on residences needs to know of comuni: which of them go on in which, and when each was heard. */
export class RegoleResidenza {
  constructor(
    private readonly riferimenti: Riferimenti,
    /** Days after which a comune that is silent lets go; 0: never. */
    readonly giorniSilenzio: number,
  ) {}

  /**
   * @param comuni ISTAT codes of comuni of which more than one speaks of one person
   * @param enti those whose social services speak of it too
   */
  async between(tx: Tx, comuni: readonly string[], enti: readonly string[], adesso: Date): Promise<Regole> {
    const rows =
      comuni.length < 2 || this.giorniSilenzio === 0
        ? []
        : await tx.query<{ comune: string; parole: Date[] }>(PAROLE, [comuni]);
    const parole = new Map(rows.map((row) => [row.comune, row.parole.map((one) => one.toISOString())]));
    const oggi = legalDayOf(adesso);
    const diEnti = new Map(enti.map((ente) => [ente, comuneDiEnte(this.riferimenti, ente, oggi)?.comune]));
    const suoi = [...diEnti.values()].filter((comune) => comune !== undefined);
    const nomi = this.#nomiOf([...new Set([...comuni, ...suoi])], oggi);
    return {
      adesso: adesso.toISOString(),
      giorniSilenzio: this.giorniSilenzio,
      parole: (comune) => parole.get(comune) ?? [],
      nome: (comune) => nomi.get(comune) ?? comune,
      comuneDi: (ente) => diEnti.get(ente),
    };
  }

  /** Of comuni that ceased into one another, the code of the one that goes on. */
  #nomiOf(comuni: readonly string[], giorno: string): ReadonlyMap<string, string> {
    if (comuni.length < 2) return new Map();
    const enti = comuni.map((comune) => ({ comune, ente: this.riferimenti.erogatoreByCodice(comune, giorno)?.id }));
    const nomi = new Map<string, string>();
    for (const { comune, ente } of enti) {
      if (ente === undefined) continue;
      const before = this.riferimenti.continuita(ente, giorno);
      for (const other of enti) {
        const ceased = other.ente !== undefined && other.comune !== comune && before.includes(other.ente);
        // Two codes of one ente are one comune too: the greater code names both.
        if (ceased && (other.ente !== ente || other.comune < comune)) nomi.set(other.comune, comune);
      }
    }
    return nomi;
  }
}
