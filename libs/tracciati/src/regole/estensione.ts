import { type DeclaredPerson, compareCodiceFiscale, legalDay, parseCodiceFiscale } from '#libs/codici';
import type { ContestoRegole } from '../contesto.js';
import type { Regola, RigaInEsame, Verifica, Violazione } from '../tracciato.js';

const base = { stadio: 'consegna', gravita: 'avviso', forza: 'dedotta', colpa: 'mittente' } as const;
const SNODO = 'controllo di plausibilità di Snodo';
const ESTENSIONE = 'estensione regionale dei tracciati di Snodo';
const OLDEST = 120;

interface Regionale {
  readonly dataNascita?: string;
  readonly dataDomanda?: string;
  readonly dataRiconoscimento?: string;
}
const regionaleDi = ({ contenuto }: RigaInEsame): Regionale => contenuto['regionale'] as Regionale;

const DATA_NASCITA: Violazione = { campo: 'regionale.dataNascita' };

const annoDiverso: Verifica = (riga) => {
  const { dataNascita } = regionaleDi(riga);
  const anno = riga.contenuto['annoNascita'] as string | undefined;
  if (dataNascita === undefined || anno === undefined || riga.guasti.has('annoNascita')) return undefined;
  return dataNascita.startsWith(anno) ? undefined : DATA_NASCITA;
};

/** A year that does not agree is another rule's. */
const natoAltroGiorno: Verifica = (riga, contesto) => {
  const { dataNascita } = regionaleDi(riga);
  if (dataNascita === undefined) return undefined;
  const differs = (declared: DeclaredPerson): boolean => discorda(riga, declared, contesto);
  if (!differs({ dataNascita: legalDay(dataNascita) })) return undefined;
  const anno = dataNascita.slice(0, 4);
  return riga.contenuto['annoNascita'] === anno && differs({ annoNascita: Number(anno) }) ? undefined : DATA_NASCITA;
};

function discorda({ contenuto }: RigaInEsame, declared: DeclaredPerson, { territorio }: ContestoRegole): boolean {
  const codice = parseCodiceFiscale((contenuto['codiceFiscale'] as string | undefined) ?? '');
  return typeof codice === 'string' && compareCodiceFiscale(codice, declared, territorio).includes('birth_date');
}

const giorniPossibili: Verifica = (riga, { oggi }) => {
  const { dataNascita, dataDomanda, dataRiconoscimento } = regionaleDi(riga);
  const found: Violazione[] = [];
  if ((dataDomanda ?? '') > oggi) found.push({ campo: 'regionale.dataDomanda' });
  if ((dataRiconoscimento ?? '') > oggi) found.push({ campo: 'regionale.dataRiconoscimento' });
  if (dataNascita !== undefined && (dataNascita > oggi || Number(oggi.slice(0, 4)) - Number(dataNascita.slice(0, 4)) > OLDEST))
    found.push(DATA_NASCITA); // prettier-ignore
  return found.length === 0 ? undefined : found;
};

const riconosciutaPrima: Verifica = (riga) => {
  const { dataDomanda, dataRiconoscimento } = regionaleDi(riga);
  if (dataDomanda === undefined || dataRiconoscimento === undefined) return undefined;
  return dataRiconoscimento < dataDomanda ? { campo: 'regionale.dataRiconoscimento' } : undefined;
};

/** On what only our own tables and JSON have places for. Those without a check are told by who reads a riga. */
export const REGOLE_ESTENSIONE: readonly Regola[] = [
  {
    ...base,
    codice: 'SN-18',
    fonte: SNODO,
    messaggio: 'Il giorno di nascita e l’anno di nascita non sono dello stesso anno.',
    rimedio: 'Correggere quello sbagliato; con il giorno di nascita, l’anno si può lasciare vuoto.',
    verifica: annoDiverso,
  },
  {
    ...base,
    codice: 'SN-19',
    fonte: SNODO,
    messaggio: 'Il giorno di nascita non corrisponde al codice fiscale.',
    rimedio: 'Controllare il codice fiscale e i dati anagrafici su un documento o in anagrafe.',
    verifica: natoAltroGiorno,
  },
  {
    ...base,
    codice: 'SN-20',
    fonte: SNODO,
    messaggio: 'Il giorno è nel futuro, o di oltre 120 anni fa.',
    rimedio: 'Controllare la data.',
    verifica: giorniPossibili,
  },
  {
    ...base,
    codice: 'SN-21',
    fonte: SNODO,
    messaggio: 'Il riconoscimento viene prima della domanda.',
    rimedio: 'Controllare le due date.',
    verifica: riconosciutaPrima,
  },
  {
    ...base,
    codice: 'SN-22',
    gravita: 'errore',
    forza: 'specifica',
    fonte: ESTENSIONE,
    messaggio: 'La riga è provvisoria ma non ha id_mittente: non si saprebbe quale riga la completa.',
    rimedio: 'Scrivere in id_mittente la chiave della riga nel gestionale, la stessa che avrà quando sarà completa.',
  },
  {
    ...base,
    codice: 'SN-23',
    forza: 'specifica',
    fonte: ESTENSIONE,
    messaggio: 'La riga è provvisoria: è tenuta, ma non pubblicata né trasmessa, finché non ne arriva una completa.',
    rimedio:
      'Inviare la riga completa, con lo stesso id_mittente e senza provvisoria, entro il termine indicato nell’esito.',
  },
  {
    ...base,
    codice: 'SN-24',
    forza: 'specifica',
    fonte: ESTENSIONE,
    messaggio: 'Una cancellazione non è mai provvisoria: la riga è letta come cancellazione.',
    rimedio: 'Lasciare vuoto il campo provvisoria nelle cancellazioni.',
  },
];
