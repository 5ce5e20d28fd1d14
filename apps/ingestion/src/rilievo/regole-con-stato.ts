import type { Rilievo } from '#libs/tracciati';

type RilievoConStato = Pick<Rilievo, 'regola' | 'gravita' | 'messaggio' | 'rimedio' | 'fonte' | 'colpa'>;

/** What ingestion itself finds: checks that need its state or its registries. Their codes are those of `verificheConStatoDi`. */
export const REGOLE_CON_STATO = {
  enteNonConsentito: {
    regola: 'ST-01',
    gravita: 'errore',
    messaggio: 'L’ente indicato non è conosciuto, o chi ha depositato non può depositare per lui.',
    rimedio:
      'Verificare il codice (in Ente/@Codice o nella colonna ente_erogatore) e che la delega di deposito sia in vigore; poi ripetere l’invio.',
    fonte: 'Deleghe di deposito registrate presso la Regione',
    colpa: 'mittente',
  },
  annullamentoSconosciuto: {
    regola: 'ST-02',
    gravita: 'errore',
    messaggio: 'Si chiede di annullare una prestazione che Snodo non ha, o che è già annullata.',
    rimedio:
      'Verificare id_mittente o, senza, codice fiscale, codice prestazione, protocollo della domanda e data: devono essere quelli della riga da annullare. Se più righe hanno gli stessi, serve id_mittente.',
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
  diAltroEnte: {
    regola: 'ST-07',
    gravita: 'errore',
    messaggio:
      'La stessa prestazione è già stata trasmessa da un altro ente dello stesso ambito: accolta qui, sarebbe doppia.',
    rimedio:
      'Accordarsi nell’ambito su chi la trasmette. Se tocca a questo ente, l’altro annulla la propria riga; poi si ripete l’invio di questa.',
    fonte: 'Registro dei record di Snodo',
    colpa: 'mittente',
  },
  altroIdMittente: {
    regola: 'ST-08',
    gravita: 'avviso',
    messaggio:
      'Questo ente ha già trasmesso una prestazione con gli stessi codice fiscale, codice prestazione, protocollo e data, ma con un altro id_mittente o senza: ora sono due.',
    rimedio:
      'Se è la stessa, annullare una delle due righe; per correggere una riga si ripete il suo id_mittente. Se sono due prestazioni distinte, nulla.',
    fonte: 'Registro dei record di Snodo',
    colpa: 'mittente',
  },
  giaCompleta: {
    regola: 'ST-09',
    gravita: 'errore',
    messaggio:
      'La riga è provvisoria, ma con lo stesso id_mittente è già stata accettata una riga completa, che resta valida.',
    rimedio:
      'Per correggere la riga completa inviarne un’altra completa; per una nuova prestazione usare un altro id_mittente.',
    fonte: 'Registro dei record di Snodo',
    colpa: 'mittente',
  },
} as const satisfies Record<string, RilievoConStato>;
export type RegolaConStato = keyof typeof REGOLE_CON_STATO;

/** A rilievo of one of these rules at a place of the document. */
export function rilievoConStato(
  regola: RilievoConStato,
  place: Pick<Rilievo, 'riga' | 'linea' | 'colonna' | 'foglio'>,
  campo = '',
): Rilievo {
  return { ...regola, ...place, campo };
}
