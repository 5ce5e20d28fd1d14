import { STATI_RIGA_IN_PAROLE, type StatoRiga } from '#libs/codici';
import { waitForEnd } from './attesa.js';
import { type Ambiente, type Argomenti, type Comando, USCITA, UsoErrato, only, optional } from './comando.js';
import { Hub, OPZIONI_HUB } from './hub.js';
import { pagesOf } from './pagine.js';
import { quando, regolaInParole, rilievoDi, rilievoInParole } from './parole.js';
import { righeDaGuardare } from './righe-da-guardare.js';
import { type Risposta, partOf, textOf } from './richiesta.js';
import { type Voci, show } from './scheda.js';
import { write } from './scrittura.js';

/** Follows a deposit. */
export const stato: Comando = {
  nome: 'stato',
  argomenti: 'INVIO [opzioni]',
  sommario: 'dice a che punto è un invio, fino alle risposte di INPS, e con --rilievi che cosa non va',
  note: `--attendi esce con ${USCITA.nonFinito} se allo scadere del tempo qualche record non è ancora alla fine.`,
  opzioni: {
    ente: { type: 'string', valore: 'CODICE', descrizione: 'ente che ha inviato, per chiedere un token di sviluppo' },
    rilievi: { type: 'boolean', descrizione: 'elenca i rilievi; con --json un oggetto per riga' },
    regole: { type: 'boolean', descrizione: 'i rilievi regola per regola: quanti, su quante righe, come rimediare' },
    righe: {
      type: 'boolean',
      descrizione: 'elenca i record respinti da INPS, quelli che non può ricevere e quelli senza risposta',
    },
    attendi: { type: 'boolean', descrizione: 'attende che ogni record sia arrivato alla fine' },
    entro: { type: 'string', valore: 'MINUTI', default: '10', descrizione: 'quanto attendere al più (10)' },
    ...OPZIONI_HUB,
  },
  esegui: async (argomenti: Argomenti, ambiente: Ambiente) => {
    const invio = encodeURIComponent(only(argomenti, 'INVIO'));
    // A wait outlives a token: each look asks for one, unless it was given.
    const open = (): Promise<Hub> => Hub.open(argomenti, ambiente, optional(argomenti, 'ente'));
    const read = async (): Promise<Risposta> => (await open()).get(`/rest/invii/v1/invii/${invio}`);
    const attesa =
      argomenti.opzioni.attendi === true ? await waitForEnd(read, minutesOf(argomenti), ambiente) : undefined;
    const uscita = attesa === false ? USCITA.nonFinito : USCITA.bene;
    if (argomenti.opzioni.rilievi === true) await rilievi(await open(), invio, argomenti, ambiente);
    else if (argomenti.opzioni.regole === true) await regole(await open(), invio, argomenti, ambiente);
    else if (argomenti.opzioni.righe === true) await righeDaGuardare(await open(), invio, argomenti, ambiente);
    else await card(await read(), argomenti, ambiente);
    return uscita;
  },
};

function minutesOf({ opzioni }: Argomenti): number {
  const minutes = Number(opzioni.entro);
  if (!/^\d{1,4}$/.test(String(opzioni.entro)) || minutes === 0) throw new UsoErrato('--entro: minuti, da 1 a 9999');
  return minutes;
}

async function card(risposta: Risposta, argomenti: Argomenti, ambiente: Ambiente): Promise<void> {
  const titolo = `Invio ${textOf(risposta.id)}: ${textOf(risposta.stato).replaceAll('_', ' ')}`;
  await show(argomenti, ambiente, risposta, titolo, [
    ['tracciato', risposta.tracciato],
    ['ricevuto il', quando(risposta.ricevuto_il)],
    ['concluso il', quando(risposta.concluso_il)],
    ['annullato il', quando(risposta.annullato_il)],
    ['schema', schemaOf(risposta.schema_valido)],
    ['record', risposta.righe],
    ...statesOf(risposta),
  ]);
}

/** In the order of the path. */
function statesOf({ righe_per_stato, righe_silenti, giorni_silenzio }: Risposta): Voci {
  const counts = partOf(righe_per_stato);
  const states = Object.entries(STATI_RIGA_IN_PAROLE) as [StatoRiga, string][];
  const silenti = typeof righe_silenti === 'number' && righe_silenti > 0 ? righe_silenti : undefined;
  return [
    ...states.map(([state, words]) => [words, counts[state]] as const),
    [`di cui senza risposta da ${textOf(giorni_silenzio)} giorni`, silenti],
  ];
}

function schemaOf(valido: unknown): string | undefined {
  return typeof valido === 'boolean' ? (valido ? 'conforme' : 'NON conforme') : undefined;
}

async function rilievi(hub: Hub, invio: string, argomenti: Argomenti, ambiente: Ambiente): Promise<void> {
  const concluso = await isConcluso(hub, invio);
  const json = argomenti.opzioni.json === true;
  let count = 0;
  for await (const rilievo of pagesOf(hub, `/rest/esiti/v1/invii/${invio}/rilievi`)) {
    count += 1;
    await write(ambiente.output, json ? `${JSON.stringify(rilievo)}\n` : rilievoInParole(rilievoDi(rilievo)));
  }
  await closeList(count, concluso, argomenti, ambiente);
}

async function regole(hub: Hub, invio: string, argomenti: Argomenti, ambiente: Ambiente): Promise<void> {
  const concluso = await isConcluso(hub, invio);
  const json = argomenti.opzioni.json === true;
  const { items } = await hub.get(`/rest/esiti/v1/invii/${invio}/rilievi/regole`);
  const found = Array.isArray(items) ? items.map(partOf) : [];
  for (const regola of found) {
    await write(ambiente.output, json ? `${JSON.stringify(regola)}\n` : regolaInParole(regola));
  }
  await closeList(found.length, concluso, argomenti, ambiente);
}

/** Asked before the list: one that was read meanwhile is whole only if the invio had its verdict already. */
async function isConcluso(hub: Hub, invio: string): Promise<boolean> {
  return typeof (await hub.get(`/rest/invii/v1/invii/${invio}`)).concluso_il === 'string';
}

/** Of an invio under way nobody may read that nothing is wrong with it. */
async function closeList(
  count: number,
  concluso: boolean,
  { opzioni }: Argomenti,
  { output, errors }: Ambiente,
): Promise<void> {
  if (!concluso) {
    const finora = count === 0 ? 'finora nessun rilievo' : 'altri rilievi possono aggiungersi';
    await write(errors, `l’invio è ancora in validazione: ${finora}\n`);
  } else if (count === 0 && opzioni.json !== true) await write(output, 'Nessun rilievo.\n');
}
