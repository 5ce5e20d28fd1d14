import { DocumentoIlleggibile, rilievoSullInvio } from '../documenti/documento-illeggibile.js';
import { NOSTRE } from '../piano/intestazione.js';
import { type TestaJson, USI_DELLA_TESTA } from '../piano/lettore-piano.js';
import { REGOLE_FORMA_JSON } from '../regole/forma-json.js';
import type { Rilievo } from '../rilievo.js';
import { radice } from '../tabelle/parole.js';
import type { Tracciato } from '../tracciato.js';
import type { Luogo } from '../xml/posizione.js';
import type { OggettoLetto } from './oggetto.js';

/** What may stand beside `righe`, by its name without case and marks. */
function chiaviOf({ estensione }: Pick<Tracciato, 'estensione'>): ReadonlyMap<string, keyof TestaJson> {
  const usi = USI_DELLA_TESTA.filter((uso) => estensione.some((campo) => campo.uso === uso));
  return new Map(usi.map((uso) => [radice(uso), uso]));
}
const RIGHE = 'righe';
/** Theirs to write, ours to give back: what was to be mended in the document that this one mends. */
const IGNORATE = new Set([RIGHE, ...NOSTRE]);

type Segnala = (rilievo: Rilievo) => void;

export function leggiTesta(oggetto: OggettoLetto, tracciato: Tracciato, segnala: Segnala): TestaJson {
  const chiavi = chiaviOf(tracciato);
  const { ripetuta } = oggetto;
  if (ripetuta !== undefined) {
    segnala(
      rilievoSullInvio(REGOLE_FORMA_JSON.chiaveRipetuta, { campo: ripetuta.chiave.slice(0, 100) }, ripetuta.luogo),
    );
  }
  const testa: { -readonly [K in keyof TestaJson]: TestaJson[K] } = {};
  for (const [key, value] of Object.entries(oggetto.valore)) {
    const known = chiavi.get(radice(key));
    if (known === undefined) {
      if (!IGNORATE.has(radice(key))) segnala(ignota(oggetto, key));
    } else if (known === 'righe_fornitura' && typeof value === 'number') testa[known] = value;
    else if (typeof value === 'string') testa[known] = value;
    else if (value !== null) {
      segnala(rilievoSullInvio(REGOLE_FORMA_JSON.tipoTesta, { campo: known }, oggetto.posto([key])));
    }
  }
  return testa;
}

/** What comes after the righe comes too late to be of any of them. @throws DocumentoIlleggibile */
export function esaminaCoda(oggetto: OggettoLetto, tracciato: Tracciato, segnala: Segnala): void {
  const chiavi = chiaviOf(tracciato);
  const { valore, ripetuta } = oggetto;
  if (ripetuta !== undefined) throw tardi(ripetuta.luogo, ripetuta.chiave);
  for (const key of Object.keys(valore)) {
    const nome = radice(key);
    if (chiavi.has(nome) || (nome === RIGHE && key !== RIGHE)) throw tardi(oggetto.posto([key]), key);
    if (key !== RIGHE && !NOSTRE.has(nome)) segnala(ignota(oggetto, key));
  }
}

function tardi(luogo: Luogo, campo: string): DocumentoIlleggibile {
  return new DocumentoIlleggibile(REGOLE_FORMA_JSON.dopoRighe, undefined, luogo, { campo });
}

function ignota(oggetto: OggettoLetto, key: string): Rilievo {
  const name = key.slice(0, 100);
  const messaggio = `La chiave “${name}” accanto alle righe non è prevista: il suo contenuto è stato ignorato.`;
  return rilievoSullInvio(REGOLE_FORMA_JSON.chiaveIgnota, { messaggio }, oggetto.posto([key]));
}
