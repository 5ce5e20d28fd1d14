import type { TipoEnte, Vista } from '#libs/riferimenti';
import type { AdesioniLette, PosizioneEnte } from './modelli-registri.js';

/** Kinds of ente that give prestazioni of their own, and so must join to deliver; gestori deliver for them. */
const TITOLARI: readonly TipoEnte[] = [
  'comune',
  'unione',
  'unione_montana',
  'consorzio',
  'azienda_speciale',
  'azienda_sanitaria',
  'asp',
  'ipab',
];

/**
 * Who takes part on a day and who does not, by the rule that deposits are judged by.
 * @param reaches which enti the reader may see
 */
export function adesioniOn(vista: Vista, giorno: string, reaches: (ente: string) => boolean): AdesioniLette {
  const seen = vista.entiInVigore(giorno).filter(({ id, tipo }) => TITOLARI.includes(tipo) && reaches(id));
  const enti = seen
    .map(({ id, denominazione, tipo }): PosizioneEnte => {
      const atto = vista.atti.adesioneOf(id, giorno);
      return {
        id,
        denominazione,
        tipo,
        ambito: vista.ambitoOf(id, giorno)?.codice ?? null,
        aderisce: atto !== undefined,
        delega: atto?.delega ?? null,
        atto_numero: atto?.numero ?? null,
        al: atto?.al ?? null,
      };
    })
    .toSorted((one, other) => {
      if (one.aderisce !== other.aderisce) return one.aderisce ? 1 : -1;
      return one.denominazione.localeCompare(other.denominazione, 'it');
    });
  const ambiti = vista
    .ambitiInVigore(giorno)
    .map(({ codice, denominazione, enti: members }) => {
      const reached = enti.filter(({ id }) => members.includes(id));
      const aderenti = reached.filter(({ aderisce }) => aderisce).length;
      return { ambito: codice, denominazione, enti: reached.length, aderenti };
    })
    .filter((ambito) => ambito.enti > 0);
  return { giorno, totale: enti.length, aderenti: enti.filter(({ aderisce }) => aderisce).length, ambiti, enti };
}
