import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestaFirmata, type VoceSvelata, leafHash, revealedBytes } from '#libs/security';
import { inParole } from './accordo-teste.js';
import { CatenaRegistro } from './catena-registro.js';
import { type Ambiente, type Argomenti, Impossibile, only, optional, USCITA } from './comando.js';
import { type Controllo, tell } from './controlli.js';
import { CopiaRegistro } from './copia-registro.js';
import { illeggibile, readJson, testaConservata, testaOf } from './documenti-registro.js';
import { Firme } from './firme.js';
import { quanti } from './parole.js';
import { type Risposta, partOf } from './richiesta.js';

/** Faults shown of one kind: a register that was rewritten has as many as it has heads. */
const ESEMPI = 3;

/** Makes the whole chain of a kept register again, from its leaves. The hub need not exist any more. */
export async function verificaAccessi(argomenti: Argomenti, ambiente: Ambiente): Promise<number> {
  const copia = new CopiaRegistro(only(argomenti, 'CARTELLA'));
  const firme = await Firme.open({ ...argomenti, opzioni: { chiavi: copia.chiavi, ...argomenti.opzioni } }, ambiente);
  const conservate = await kept(argomenti, ambiente);
  const accessi = await accessiOf(copia);
  const catena = new CatenaRegistro(
    conservate.map(({ testa }) => testa),
    accessi.map(({ indice }) => indice),
  );
  const { teste, foglie } = await catena.follow(copia.foglie(), headsOf(copia), firme);
  if (teste === 0)
    throw new Impossibile(`in ${copia.cartella} non c’è alcuna testa: snodo accessi scarica`, USCITA.illeggibile);
  const controlli: Controllo[] = [
    summary('foglie', catena.faults.foglie, `sono ${foglie}, tutte sotto l’ultima testa`),
    summary(
      'radici',
      catena.faults.radici,
      `${quanti(teste, 'testa ha', 'teste hanno')} la radice delle foglie prima di sé`,
    ),
    summary('firme', catena.faults.firme, quanti(teste, 'testa è firmata', 'teste sono firmate')),
    summary('catena', catena.faults.catena, 'ogni testa dice quella prima di lei'),
    ...(await Promise.all(conservate.map((one) => accordo(one, catena, firme)))),
    ...accessiControlli(accessi, catena),
  ];
  return tell(`Registro degli accessi in ${copia.cartella}`, controlli, argomenti, ambiente);
}

interface Conservata {
  readonly file: string;
  readonly testa: TestaFirmata;
}

async function kept(argomenti: Argomenti, ambiente: Ambiente): Promise<Conservata[]> {
  const file = optional(argomenti, 'testa');
  const cartella = optional(argomenti, 'teste');
  const files = file === undefined ? [] : [file];
  if (cartella !== undefined) {
    try {
      const names = await readdir(cartella);
      files.push(
        ...names
          .filter((name) => name.endsWith('.json'))
          .toSorted()
          .map((name) => join(cartella, name)),
      );
    } catch (error) {
      throw illeggibile(`non posso leggere ${cartella}: ${(error as NodeJS.ErrnoException).code ?? 'errore'}`);
    }
  }
  const heads: Conservata[] = [];
  for (const one of files) heads.push({ file: one, testa: testaConservata(await readJson(one, ambiente)) });
  return heads;
}

async function* headsOf(copia: CopiaRegistro): AsyncGenerator<TestaFirmata> {
  for await (const line of copia.teste()) yield testaOf(jsonOf(line));
}

interface AccessoScaricato {
  readonly indice: number;
  /** Hash of its leaf as the file says it; undefined when it says none. */
  readonly foglia: string | undefined;
}

async function accessiOf(copia: CopiaRegistro): Promise<AccessoScaricato[]> {
  const accessi: AccessoScaricato[] = [];
  for await (const line of copia.accessi()) {
    const voce = jsonOf(line);
    const { indice } = voce;
    if (!Number.isSafeInteger(indice)) throw illeggibile('un accesso scaricato non si legge');
    accessi.push({ indice: indice as number, foglia: fogliaOf(voce) });
  }
  return accessi;
}

function fogliaOf(voce: Risposta): string | undefined {
  try {
    return leafHash(revealedBytes(String(voce['genere']), voce as unknown as VoceSvelata)).toString('hex');
  } catch {
    return undefined;
  }
}

function accessiControlli(accessi: readonly AccessoScaricato[], catena: CatenaRegistro): Controllo[] {
  if (accessi.length === 0) return [];
  const faults = accessi
    .filter(({ indice, foglia }) => foglia === undefined || catena.leafAt(indice) !== foglia)
    .map(({ indice }) => `l’accesso ${indice} NON è quello sigillato`);
  const twice = accessi.length - new Set(accessi.map(({ indice }) => indice)).size;
  if (twice > 0) faults.push(`${quanti(twice, 'accesso è', 'accessi sono')} nel file due volte`);
  return [
    summary('accessi', faults, `${quanti(accessi.length, 'accesso è', 'accessi sono')} nel registro, com’è scritto`),
  ];
}

async function accordo({ file, testa }: Conservata, catena: CatenaRegistro, firme: Firme): Promise<Controllo> {
  const nome = 'conservata';
  if (!(await firme.isOfTesta(testa)))
    return { nome, bene: false, detto: `la firma non è quella: ${inParole(testa)} (${file})` };
  const radice = catena.rootAt(testa.dimensione);
  if (radice === undefined)
    return {
      nome,
      bene: false,
      detto: `il registro scaricato ha meno foglie di quante ne dice ${inParole(testa)} (${file}): scaricarlo di nuovo, o è stato accorciato`,
    };
  const bene = radice === testa.radice && catena.registro === testa.registro;
  return {
    nome,
    bene,
    detto: bene
      ? `${inParole(testa)} è di questo registro (${file})`
      : `il registro è stato riscritto: NON contiene ${inParole(testa)} (${file})`,
  };
}

function summary(nome: string, faults: readonly string[], bene: string): Controllo {
  if (faults.length === 0) return { nome, bene: true, detto: bene };
  const more = faults.length > ESEMPI ? `; e altre ${faults.length - ESEMPI}` : '';
  return { nome, bene: false, detto: faults.slice(0, ESEMPI).join('; ') + more };
}

function jsonOf(line: string): Risposta {
  try {
    return partOf(JSON.parse(line));
  } catch {
    throw illeggibile('una riga scaricata non è JSON');
  }
}
