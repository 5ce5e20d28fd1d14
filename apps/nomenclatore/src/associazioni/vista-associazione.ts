/** The label of a code, from the last version of its system that has it. */
const denominazione = (sistema: string, codice: string): string => `(
  SELECT voce.denominazione FROM versione_nomenclatura versione JOIN voce_nomenclatura voce ON voce.versione_id = versione.id
   WHERE versione.sistema = ${sistema} AND versione.stato <> 'bozza' AND voce.codice = ${codice}
   ORDER BY versione.stato = 'pubblicata' DESC, versione.dal DESC LIMIT 1)`;

/** SQL of the labels of an association, to be joined laterally as `etichette`. */
export const ETICHETTE = (riga: string): string => `(
  SELECT ${denominazione(`${riga}.da`, `${riga}.codice`)} AS denominazione,
         (SELECT jsonb_agg(jsonb_build_object('codice', meta, 'denominazione', ${denominazione(`${riga}.a`, 'meta')}) ORDER BY posto)
            FROM unnest(${riga}.destinazioni) WITH ORDINALITY AS destinazione (meta, posto)) AS destinazioni
) AS etichette`;

/** What an approved association of row `trovata` says. */
const CORRISPONDENZA = `trovata.id, trovata.da, trovata.codice, etichette.denominazione, trovata.a, trovata.relazione,
  etichette.destinazioni, trovata.dal, trovata.al, trovata.limite, trovata.fonte, trovata.affidabilita`;

/** All there is to know of row `trovata`, for who may see it. */
export const ASSOCIAZIONE = `${CORRISPONDENZA}, trovata.stato, trovata.automatica, trovata.origine, trovata.ente, trovata.proposta_da,
  trovata.proposta_il, trovata.decisa_da, trovata.decisa_il, trovata.nota, trovata.revisione`;
