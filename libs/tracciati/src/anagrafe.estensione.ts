import { tipoFornitura } from './anagrafe.elenchi.js';
import { ENTE_EROGATORE, ID_MITTENTE } from './estensione.js';
import type { CampoEsteso } from './tracciato.js';

/** What the heading of XML says for all, and the sender's own key. */
export const ESTENSIONE_ANAGRAFE: readonly CampoEsteso[] = [
  {
    nome: 'fornitura',
    tipo: tipoFornitura,
    descrizione: 'completa se il documento ha tutte le persone dell’anagrafe, incrementale se ha solo quelle variate',
    obbligo: 'mai; se manca è incrementale',
    uso: 'fornitura',
  },
  {
    nome: 'data_fornitura',
    tipo: { base: 'data' },
    descrizione: 'giorno in cui l’anagrafe è stata letta',
    obbligo: 'mai; se manca è il giorno della consegna',
    uso: 'data_fornitura',
  },
  {
    nome: 'righe_fornitura',
    tipo: { base: 'intero', minimo: 1, massimo: 100_000_000 },
    descrizione: 'quante righe ha tutta la fornitura, perché un file interrotto non passi per intero',
    obbligo: 'se la fornitura è completa',
    uso: 'righe_fornitura',
  },
  {
    ...ID_MITTENTE,
    descrizione: 'chiave della persona nel gestionale di chi invia, stabile nel tempo, da 1 a 64 caratteri',
    obbligo: 'mai; se manca, la persona è riconosciuta da id_anagrafico, o da id_anpr, o dal codice fiscale',
  },
  {
    ...ENTE_EROGATORE,
    descrizione: 'codice del comune della cui anagrafe si tratta (catastale, IPA o codice fiscale)',
  },
];
