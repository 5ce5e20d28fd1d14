import type { Rilievo } from '#libs/tracciati';

type RilievoConStato = Pick<Rilievo, 'regola' | 'gravita' | 'messaggio' | 'rimedio' | 'fonte' | 'colpa'>;

/** What ingestion itself finds: checks that need its state or its registries. Their codes are those of `VERIFICHE_CON_STATO`. */
export const REGOLE_CON_STATO = {
  enteNonConsentito: {
    regola: 'ST-01',
    gravita: 'errore',
    messaggio: 'L’ente indicato nel documento non è conosciuto, o chi ha depositato non può depositare per lui.',
    rimedio: 'Verificare il codice in Ente/@Codice e che la delega di deposito sia in vigore; poi ripetere l’invio.',
    fonte: 'Deleghe di deposito registrate presso la Regione',
    colpa: 'mittente',
  },
  annullamentoSconosciuto: {
    regola: 'ST-02',
    gravita: 'errore',
    messaggio: 'Si chiede di annullare una prestazione che Snodo non ha, o che è già annullata.',
    rimedio:
      'Verificare codice fiscale, codice prestazione, protocollo della domanda e data: devono essere quelli della riga da annullare.',
    fonte: 'Registro dei record di Snodo',
    colpa: 'mittente',
  },
  giaPresente: {
    regola: 'ST-03',
    gravita: 'avviso',
    messaggio: 'La riga ripete senza variazioni una prestazione già accettata: non produce alcun nuovo effetto.',
    rimedio: 'Nessuno, se la ripetizione è voluta.',
    fonte: 'Registro dei record di Snodo',
    colpa: 'mittente',
  },
} as const satisfies Record<string, RilievoConStato>;

/** A rilievo of one of these rules at a place of the document. */
export function rilievoConStato(
  regola: RilievoConStato,
  place: Pick<Rilievo, 'riga' | 'linea' | 'colonna'>,
  campo = '',
): Rilievo {
  return { ...regola, ...place, campo };
}
