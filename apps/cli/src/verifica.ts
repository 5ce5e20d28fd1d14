import {
  type EsitoDocumento,
  LIMITI_PREDEFINITI,
  type RigaLetta,
  type Rilievo,
  TRACCIATI,
  type Tracciato,
  nomeTracciato,
  readDocumento,
  scegliVersione,
  verificheConStatoDi,
} from '#libs/tracciati';
import { type Ambiente, type Argomenti, type Comando, USCITA, UsoErrato, only, optional, required } from './comando.js';
import { quanti, rilievoInParole } from './parole.js';
import { dayOf, nomenclaturaOf, readPrestazioni, readTerritorio } from './riferimenti-nazionali.js';
import { openSorgente } from './sorgente-file.js';
import { BYTE_ORDER_MARK, csvLine, write } from './scrittura.js';

/** Checks a file without the hub: what the file alone can tell. */
export const verifica: Comando = {
  nome: 'verifica',
  argomenti: '--tracciato TRACCIATO FILE [opzioni]',
  sommario: 'controlla un file prima di inviarlo, senza collegarsi all’hub',
  note: `FILE è XML, CSV, XLSX, JSON o NDJSON, anche dentro gzip o ZIP: lo si riconosce dal contenuto; - legge dall’ingresso. Il file non lascia questa macchina.
Esce con 0 se non ci sono errori (possono esserci avvisi), 1 se c’è almeno un errore, 2 se il file non si può leggere.
I controlli che hanno bisogno dell’hub sono elencati come non_verificato.`,
  opzioni: {
    tracciato: { type: 'string', valore: 'TRACCIATO', descrizione: 'codice, o codice@versione' },
    json: { type: 'boolean', descrizione: 'un oggetto JSON per rilievo' },
    csv: { type: 'boolean', descrizione: 'una riga CSV per rilievo, per un foglio di calcolo' },
    oggi: { type: 'string', valore: 'AAAA-MM-GG', descrizione: 'giudica come se fosse questo giorno' },
  },
  esegui: verify,
};

async function verify(argomenti: Argomenti, ambiente: Ambiente): Promise<number> {
  const nome = required(argomenti, 'tracciato');
  const oggi = dayOf(ambiente.now(), optional(argomenti, 'oggi'));
  const scelta = scegliVersione(nome, oggi);
  if (scelta.esito === 'sconosciuta')
    throw new UsoErrato(`tracciato sconosciuto: ${nome}; c’è ${TRACCIATI.map(nomeTracciato).join(', ')}`);
  // Also one that is published and not in force yet: its notice is for trying it.
  const { tracciato } = scelta;
  const file = only(argomenti, 'FILE');
  const resoconto = resocontoOf(argomenti, ambiente, tracciato);
  const contesto = { territorio: readTerritorio(), nomenclatura: nomenclaturaOf(readPrestazioni()), oggi };
  const sorgente = await openSorgente(file, ambiente);
  const lettura = readDocumento(tracciato, contesto, LIMITI_PREDEFINITI, sorgente);
  await resoconto.begin();
  for await (const righe of lettura.righe()) {
    // First: a column that nobody knows may be why every riga below is wrong.
    await resoconto.documento(lettura.rilieviFinora);
    await resoconto.righe(righe);
  }
  return resoconto.end(lettura.esito());
}

/** A line of output for each rilievo, as asked. */
type Riga = Pick<Rilievo, 'campo' | 'regola' | 'messaggio' | 'rimedio' | 'foglio' | 'cella'> & {
  readonly riga: number | null;
  readonly linea: number | null;
  readonly colonna: number | null;
  readonly gravita: Rilievo['gravita'] | 'non_verificato';
};

const COLUMNS = [
  'riga',
  'linea',
  'colonna',
  'foglio',
  'cella',
  'campo',
  'regola',
  'gravita',
  'messaggio',
  'rimedio',
] as const;

const FORMATI: Readonly<Record<'json' | 'csv' | 'testo', (riga: Riga) => string>> = {
  json: (riga) => `${JSON.stringify(Object.fromEntries(COLUMNS.map((column) => [column, riga[column] ?? null])))}\n`,
  csv: (riga) =>
    csvLine(
      COLUMNS.map((column) => riga[column] ?? null),
      ';',
    ),
  testo: (riga) =>
    riga.gravita === 'non_verificato' ? `non verificato  ${riga.regola}  ${riga.messaggio}\n` : rilievoInParole(riga),
};

function resocontoOf({ opzioni }: Argomenti, ambiente: Ambiente, tracciato: Tracciato): Resoconto {
  if (opzioni.json === true && opzioni.csv === true) throw new UsoErrato('--json e --csv non vanno insieme');
  const formato = opzioni.json === true ? 'json' : opzioni.csv === true ? 'csv' : 'testo';
  return new Resoconto(ambiente, formato, tracciato);
}

/** Says what was found while it is found, and keeps only the counts. */
class Resoconto {
  #errori = 0;
  #avvisi = 0;
  #righeConErrori = 0;
  /** On the document as a whole, and told already. */
  readonly #detti = new Set<Rilievo>();

  constructor(
    private readonly ambiente: Ambiente,
    private readonly formato: keyof typeof FORMATI,
    private readonly tracciato: Tracciato,
  ) {}

  async begin(): Promise<void> {
    if (this.formato === 'csv') await write(this.ambiente.output, BYTE_ORDER_MARK + csvLine(COLUMNS, ';'));
  }

  async documento(rilievi: readonly Rilievo[]): Promise<void> {
    const nuovi = rilievi.filter((rilievo) => !this.#detti.has(rilievo));
    for (const rilievo of nuovi) this.#detti.add(rilievo);
    await this.rilievi(nuovi);
  }

  async righe(righe: readonly RigaLetta[]): Promise<void> {
    for (const { rilievi } of righe) {
      if (rilievi.some(({ gravita }) => gravita === 'errore')) this.#righeConErrori++;
      await this.rilievi(rilievi);
    }
  }

  /** @returns the exit code */
  async end(esito: EsitoDocumento): Promise<number> {
    await this.documento(esito.rilieviInvio);
    for (const { codice, descrizione } of verificheConStatoDi(this.tracciato)) {
      const rimedio = 'Lo controlla l’hub quando il file viene inviato.';
      const place = { riga: null, linea: null, colonna: null, campo: '' };
      await this.line({ ...place, regola: codice, gravita: 'non_verificato', messaggio: descrizione, rimedio });
    }
    if (this.formato === 'testo') await write(this.ambiente.output, this.summary(esito));
    if (esito.stato === 'illeggibile') return USCITA.illeggibile;
    return this.#errori > 0 ? USCITA.errori : USCITA.bene;
  }

  private async rilievi(rilievi: readonly Rilievo[]): Promise<void> {
    for (const rilievo of rilievi) {
      if (rilievo.gravita === 'errore') this.#errori++;
      else this.#avvisi++;
      await this.line(rilievo);
    }
  }

  private async line(riga: Riga): Promise<void> {
    await write(this.ambiente.output, FORMATI[this.formato](riga));
  }

  private summary({ stato, righe, schemaValido, formato }: EsitoDocumento): string {
    if (stato === 'illeggibile') return '\nIl documento non si può leggere: nessun record verrebbe accolto.\n';
    const letti = quanti(righe, 'record letto', 'record letti');
    const errori = quanti(this.#errori, 'errore', 'errori');
    const avvisi = quanti(this.#avvisi, 'avviso', 'avvisi');
    return `
${letti}, ${this.#righeConErrori} con errori; ${errori} e ${avvisi} in tutto.
${formato === 'xml' ? `Documento ${schemaValido ? 'conforme' : 'NON conforme'} allo schema ufficiale.\n` : ''}`;
  }
}
