import { type CampoPiano, findTracciato, pianoOf } from '#libs/tracciati';
import type { Attributi, BeneficiarioXml, PrestazioneXml } from './beneficiario.js';
import { type ErroreSeminato, type RichiestaFlusso, inventFlusso } from './flusso.js';
import type { TestataXml } from './xml.js';

/** A riga in the hub's own layout: what was invented for XML, under the names of columns. Lists of values stay lists. */
export interface RigaPiana {
  readonly valori: Readonly<Record<string, string | readonly string[]>>;
  readonly errore: ErroreSeminato | undefined;
}

const CAMPI: readonly CampoPiano[] = pianoOf(findTracciato('PS_PSA_SINA')!);
/** By element and attribute; of an element that may stand more than once, by how many went before. */
const NOMI = new Map(
  CAMPI.filter(({ attributo }) => attributo !== undefined).map((campo) => [
    `${campo.elemento!.nome}/${campo.attributo!.nome}/${/\d+/.exec(campo.chiave)?.[0] ?? '0'}`,
    campo.nome,
  ]),
);
const nameOfList = (chiave: string): string => CAMPI.find((campo) => campo.chiave === `sina.${chiave}`)!.nome;

/** The righe of the same flow that `generateFlusso` writes as XML: equal requests say equal things of equal people. */
export function* generateRighe(richiesta: RichiestaFlusso): Generator<RigaPiana> {
  const { testata, beneficiari } = inventFlusso(richiesta);
  for (const { beneficiario, riga, errore } of beneficiari) {
    for (const [at, prestazione] of beneficiario.prestazioni.entries()) {
      const valori = rigaOf(testata, beneficiario, prestazione, richiesta.seed, riga + at);
      yield { valori, errore: at === 0 ? errore : undefined };
    }
  }
}

function rigaOf(
  { ente }: TestataXml,
  { attributi, anagrafica, indirizzi }: BeneficiarioXml,
  { attributi: propri, sina }: PrestazioneXml,
  seed: string | number,
  numero: number,
): RigaPiana['valori'] {
  const said: Record<string, string | readonly string[]> = {
    id_mittente: `${seed}-${numero}`,
    ente_erogatore: ente.Codice ?? '',
    cf_operatore: ente.CFOperatore ?? '',
  };
  put(said, 'Beneficiario', attributi);
  put(said, 'Anagrafica', anagrafica);
  for (const [at, indirizzo] of indirizzi.entries()) put(said, 'Indirizzo', indirizzo, at);
  put(said, 'PrestazioniSociali', propri);
  if (sina !== undefined) {
    put(said, 'SINA', sina.attributi);
    said[nameOfList('interventiSociali')] = sina.interventi;
    said[nameOfList('invaliditaCivile')] = sina.invalidita;
  }
  return said;
}

/** An attribute that no layout knows keeps its name: readers must say so. */
function put(said: Record<string, string | readonly string[]>, elemento: string, attributi: Attributi, at = 0): void {
  for (const [nome, valore] of Object.entries(attributi)) {
    if (valore !== undefined) said[NOMI.get(`${elemento}/${nome}/${at}`) ?? nome] = valore;
  }
}
