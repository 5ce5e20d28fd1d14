import { REGOLE, type Rilievo, TRACCIATI, compilaInColonne, nomeTracciato, pianoOf } from '#libs/tracciati';
import { REGOLE_CON_STATO } from './regole-con-stato.js';

type TestiRegola = Pick<Rilievo, 'messaggio' | 'rimedio' | 'fonte' | 'colpa'>;

const TESTI = new Map<string, TestiRegola>([
  ...REGOLE.map((regola) => [regola.codice, textsOf(regola)] as const),
  ...Object.values(REGOLE_CON_STATO).map((regola) => [regola.regola, textsOf(regola)] as const),
]);
/** Of a rule that a later release no longer has. */
const NESSUN_TESTO: TestiRegola = { messaggio: '', rimedio: '', fonte: '', colpa: 'mittente' };

const IN_COLONNE = new Map(TRACCIATI.map((one) => [nomeTracciato(one), compilaInColonne(pianoOf(one))]));

/** How a document is written, and by which tracciato. */
export interface Scrittura {
  /** Null when it is not known. */
  readonly formato: string | null;
  /** `codice@versione` */
  readonly tracciato: string;
}

/** What a rule says of itself, whatever the riga. */
export function testiDi(regola: string): TestiRegola {
  return TESTI.get(regola) ?? NESSUN_TESTO;
}

/** The same to who wrote the document: of attributes in XML, of columns and keys in anything else. */
export function testiPer(regola: string, { formato, tracciato }: Scrittura): TestiRegola {
  const testi = testiDi(regola);
  const inColonne = formato === null || formato === 'xml' ? undefined : IN_COLONNE.get(tracciato);
  if (inColonne === undefined) return testi;
  return { ...testi, messaggio: inColonne(testi.messaggio), rimedio: inColonne(testi.rimedio) };
}

/** Not the rule itself: how grave a rilievo is the riga decides (a provisional one turns errori into avvisi), and answers spread these texts. */
function textsOf({ messaggio, rimedio, fonte, colpa }: TestiRegola): TestiRegola {
  return { messaggio, rimedio, fonte, colpa };
}

/** Address of the page that explains a rule. @param tracciato `codice@versione` */
export function paginaDi(regola: string, tracciato: string, publicUrl: string): string {
  return `${publicUrl}/rest/tracciati/v1/tracciati/${tracciato.replace('@', '/')}/documentazione#${regola}`;
}
