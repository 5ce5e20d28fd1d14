/** Yes and no, as every tracciato writes them. */
type SiNo = '1' | '2';

/** An address, and the days on which it was the person's. Both ends are in it; without an end it still is. */
export interface ResidenzaAnagrafe {
  genere: 'residenza' | 'senza_fissa_dimora' | 'domicilio' | 'aire';
  /** ISTAT; of an AIRE, the comune in whose AIRE the person is. */
  comune?: string;
  /** ISO 3166 numeric. */
  nazione?: string;
  indirizzo?: string;
  civico?: string;
  cap?: string;
  dal?: string;
  al?: string;
}

export interface FamigliaAnagrafe {
  /** Of the family in the registry of its comune. */
  numero: string;
  tipo: 'famiglia' | 'convivenza';
  /** To the reference person: ANPR's table 5. */
  relazione?: string;
  dal?: string;
  al?: string;
}

export interface CittadinanzaAnagrafe {
  /** ISO 3166 numeric; 990 if it is not known. */
  nazione: string;
  dal?: string;
  al?: string;
}

export interface EventoAnagrafe {
  tipo:
    | 'nascita'
    | 'immigrazione'
    | 'variazione'
    | 'indirizzo'
    | 'emigrazione'
    | 'aire'
    | 'irreperibilita'
    | 'cancellazione'
    | 'ripristino'
    | 'decesso';
  data: string;
  /** ISTAT: where from, or where to. */
  comune?: string;
  nazione?: string;
  /** Of a cancellation: ANPR's table 15. */
  motivo?: string;
}

/**
 * The canonical record of ANAGRAFE: one person as a registry office tells of it, days as `YYYY-MM-DD`. Identifiers are in capitals, and as
 * they were sent: one that is wrong is told to the sender and does not keep the person out.
 */
export interface PersonaAnagrafe {
  /** In the archive of the comune. */
  idAnagrafico?: string;
  idAnpr?: string;
  codiceFiscale?: string;
  /** ANPR's table 22. */
  statoCodiceFiscale?: '1' | '9';
  codiciPrecedenti?: string[];
  stp?: string;
  eni?: string;
  cognome?: string;
  senzaCognome?: SiNo;
  nome?: string;
  senzaNome?: SiNo;
  sesso: 'M' | 'F';
  dataNascita?: string;
  /** Where the day is not known. */
  annoNascita?: string;
  /** Belfiore code of the comune or of the state. */
  luogoNascita?: string;
  /** ANPR's table 1. */
  statoCivile?: string;
  statoCivileDal?: string;
  /** Said alone where the day is not known. */
  deceduto?: SiNo;
  dataDecesso?: string;
  residenze?: ResidenzaAnagrafe[];
  famiglie?: FamigliaAnagrafe[];
  cittadinanze?: CittadinanzaAnagrafe[];
  eventi?: EventoAnagrafe[];
  tipoOperazione?: 'I' | 'C';
}
