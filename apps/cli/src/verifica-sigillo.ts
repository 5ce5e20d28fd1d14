import {
  EMPTY_FRONTIER,
  type EsitoRiga,
  type LeafValue,
  appendLeaves,
  fogliaEsitoRiga,
  frontierRoot,
  isIncluded,
  leafBytes,
} from '#libs/security';
import { accordoConLaConservata, firmaDellaTesta, inParole } from './accordo-teste.js';
import { type Ambiente, type Argomenti, Impossibile, only, optional } from './comando.js';
import { type Controllo, tell } from './controlli.js';
import { illeggibile, provaOf } from './documenti-registro.js';
import { Firme } from './firme.js';
import { Hub } from './hub.js';
import { pagesOf } from './pagine.js';
import { type Risposta, partOf, textOf } from './richiesta.js';

interface Ricalcolo {
  readonly righe: number;
  readonly radice: string;
}

/** Checks what was sealed of an invio: that it is in the register, and that righe and rilievi still are what was sealed. */
export async function verificaSigillo(argomenti: Argomenti, ambiente: Ambiente): Promise<number> {
  const invio = encodeURIComponent(only(argomenti, 'INVIO'));
  const hub = await Hub.open(argomenti, ambiente, optional(argomenti, 'ente'));
  const sigillo = await hub.get(`/rest/esiti/v1/invii/${invio}/sigillo`);
  const contenuto = contenutoOf(sigillo);
  const prova = provaOf(sigillo['prova']);
  const firme = await Firme.open(argomenti, ambiente);
  const included = isIncluded(leafBytes('esiti.v1', contenuto), prova);
  const controlli = [
    esitiControllo(await recompute(hub, invio, contenuto['stato'] === 'illeggibile'), contenuto),
    {
      nome: 'registro',
      bene: included,
      detto: `${included ? `è la foglia ${prova.indice}` : 'non è'} sotto ${inParole(prova.testa)}`,
    },
    await firmaDellaTesta('testa', prova.testa, firme),
    ...(await accordoConLaConservata(prova.testa, firme, argomenti, ambiente)),
  ];
  return tell(`Esiti dell’invio ${textOf(contenuto['invio_id'])}`, controlli, argomenti, ambiente);
}

function contenutoOf({ contenuto }: Risposta): Readonly<Record<string, LeafValue>> {
  const fields = partOf(contenuto);
  const flat = Object.values(fields).every((field) => typeof field === 'string' || Number.isSafeInteger(field));
  if (!flat || typeof fields['radice'] !== 'string') throw illeggibile('il sigillo dell’invio non si legge');
  return fields as Readonly<Record<string, LeafValue>>;
}

function esitiControllo({ righe, radice }: Ricalcolo, contenuto: Readonly<Record<string, LeafValue>>): Controllo {
  if (righe < Number(contenuto['righe'])) {
    throw new Impossibile(
      `chi chiede vede ${righe} righe delle ${textOf(contenuto['righe'])} sigillate: solo chi le vede tutte può ricalcolarne la radice`,
    );
  }
  const bene = radice === contenuto['radice'];
  return {
    nome: 'esiti',
    bene,
    detto: bene ? `i ${righe} record hanno l’esito sigillato` : 'NON sono quelli sigillati',
  };
}

/** A leaf for the document, one for each riga, in their order; both lists come in that order and are read side by side. */
async function recompute(hub: Hub, invio: string, illeggibileIntero: boolean): Promise<Ricalcolo> {
  const rilievi = pagesOf(hub, `/rest/esiti/v1/invii/${invio}/rilievi`);
  let pending = await rilievi.next();
  const leafOf = async (numero: number, respinta: boolean): Promise<Buffer> => {
    const codici = { errore: [] as string[], avviso: [] as string[] };
    for (; pending.done !== true && numberOf(pending.value) === numero; pending = await rilievi.next()) {
      const { regola, gravita } = pending.value;
      codici[gravita === 'errore' ? 'errore' : 'avviso'].push(textOf(regola));
    }
    const esito: EsitoRiga = { numero, respinta, errori: codici.errore, avvisi: codici.avviso };
    return fogliaEsitoRiga(esito);
  };
  let { frontier } = appendLeaves(EMPTY_FRONTIER, [await leafOf(0, illeggibileIntero)]);
  for await (const { numero, stato } of pagesOf(hub, `/rest/esiti/v1/invii/${invio}/righe`)) {
    ({ frontier } = appendLeaves(frontier, [await leafOf(Number(numero), stato === 'respinta')]));
  }
  return { righe: frontier.size - 1, radice: frontierRoot(frontier).toString('hex') };
}

function numberOf({ riga }: Risposta): number {
  return typeof riga === 'number' ? riga : 0;
}
