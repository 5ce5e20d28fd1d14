import { SENZA_MATRICOLA } from '../regole/matricola.js';
import { regolaTabella } from '../regole/tabelle.js';
import type { Rilievo } from '../rilievo.js';
import { rilievo } from '../righe/rilievi.js';
import { radice, spiega } from '../tabelle/parole.js';
import { type RecordFoglio, isVuota, testoDi } from '../tabelle/record.js';
import { letteraColonna } from '../tabelle/rilievo-foglio.js';
import type { CampoCompilato, PianoCompilato } from './compilato.js';
import { DA_CORREGGERE } from './nomi.js';
import type { CampoPiano } from './piano.js';

/** Characters of a header that are kept: it comes back in every rilievo on its column. */
const NAME = 200;
/** Columns and keys of files that Snodo writes to be mended: they come back with them, and are nobody's fields. */
export const NOSTRE: ReadonlySet<string> = new Set([radice(DA_CORREGGERE)]);
/** Names that a message lists. */
const LISTED = 10;

/** What a row says when it is read as the header. */
export interface Intestazione {
  /** Column from 0 of each field, by its index; undefined where the header does not have it. */
  readonly colonne: readonly (number | undefined)[];
  readonly quante: number;
  /** Index of the field and column of each that the header has. */
  readonly trovate: readonly (readonly [indice: number, colonna: number])[];
  /** Columns from 0 that have a name, known or not. */
  readonly nominate: ReadonlySet<number>;
  /** Named columns that are not declared: column from 0, name as written. */
  readonly ignote: ReadonlyMap<number, string>;
  /** Columns from 0 of fields met a second time. */
  readonly ripetute: ReadonlyMap<number, string>;
  /** Columns up to the last with a name. */
  readonly larghezza: number;
}

/** Fields by the names of columns and keys, case, accents and punctuation apart. */
export function campiPerNome({ campi }: PianoCompilato): ReadonlyMap<string, CampoCompilato> {
  return new Map(campi.map((campo) => [radice(campo.campo.nome), campo]));
}

export function leggiIntestazione(
  { celle }: Pick<RecordFoglio, 'celle'>,
  perNome: ReadonlyMap<string, CampoCompilato>,
  quantiCampi: number,
): Intestazione {
  const colonne = Array.from<number | undefined>({ length: quantiCampi });
  const nominate = new Set<number>();
  const ignote = new Map<number, string>();
  const ripetute = new Map<number, string>();
  const trovate: [number, number][] = [];
  for (const [at, cella] of celle.entries()) {
    if (isVuota(cella)) continue;
    nominate.add(at);
    const name = testoDi(cella).trim().slice(0, NAME).replace(/\s+/g, ' ');
    const campo = perNome.get(radice(name));
    if (campo === undefined) {
      if (!NOSTRE.has(radice(name))) ignote.set(at, name);
    } else if (colonne[campo.indice] !== undefined) ripetute.set(at, name);
    else {
      colonne[campo.indice] = at;
      trovate.push([campo.indice, at]);
    }
  }
  return {
    colonne,
    quante: trovate.length,
    trovate,
    nominate,
    ignote,
    ripetute,
    larghezza: celle.findLastIndex((cella) => !isVuota(cella)) + 1,
  };
}

/** What is to be said of the header, once: of the invio, not of its righe. */
export function esaminaIntestazione(
  intestazione: Intestazione,
  piano: PianoCompilato,
  linea: number,
  foglio: string | undefined,
): Rilievo[] {
  const at = (colonna: number) => ({
    linea,
    colonna: colonna + 1,
    ...(foglio === undefined ? {} : { foglio }),
    cella: `${letteraColonna(colonna + 1)}${linea}`,
  });
  const { ripetute, ignote } = intestazione;
  return [
    ...Array.from(ripetute, ([colonna, valore]) =>
      rilievo(regolaTabella('colonnaRipetuta'), at(colonna), '', {
        messaggio: `La colonna “${valore}” compare due volte nell’intestazione.`,
        valore,
      }),
    ),
    ...assenti(intestazione, piano).map(({ campo, nelDocumento }) =>
      rilievo(regolaTabella('colonnaAssente'), at(0), nelDocumento, {
        messaggio: `Manca la colonna “${campo.nome}”${spiegazione(campo)}.${altreColonne(ignote)}`,
      }),
    ),
    ...senzaMatricola(intestazione, piano).map(({ nelDocumento }) =>
      rilievo(SENZA_MATRICOLA, at(0), nelDocumento, {
        messaggio: `${SENZA_MATRICOLA.messaggio}${altreColonne(ignote)}`,
      }),
    ),
    ...Array.from(ignote, ([colonna, valore]) =>
      rilievo(regolaTabella('colonnaIgnota'), at(colonna), '', {
        messaggio: `La colonna “${valore}” non è prevista: il suo contenuto è stato ignorato.`,
        valore,
      }),
    ),
  ];
}

function spiegazione({ nome, descrizione }: CampoPiano): string {
  return spiega(nome, descrizione) ? ` (${descrizione})` : '';
}

/** Fields that every riga has, whose column is not there, nor that of one that may stand in for them. */
function assenti({ colonne }: Intestazione, { campi, supplenti }: PianoCompilato): readonly CampoCompilato[] {
  return campi.filter((campo) => {
    if (colonne[campo.indice] !== undefined) return false;
    const supplente = supplenti.get(campo);
    return supplente === undefined ? campo.campo.obbligatorio : colonne[supplente.indice] === undefined;
  });
}

/**
 * @returns the field of the sender's own number of a person, where the header has neither it nor the key that goes before it. With a column
 *   of another name that may be it, that key is likely to stand there empty.
 */
function senzaMatricola(
  { colonne, ignote }: Intestazione,
  { tracciato, perChiave, perUso }: PianoCompilato,
): CampoCompilato[] {
  const { matricola } = tracciato.tracciato.chiave;
  const campo = matricola === undefined ? undefined : perChiave.get(matricola.campo);
  if (campo === undefined || colonne[campo.indice] !== undefined) return [];
  const altra = perUso.get('id_mittente');
  const forse = [...ignote.values()].some((nome) => radice(nome).includes(matricola!.parola));
  return forse || altra === undefined || colonne[altra.indice] === undefined ? [campo] : [];
}

/** Names of what is there, to compare with what is not. */
function altreColonne(ignote: ReadonlyMap<number, string>): string {
  if (ignote.size === 0) return '';
  const names = [...ignote.values()].slice(0, LISTED).map((name) => `“${name.slice(0, 40)}”`);
  return ` Colonne non riconosciute: ${names.join(', ')}${ignote.size > names.length ? ', …' : ''}.`;
}
