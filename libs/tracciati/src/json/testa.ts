import { DocumentoIlleggibile, rilievoSullInvio } from '../documenti/documento-illeggibile.js';
import { NOSTRE } from '../piano/intestazione.js';
import type { TestaJson } from '../piano/lettore-piano.js';
import { REGOLE_FORMA_JSON } from '../regole/forma-json.js';
import type { Rilievo } from '../rilievo.js';
import { radice } from '../tabelle/parole.js';
import type { Luogo } from '../xml/posizione.js';
import type { OggettoLetto } from './oggetto.js';

/** What may stand beside `righe`, by its name without case and marks. */
const CHIAVI = new Map<string, keyof TestaJson>([
  ['enteerogatore', 'ente_erogatore'],
  ['cfoperatore', 'cf_operatore'],
]);
const RIGHE = 'righe';
/** Theirs to write, ours to give back: what was to be mended in the document that this one mends. */
const IGNORATE = new Set([RIGHE, ...NOSTRE]);

type Segnala = (rilievo: Rilievo) => void;

export function leggiTesta(oggetto: OggettoLetto, segnala: Segnala): TestaJson {
  const { ripetuta } = oggetto;
  if (ripetuta !== undefined) {
    segnala(
      rilievoSullInvio(REGOLE_FORMA_JSON.chiaveRipetuta, { campo: ripetuta.chiave.slice(0, 100) }, ripetuta.luogo),
    );
  }
  const testa: { -readonly [K in keyof TestaJson]: TestaJson[K] } = {};
  for (const [key, value] of Object.entries(oggetto.valore)) {
    const known = CHIAVI.get(radice(key));
    if (known === undefined) {
      if (!IGNORATE.has(radice(key))) segnala(ignota(oggetto, key));
    } else if (typeof value === 'string') testa[known] = value;
    else if (value !== null) {
      segnala(rilievoSullInvio(REGOLE_FORMA_JSON.tipoTesta, { campo: known }, oggetto.posto([key])));
    }
  }
  return testa;
}

/** What comes after the righe comes too late to be of any of them. @throws DocumentoIlleggibile */
export function esaminaCoda(oggetto: OggettoLetto, segnala: Segnala): void {
  const { valore, ripetuta } = oggetto;
  if (ripetuta !== undefined) throw tardi(ripetuta.luogo, ripetuta.chiave);
  for (const key of Object.keys(valore)) {
    const nome = radice(key);
    if (CHIAVI.has(nome) || (nome === RIGHE && key !== RIGHE)) throw tardi(oggetto.posto([key]), key);
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
