import { setImmediate } from 'node:timers/promises';
import type { Aperto } from '../documenti/apri.js';
import { DocumentoIlleggibile } from '../documenti/documento-illeggibile.js';
import { intestazioneFra } from '../documenti/forma-tabella.js';
import { type Tavola, tavolaCsv, tavoleXlsx } from '../documenti/tavole.js';
import type { Limiti } from '../limiti.js';
import type { PianoCompilato } from '../piano/compilato.js';
import { campiPerNome, leggiIntestazione } from '../piano/intestazione.js';
import { RIGHE_DI_RICERCA } from '../tabelle/intestazione.js';
import { type RecordFoglio, isVuota } from '../tabelle/record.js';
import { REGOLE_FOGLIO } from '../tabelle/regole.js';
import type { FaiPseudonimo, Riscritto, Scrivi } from './pseudonimo.js';
import { TabellaSenzaCodici } from './tabella-senza-codici.js';

/** @throws DocumentoIlleggibile, FoglioIlleggibile, and what the source and `scrivi` throw */
export async function riscriviTabella(
  aperto: Extract<Aperto, { genere: 'csv' | 'xlsx' }>,
  piano: PianoCompilato,
  limiti: Limiti,
  fai: FaiPseudonimo,
  scrivi: Scrivi,
): Promise<Riscritto> {
  const perNome = campiPerNome(piano);
  const riconosciute = (record: Pick<RecordFoglio, 'celle'>): number =>
    leggiIntestazione(record, perNome, piano.campi.length).quante;
  let found: { foglio: string | undefined } | undefined;
  for await (const tavola of tavoleDi(aperto, limiti, riconosciute)) {
    const tabella = new TabellaSenzaCodici(piano, tavola.provenienza, fai);
    // One sheet makes one CSV: of two nobody could say which row is which.
    const scriviSola: Scrivi = async (testo) => {
      if (found !== undefined && found.foglio !== tavola.foglio) throw piuFogli();
      found = { foglio: tavola.foglio };
      await scrivi(testo);
    };
    await riscriviTavola(tavola, tabella, riconosciute, scriviSola);
  }
  if (found === undefined) throw new DocumentoIlleggibile(REGOLE_FOGLIO.intestazione);
  const { foglio } = found;
  return { esito: 'riscritto', formato: aperto.genere, ...(foglio === undefined ? {} : { foglio }) };
}

function tavoleDi(
  aperto: Extract<Aperto, { genere: 'csv' | 'xlsx' }>,
  limiti: Limiti,
  riconosciute: (record: Pick<RecordFoglio, 'celle'>) => number,
): AsyncIterable<Tavola> {
  if (aperto.genere === 'xlsx') return tavoleXlsx(aperto.archivio, limiti);
  return tavolaCsv(aperto.pezzi(), limiti, (records) => {
    const { record, note } = intestazioneFra(records, { riconosciute });
    return { note, celle: record?.celle.length ?? 0 };
  });
}

/** Writes the table when its header is found; a sheet without one is not of the document. */
async function riscriviTavola(
  tavola: Tavola,
  tabella: TabellaSenzaCodici,
  riconosciute: (record: Pick<RecordFoglio, 'celle'>) => number,
  scrivi: Scrivi,
): Promise<void> {
  let prime: RecordFoglio[] | undefined = [];
  const comincia = async (first: readonly RecordFoglio[]): Promise<boolean> => {
    const { record } = intestazioneFra(first, { riconosciute });
    if (record === undefined) return false;
    const sotto = first.slice(first.indexOf(record) + 1);
    await scrivi(tabella.intestazione(record) + sotto.map((one) => tabella.riga(one)).join(''));
    return true;
  };
  for await (const records of tavola.records()) {
    let written = '';
    for (const record of records) {
      if (record.celle.every(isVuota)) continue;
      if (prime === undefined) written += tabella.riga(record);
      else if (prime.push(record) === RIGHE_DI_RICERCA) {
        if (!(await comincia(prime))) return;
        prime = undefined;
      }
    }
    if (written !== '') await scrivi(written);
    await setImmediate();
  }
  if (prime !== undefined && prime.length > 0) await comincia(prime);
}

function piuFogli(): DocumentoIlleggibile {
  return new DocumentoIlleggibile({
    ...REGOLE_FOGLIO.intestazione,
    messaggio:
      'Più fogli della cartella di lavoro hanno righe del tracciato: dove ci sono codici fiscali da togliere ne serve uno solo.',
  });
}
