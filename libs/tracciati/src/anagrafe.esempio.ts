import type { Esempio } from './tracciato.js';

/** An invented woman who moved into the comune with her family: the codes are right, nobody has them. */
export const ESEMPIO_ANAGRAFE: Esempio = {
  testata: {
    nomeFlusso: 'A271.ANAGRAFE.20260401',
    enteCodice: 'A271',
    enteDenominazione: 'Comune di Ancona',
    enteIndirizzo: '',
    codiceFiscaleOperatore: '',
    tipoFornitura: 'completa',
    fornituraAl: '2026-03-31',
    fornituraRighe: 1,
  },
  contenuto: {
    idAnagrafico: '0012345',
    idAnpr: 'AA00000AA',
    codiceFiscale: 'SMPNNA48E52A271E',
    statoCodiceFiscale: '1',
    cognome: 'ESEMPIO',
    nome: 'ANNA',
    sesso: 'F',
    dataNascita: '1948-05-12',
    luogoNascita: 'A271',
    statoCivile: '3',
    statoCivileDal: '2019-11-02',
    residenze: [
      {
        genere: 'residenza',
        comune: '042002',
        indirizzo: 'VIA DELLE ESERCITAZIONI',
        civico: '12/B',
        cap: '60121',
        dal: '2024-09-16',
      },
    ],
    famiglie: [{ numero: '0004567', tipo: 'famiglia', relazione: '1', dal: '2024-09-16' }],
    cittadinanze: [{ nazione: '380' }],
    eventi: [{ tipo: 'immigrazione', data: '2024-09-16', comune: '043044' }],
  },
};
