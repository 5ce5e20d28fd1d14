// Pieces of SQL about what anyone may read of associazioni; parameters are named as `$1`.

/** The version of a system in force on a day: `id`, `versione`. */
export const inVigore = (sistema: string, giorno: string): string =>
  `SELECT id, versione FROM versione_nomenclatura
    WHERE sistema = ${sistema} AND stato = 'pubblicata' AND dal <= ${giorno} AND (al IS NULL OR ${giorno} <= al)
    ORDER BY dal DESC LIMIT 1`;

/** A row of `associazione` that holds on a day, of a system that is nobody's own: proposals are not the public's business. */
export const approvata = (giorno: string): string =>
  `associazione.ente IS NULL AND associazione.stato IN ('approvata', 'chiusa')
   AND associazione.dal <= ${giorno} AND (associazione.al IS NULL OR ${giorno} <= associazione.al)`;

/** Targets of a row of `associazione` with the names they have on a day. */
export const destinazioniOf = (giorno: string): string =>
  `(SELECT jsonb_agg(jsonb_build_object('codice', uno.codice, 'denominazione', voce.denominazione) ORDER BY uno.posto)
      FROM unnest(associazione.destinazioni) WITH ORDINALITY AS uno (codice, posto)
      LEFT JOIN voce_nomenclatura voce
             ON voce.codice = uno.codice AND voce.versione_id = (SELECT id FROM (${inVigore('associazione.a', giorno)}) AS arrivo))`;
