import type { Ambiente, Argomenti, Comando } from './comando.js';

/** Links two lists of persons, or finds the doubles of one, without the hub. */
export const abbina: Comando = {
  nome: 'abbina',
  argomenti: '--a A.csv (--b B.csv | --dedup) [opzioni]',
  sommario: 'trova le stesse persone in due elenchi, o i doppioni di uno, senza collegarsi all’hub',
  note: `A e B sono CSV o XLSX, con qualunque separatore e codifica; - legge dall’ingresso. Nulla lascia questa macchina. Le colonne con un
nome consueto si riconoscono da sole; per le altre c’è --mappa, per esempio {"cognome": "CognomeUtente", "altri": {"cap": "CAP"}}.
Le coppie vanno in --uscita, o in uscita se manca (allora il riepilogo è sull’altra uscita).
Esce con 0 se tutto va bene, 2 se un file o la mappa non si possono usare.`,
  opzioni: {
    a: { type: 'string', valore: 'FILE', descrizione: 'primo elenco' },
    b: { type: 'string', valore: 'FILE', descrizione: 'secondo elenco' },
    dedup: { type: 'boolean', descrizione: 'cerca i doppioni di A, senza B' },
    mappa: {
      type: 'string',
      valore: 'FILE',
      descrizione: 'JSON: quale colonna dice che cosa (docs/guide/abbinare.md)',
    },
    senza: { type: 'string', valore: 'CAMPI', descrizione: 'campi da non confrontare, separati da virgole' },
    json: { type: 'boolean', descrizione: 'un oggetto JSON con coppie, dubbie, riepilogo e modello' },
    uscita: { type: 'string', valore: 'FILE', descrizione: 'dove scrivere le coppie' },
    gruppi: { type: 'string', valore: 'FILE', descrizione: 'CSV dei gruppi di doppioni, con --dedup' },
    soglia: { type: 'string', valore: 'P', default: '0,99', descrizione: 'probabilità da cui una coppia è certa' },
    dubbio: { type: 'string', valore: 'P', default: '0,5', descrizione: 'probabilità da cui una coppia è da guardare' },
    distacco: {
      type: 'string',
      valore: 'N',
      default: '2',
      descrizione: 'di quanto la migliore deve superare la seconda (logaritmo naturale)',
    },
    veti: {
      type: 'string',
      valore: 'si|no|auto',
      default: 'auto',
      descrizione: 'due nomi propri diversi, o due codici fiscali validi e diversi, non sono mai una coppia certa',
    },
    cerca: {
      type: 'string',
      valore: 'a|b',
      descrizione: 'elenco i cui record si cercano nell’altro (se manca: il più corto)',
    },
    verita: { type: 'string', valore: 'COLONNA', descrizione: 'dice chi è davvero ogni record: misura la qualità' },
    'verita-da-id': {
      type: 'boolean',
      descrizione: 'la verità è negli identificativi, come rec-12-org e rec-12-dup-0',
    },
  },
  // Loaded only when asked for: no other command needs what it reads.
  esegui: async (argomenti: Argomenti, ambiente: Ambiente) =>
    (await import('./abbina/abbina-file.js')).abbinaFile(argomenti, ambiente),
};
