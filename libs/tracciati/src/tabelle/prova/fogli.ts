import type { Foglio } from '../foglio.js';

/** A sheet with a column of every kind. */
export const FOGLIO_DI_PROVA = {
  titolo: 'elenco di prova',
  nome: 'Elenco',
  colonne: {
    codice: {
      descrizione: 'codice della voce',
      obbligatorio: true,
      alias: ['Codice locale', 'cod.'],
      tipo: { base: 'testo', modello: '[A-Za-z0-9][A-Za-z0-9._:-]{0,39}' },
    },
    denominazione: {
      descrizione: 'nome della voce',
      obbligatorio: true,
      tipo: { base: 'testo', lunghezzaMin: 1, lunghezzaMax: 60 },
    },
    padre: { nome: 'codice_padre', descrizione: 'voce di cui è parte', tipo: { base: 'testo', lunghezzaMax: 40 } },
    istat: { descrizione: 'codice ISTAT', cifre: 6, tipo: { base: 'testo', modello: '[0-9]{6}' } },
    relazione: {
      descrizione: 'relazione',
      tipo: {
        base: 'testo',
        elenco: [
          { valore: 'esatta', etichetta: 'Esatta' },
          { valore: 'piu_ampia', etichetta: 'La voce è più ampia' },
        ],
      },
    },
    dal: { descrizione: 'primo giorno', tipo: { base: 'data' } },
    posti: { descrizione: 'posti', tipo: { base: 'intero', minimo: 0, massimo: 5000 } },
    retta: { descrizione: 'retta', tipo: { base: 'decimale', forma: 'centesimi' } },
    quota: { descrizione: 'quota', tipo: { base: 'decimale', minimo: -1, massimo: 1_000_000 } },
    isee: { descrizione: 'chiede l’ISEE', tipo: { base: 'si_no' } },
    sostituisce: { descrizione: 'codici sostituiti', lista: true, tipo: { base: 'testo', lunghezzaMax: 40 } },
    nota: { descrizione: 'nota', intatto: true, tipo: { base: 'testo' } },
  },
} as const satisfies Foglio;
