import { consegna } from './stadi.js';

/** On tables of persons without the sender's own number of each. Told once, of the header: every riga would say it. */
export const SENZA_MATRICOLA = consegna({
  codice: 'AN-34',
  forza: 'specifica',
  gravita: 'avviso',
  fonte: 'Regione, tracciato ANAGRAFE 1.0',
  messaggio:
    'Non c’è la colonna id_anagrafico: chi non ha id_mittente è riconosciuto dall’ID ANPR o da un codice, e se cambia diventa un’altra persona.',
  rimedio: 'Chiamare id_anagrafico la colonna della matricola, o aggiungerla; poi usare sempre quella.',
});
