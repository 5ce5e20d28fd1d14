import type { ProvaCoerenza, ProvaInclusione, TestaFirmata } from '#libs/security';
import { type Ambiente, Impossibile, USCITA } from './comando.js';
import { readChunks } from './lettura.js';
import { type Risposta, partOf } from './richiesta.js';

/** Far more than a ricevuta with its proof, or a set of keys. */
const BYTE_AL_PIU = 1024 * 1024;
const PASSI_AL_PIU = 128;

/** The JSON object in a file. @throws Impossibile when there is none */
export async function readJson(file: string, ambiente: Ambiente): Promise<Risposta> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of readChunks(file, ambiente)) {
    bytes += chunk.length;
    if (bytes > BYTE_AL_PIU) throw illeggibile(`${file} è troppo grande per essere ciò che si attende`);
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Risposta;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw illeggibile(`${file} non contiene un oggetto JSON`);
}

/** @throws Impossibile when it is not a head */
export function testaOf(value: unknown): TestaFirmata {
  const testa = partOf(value);
  const { registro, dimensione, radice, emessa_il, precedente, firma } = testa;
  const words = [registro, radice, emessa_il, firma].every((one) => typeof one === 'string');
  if (!words || !isCount(dimensione) || precedente === undefined || typeof precedente !== 'object')
    throw illeggibile('non è una testa del registro: mancano dei campi');
  return testa as unknown as TestaFirmata;
}

/** A head as `snodo ricevuta testa` writes it: alone, or as the later one of a proof. */
export function testaConservata(value: Risposta): TestaFirmata {
  return testaOf('a' in value && 'da' in value ? value['a'] : value);
}

/** @throws Impossibile when it is not a proof of inclusion */
export function provaOf(value: unknown): ProvaInclusione {
  const { indice, dimensione, percorso, testa } = partOf(value);
  if (!isCount(indice) || !isCount(dimensione)) throw illeggibile('la prova del registro non si legge');
  return { indice, dimensione, percorso: percorsoOf(percorso), testa: testaOf(testa) };
}

/** @throws Impossibile when it is not a proof that one head goes on from another */
export function coerenzaOf(value: Risposta): ProvaCoerenza {
  return { da: testaOf(value['da']), a: testaOf(value['a']), percorso: percorsoOf(value['percorso']) };
}

export function illeggibile(message: string): Impossibile {
  return new Impossibile(message, USCITA.illeggibile);
}

function percorsoOf(value: unknown): readonly string[] {
  const hashes: readonly unknown[] = Array.isArray(value) && value.length <= PASSI_AL_PIU ? value : [null];
  if (!hashes.every((hash): hash is string => typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash)))
    throw illeggibile('il percorso della prova non si legge');
  return hashes;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
