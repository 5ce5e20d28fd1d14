import type { Codifica } from '#libs/tracciati';
import type { MotivoAttesa } from './modelli-attesa.js';

/** Where a code stands for the last of its righe, in the words of who must do something. */
export function motivoOf(codifica: Codifica): MotivoAttesa {
  switch (codifica.esito) {
    case 'tradotta':
      return 'in_partenza';
    case 'scelta':
      return 'scelta_richiesta';
    case 'sconosciuta':
      return 'codice_sconosciuto';
    default:
      return codifica.sistema.startsWith('LOC:') ? 'senza_associazione' : 'senza_codice_inps';
  }
}
