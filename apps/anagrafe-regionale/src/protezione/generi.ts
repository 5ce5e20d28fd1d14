/** Why a person is protected; a new word is a decision of the titolari. */
export const GENERI_PROTEZIONE = {
  casa_rifugio: 'Ospite di una casa rifugio o altrimenti al riparo da chi la cerca.',
  minore_protetto: 'Minore allontanato o collocato per decisione dell’autorità.',
  adozione: 'Identità precedente a un’adozione: il suo codice non conduce più a nessuno.',
  testimone: 'Testimone o collaboratore sotto protezione.',
  altro: 'Altro motivo, scritto nel motivo.',
} as const;
export type GenereProtezione = keyof typeof GENERI_PROTEZIONE;

export const CODICI_GENERE = Object.keys(GENERI_PROTEZIONE) as [GenereProtezione, ...GenereProtezione[]];
