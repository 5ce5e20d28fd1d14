import { createHash } from 'node:crypto';
import { type LeafValue, type ProvaInclusione, TIPO_FIRMA_RICEVUTA, isIncluded, leafBytes } from '#libs/security';
import { accordoConLaConservata, firmaDellaTesta, inParole } from './accordo-teste.js';
import { type Ambiente, type Argomenti, Impossibile, only, optional } from './comando.js';
import { type Controllo, tell } from './controlli.js';
import { illeggibile, provaOf, readJson } from './documenti-registro.js';
import { Firme } from './firme.js';
import { readChunks } from './lettura.js';
import { type Risposta, partOf, textOf } from './richiesta.js';

interface RicevutaLetta {
  /** All that is signed. */
  readonly contenuto: Readonly<Record<string, LeafValue>>;
  readonly firma: string;
  readonly prova: ProvaInclusione | undefined;
}

/** Checks a ricevuta in a file against keys and, if one was kept, a head of the register. The hub need not exist any more. */
export async function verificaRicevuta(argomenti: Argomenti, ambiente: Ambiente): Promise<number> {
  const { contenuto, firma, prova } = ricevutaOf(await readJson(only(argomenti, 'FILE'), ambiente));
  const firme = await Firme.open(argomenti, ambiente);
  const bene = await firme.isOf(TIPO_FIRMA_RICEVUTA, firma, contenuto);
  const detto = bene ? 'è di questa ricevuta, parola per parola' : 'non è di questa ricevuta, o non è di queste chiavi';
  const controlli = [
    { nome: 'firma', bene, detto },
    ...(await documento(contenuto, argomenti, ambiente)),
    ...(await registro(contenuto, prova, firme)),
  ];
  try {
    controlli.push(...(await conservata(prova, firme, argomenti, ambiente)));
  } catch (error) {
    // A ricevuta that is false by itself is told so, whatever is missing to compare it with a kept head.
    if (!(error instanceof Impossibile) || controlli.every((controllo) => controllo.bene)) throw error;
  }
  return tell(`Ricevuta ${textOf(contenuto['numero'])}`, controlli, argomenti, ambiente);
}

/** The answer of the hub as it is, or that of the deposit, which holds it. @throws Impossibile when it is neither */
function ricevutaOf(value: Risposta): RicevutaLetta {
  const { firma, prova, ...contenuto } = 'ricevuta' in value ? partOf(value['ricevuta']) : value;
  const flat = Object.values(contenuto).every((field) => typeof field === 'string' || Number.isSafeInteger(field));
  if (typeof firma !== 'string' || typeof contenuto['numero'] !== 'string' || !flat)
    throw illeggibile('il file non contiene una ricevuta di Snodo in JSON');
  return {
    contenuto: contenuto as RicevutaLetta['contenuto'],
    firma,
    prova: prova === undefined ? undefined : provaOf(prova),
  };
}

async function documento(
  { impronta_sha256: impronta }: RicevutaLetta['contenuto'],
  argomenti: Argomenti,
  ambiente: Ambiente,
): Promise<Controllo[]> {
  const file = optional(argomenti, 'documento');
  if (file === undefined) return [];
  const sha256 = createHash('sha256');
  for await (const chunk of readChunks(file, ambiente)) sha256.update(chunk);
  const bene = sha256.digest('hex') === impronta;
  return [{ nome: 'documento', bene, detto: bene ? 'è quello ricevuto' : 'non è quello ricevuto' }];
}

async function registro(
  contenuto: RicevutaLetta['contenuto'],
  prova: ProvaInclusione | undefined,
  firme: Firme,
): Promise<Controllo[]> {
  if (prova === undefined) return [];
  const bene = isIncluded(leafBytes('ricevuta.v1', contenuto), prova);
  const detto = bene
    ? `è la foglia ${prova.indice} sotto ${inParole(prova.testa)}`
    : `non è sotto ${inParole(prova.testa)}`;
  return [{ nome: 'registro', bene, detto }, await firmaDellaTesta('testa', prova.testa, firme)];
}

async function conservata(
  prova: ProvaInclusione | undefined,
  firme: Firme,
  argomenti: Argomenti,
  ambiente: Ambiente,
): Promise<Controllo[]> {
  if (prova !== undefined) return accordoConLaConservata(prova.testa, firme, argomenti, ambiente);
  if (optional(argomenti, 'testa') === undefined) return [];
  throw new Impossibile(
    'la ricevuta non ha ancora la prova del registro: scaricarla di nuovo (snodo ricevuta scarica)',
  );
}
