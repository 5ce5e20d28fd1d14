import type { TestaFirmata } from '#libs/security';
import { unioneChiavi } from './chiavi-conservate.js';
import { type Ambiente, type Argomenti, USCITA, only, optional } from './comando.js';
import { CopiaRegistro } from './copia-registro.js';
import { illeggibile, testaOf } from './documenti-registro.js';
import { Hub } from './hub.js';
import { quanti } from './parole.js';
import { write } from './scrittura.js';

const BASE = '/rest/anagrafe/v1';
const FOGLIE_PER_PAGINA = 10_000;
const TESTE_PER_PAGINA = 1000;
const ACCESSI_PER_PAGINA = 200;

/** Brings the copy of the register up to what the hub has now. What is there already is not asked for again: it is what is kept. */
export async function scaricaAccessi(argomenti: Argomenti, ambiente: Ambiente): Promise<number> {
  const copia = new CopiaRegistro(only(argomenti, 'CARTELLA'));
  const ente = optional(argomenti, 'ente');
  const withAccessi = (ente ?? optional(argomenti, 'token') ?? ambiente.env.SNODO_TOKEN) !== undefined;
  const pubblico = Hub.openPublic(argomenti, ambiente);
  await copia.make();
  const chiavi = unioneChiavi(await copia.readChiavi(), await pubblico.get('/.well-known/jwks.json'));
  const ultima = testaOf(await pubblico.get(`${BASE}/teste-registro/ultima`));
  // Heads before leaves: those then reach at least as far as the last of them.
  const teste = await heads(pubblico, copia);
  if (!teste.seguono || !(await holds(copia, ultima))) {
    await copia.dropNuove();
    ambiente.errors.write(
      `l’ultima testa dell’hub (${ultima.dimensione} foglie) NON è di questa copia: il registro è stato riscritto o accorciato.\n` +
        `Conservare ${copia.cartella} com’è e segnalarlo alla Regione.\n`,
    );
    return USCITA.errori;
  }
  await copia.writeChiavi(chiavi);
  await copia.keepNuove();
  const foglie = await leaves(pubblico, copia, teste.dimensione);
  const accessi = withAccessi ? await entries(await Hub.open(argomenti, ambiente, ente), copia) : undefined;
  const said = [quanti(foglie, 'foglia nuova', 'foglie nuove'), quanti(teste.nuove, 'testa nuova', 'teste nuove')];
  if (accessi !== undefined) said.push(quanti(accessi, 'accesso', 'accessi'));
  await write(ambiente.output, `${copia.cartella}: ${said.join(', ')}\n`);
  return USCITA.bene;
}

interface Nuove {
  readonly nuove: number;
  /** Of the last of all. */
  readonly dimensione: number;
  /** Whether each names the one before it, and the first the last that was kept. */
  readonly seguono: boolean;
}

/** What is new is put beside what is kept, until it is known to be of the same history. */
async function heads(hub: Hub, copia: CopiaRegistro): Promise<Nuove> {
  let line: string | undefined;
  for await (line of copia.teste());
  let last = line === undefined ? undefined : testaOf(JSON.parse(line));
  let nuove = 0;
  let seguono = true;
  for (let more = true; more;) {
    const dimensione = last?.dimensione ?? 0;
    const query = `ordine=crescente&cursor=${dimensione}&limit=${TESTE_PER_PAGINA}`;
    const { items, next_cursor: next } = await hub.get(`${BASE}/teste-registro?${query}`);
    const some = Array.isArray(items) ? items.map(testaOf) : [];
    await copia.addNuove(
      some.map((testa) => JSON.stringify(testa)),
      nuove === 0,
    );
    for (const testa of some) {
      seguono &&= follows(testa, last);
      last = testa;
    }
    nuove += some.length;
    more = typeof next === 'string' && some.length > 0;
  }
  return { nuove, dimensione: last?.dimensione ?? 0, seguono };
}

function follows({ precedente }: TestaFirmata, last: TestaFirmata | undefined): boolean {
  if (last === undefined) return precedente === null;
  return precedente?.dimensione === last.dimensione && precedente.radice === last.radice;
}

/** Whether a head is one of those kept or about to be: one that is not, of a size that the copy has passed, is of another history. */
async function holds(copia: CopiaRegistro, { dimensione, firma }: TestaFirmata): Promise<boolean> {
  for (const lines of [copia.teste(), copia.nuove()])
    for await (const line of lines) {
      const testa = testaOf(JSON.parse(line));
      if (testa.dimensione === dimensione) return testa.firma === firma;
    }
  return false;
}

/** @param al leaves of the last head: what came after it is of the next time */
async function leaves(hub: Hub, copia: CopiaRegistro, al: number): Promise<number> {
  let have = 0;
  for await (const _ of copia.foglie()) have += 1;
  const before = have;
  while (have < al) {
    const limit = Math.min(FOGLIE_PER_PAGINA, al - have);
    const { foglie } = await hub.get(`${BASE}/registro/foglie?da=${have}&limit=${limit}`);
    if (!Array.isArray(foglie) || foglie.length === 0 || foglie.length > limit || !foglie.every(isHash))
      throw illeggibile(`le foglie da ${have} non si leggono`);
    await copia.add('foglie.txt', foglie);
    have += foglie.length;
  }
  return have - before;
}

/** All of them each time: which an ente may read changes with its residents, and with those who are protected. */
async function entries(hub: Hub, copia: CopiaRegistro): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const after = cursor === undefined ? '' : `&cursor=${cursor}`;
    const { items, next_cursor: next } = await hub.get(`${BASE}/accessi/sigillati?limit=${ACCESSI_PER_PAGINA}${after}`);
    const some: unknown[] = Array.isArray(items) ? items : [];
    await copia.addAccessi(
      some.map((item) => JSON.stringify(item)),
      cursor === undefined,
    );
    count += some.length;
    cursor = typeof next === 'string' ? next : undefined;
  } while (cursor !== undefined);
  return count;
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
