import { STATI_RIGA_IN_PAROLE } from '#libs/codici';
import type { Tabella } from '../tabella.js';
import type { RigaInElenco } from './leggi-righe.js';

const NUMERO = { formato: 'intero', larghezza: 9 } as const;

/** Righe to work on in a spreadsheet: for people, the state in words. Instants are UTC. */
export const TABELLA_RIGHE: Tabella<RigaInElenco> = {
  nome: 'righe',
  colonne: [
    { titolo: 'riga', ...NUMERO, valore: ({ numero }) => numero },
    { titolo: 'foglio', larghezza: 12, valore: ({ foglio }) => foglio },
    { titolo: 'id_mittente', larghezza: 20, valore: ({ id_mittente }) => id_mittente },
    { titolo: 'linea', ...NUMERO, valore: ({ linea }) => linea },
    { titolo: 'colonna', ...NUMERO, valore: ({ colonna }) => colonna },
    { titolo: 'stato', larghezza: 26, valore: ({ stato }) => STATI_RIGA_IN_PAROLE[stato] },
    { titolo: 'silente', larghezza: 9, valore: ({ silente }) => (silente ? 'sì' : 'no') },
    { titolo: 'attesa', larghezza: 40, aCapo: true, valore: ({ attesa }) => attesa?.motivo_descrizione ?? null },
    { titolo: 'motivo', larghezza: 40, aCapo: true, valore: ({ motivo_descrizione }) => motivo_descrizione },
    { titolo: 'messaggio_inps', larghezza: 28, valore: ({ esito_inps }) => esito_inps?.flusso ?? null },
    { titolo: 'codice_inps', larghezza: 22, valore: ({ esito_inps }) => esito_inps?.codice ?? null },
    {
      titolo: 'descrizione_inps',
      larghezza: 50,
      aCapo: true,
      valore: ({ esito_inps }) => esito_inps?.descrizione ?? null,
    },
    { titolo: 'risposta_il', larghezza: 26, valore: ({ esito_inps }) => esito_inps?.il.toISOString() ?? null },
    { titolo: 'riga_id', larghezza: 38, valore: ({ id }) => id },
  ],
};
