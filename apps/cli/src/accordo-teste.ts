import { type ProvaCoerenza, type TestaFirmata, isCoherent } from '#libs/security';
import { type Ambiente, type Argomenti, Impossibile, optional } from './comando.js';
import { coerenzaOf, readJson, testaConservata } from './documenti-registro.js';
import type { Controllo } from './controlli.js';
import type { Firme } from './firme.js';
import { quando } from './parole.js';

export function inParole({ dimensione, emessa_il }: TestaFirmata): string {
  return `la testa di ${dimensione} foglie del ${quando(emessa_il)}`;
}

export async function firmaDellaTesta(nome: string, testa: TestaFirmata, firme: Firme): Promise<Controllo> {
  const bene = await firme.isOfTesta(testa);
  return { nome, bene, detto: bene ? `${inParole(testa)} è firmata` : `la firma non è quella: ${inParole(testa)}` };
}

/**
 * Whether a head that somebody kept and another are of one history.
 * @throws Impossibile when they are of different sizes and there is no proof between them: nothing can be said then
 */
export async function accordoConLaConservata(
  altra: TestaFirmata,
  firme: Firme,
  argomenti: Argomenti,
  ambiente: Ambiente,
): Promise<Controllo[]> {
  const file = optional(argomenti, 'testa');
  if (file === undefined) return [];
  const conservata = testaConservata(await readJson(file, ambiente));
  const proof = optional(argomenti, 'coerenza');
  const coerenza = proof === undefined ? undefined : coerenzaOf(await readJson(proof, ambiente));
  return [await firmaDellaTesta('conservata', conservata, firme), accordoOf(conservata, altra, coerenza)];
}

/** @param coerenza needed unless both are of one size */
export function accordoOf(
  conservata: TestaFirmata,
  altra: TestaFirmata,
  coerenza: ProvaCoerenza | undefined,
): Controllo {
  const [da, a] = conservata.dimensione <= altra.dimensione ? [conservata, altra] : [altra, conservata];
  if (da.dimensione < a.dimensione && !isBetween(coerenza, da, a)) {
    throw new Impossibile(
      `la testa conservata ha ${conservata.dimensione} foglie, l’altra ${altra.dimensione}: per confrontarle serve, con --coerenza, il file di\n` +
        `  /rest/esiti/v1/teste-registro/coerenze?da=${da.dimensione}&a=${a.dimensione}\n` +
        `oppure la ricevuta provata sotto la testa conservata: snodo ricevuta scarica INVIO --testa FILE`,
    );
  }
  // The heads are those at hand, whatever the proof says of them.
  const bene = isCoherent({ da, a, percorso: da.dimensione === a.dimensione ? [] : coerenza!.percorso });
  const detto = bene
    ? `${inParole(a)} continua ${inParole(da)}`
    : `il registro è stato riscritto: ${inParole(a)} NON continua ${inParole(da)}`;
  return { nome: 'accordo', bene, detto };
}

function isBetween(coerenza: ProvaCoerenza | undefined, da: TestaFirmata, a: TestaFirmata): boolean {
  return coerenza?.da.dimensione === da.dimensione && coerenza.a.dimensione === a.dimensione;
}
