import type { Codifica } from '#libs/tracciati';

/** `senza_associazione`: the ente's to mend; `senza_codice_inps`: the region's, whose code leads to none of INPS's. */
export const MOTIVI_ATTESA = [
  'senza_associazione',
  'senza_codice_inps',
  'scelta_richiesta',
  'codice_sconosciuto',
  'in_partenza',
] as const;
export type MotivoAttesa = (typeof MOTIVI_ATTESA)[number];

/** What a riga waits for. */
export interface AttesaRiga {
  readonly dal: Date;
  readonly motivo: MotivoAttesa;
  readonly motivo_descrizione: string;
  /** Event date, on which the associazione must be in force. */
  readonly giorno_evento: string;
  /** Codes the sender may choose among, when it must. */
  readonly alternative: readonly string[];
}

/** What a riga that waits for its code waits for, given what the code is now. */
export function attesaOf(
  { codice, giorno, dal }: { readonly codice: string; readonly giorno: string; readonly dal: Date },
  codifica: Codifica,
): AttesaRiga {
  const alternative = codifica.esito === 'scelta' ? codifica.alternative : [];
  return { dal, ...motivoOf(codice, giorno, codifica), giorno_evento: giorno, alternative };
}

function motivoOf(
  codice: string,
  giorno: string,
  codifica: Codifica,
): Pick<AttesaRiga, 'motivo' | 'motivo_descrizione'> {
  switch (codifica.esito) {
    case 'tradotta':
      return {
        motivo: 'in_partenza',
        motivo_descrizione: `l’associazione del codice ${codice} c’è: la riga sta partendo, o aspetta che un altro ente dell’ambito annulli la stessa prestazione`,
      };
    case 'scelta':
      return {
        motivo: 'scelta_richiesta',
        motivo_descrizione: `il codice ${codice} può ora valere più codici: la riga va annullata, e rimandata con quello scelto`,
      };
    case 'sconosciuta':
      return {
        motivo: 'codice_sconosciuto',
        motivo_descrizione: `il codice ${codice} non è più nella nomenclatura locale dell’ente in vigore il ${giorno}`,
      };
    default: {
      const ferma = codifica.codice === codice ? '' : ` (quella di ${codifica.codice}, ${codifica.sistema})`;
      return {
        motivo: isLocale(codifica.sistema) ? 'senza_associazione' : 'senza_codice_inps',
        motivo_descrizione: `il codice ${codice} non ha ancora un’associazione${ferma} in vigore il ${giorno}`,
      };
    }
  }
}

function isLocale(sistema: string): boolean {
  return sistema.startsWith('LOC:');
}
