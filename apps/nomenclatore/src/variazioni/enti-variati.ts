import { dayBefore } from '#libs/codici';
import { isInForce } from '#libs/riferimenti';
import type { Registro } from '../pacchetto/aggregati-regione.js';
import { idEnte } from '../pacchetto/identita.js';
import type { Provenienza } from '../registri/detti.js';
import { NELLA_RICHIESTA, mapRows, putRows } from '../registri/registro.js';
import { enteOf } from '../registri/trova.js';
import { enterAmbito, headAmbito } from '../registri/variazioni-ambiti.js';
import { closeEnte, nameOfEnte, registerEnte } from '../registri/variazioni-enti.js';
import { type VariazioneDetta, variazioneImpossibile } from './detta.js';
import type { RigaComune } from './registrazioni.js';
import { takeOverActs } from './subentro.js';

/** The name, in the registries, of the ente of a comune as it was the day before a change; undefined when it is not registered. */
export function enteOfComune(registro: Registro, comune: RigaComune, dal: string): string | undefined {
  const day = dayBefore(dal);
  return registro.regione.codici_enti.find(
    (riga) =>
      ((riga.sistema === 'belfiore' && riga.codice === comune.belfiore) ||
        (riga.sistema === 'istat' && riga.codice === comune.istat)) &&
      isInForce(riga, day),
  )?.ente;
}

/** The registries with the ente of a comune that begins, and its name there. @throws RegistroIncoerente, Problem `gia_nel_registro` */
export function beginEnte(
  registro: Registro,
  detta: VariazioneDetta,
  da: readonly string[],
  provenienza: Provenienza,
): { readonly registro: Registro; readonly ente: string } {
  const { dal, tipo } = detta;
  const own = (['belfiore', 'istat'] as const).map((sistema) => ({ sistema, codice: detta[sistema]!, dal, al: null }));
  // A cadastral code that was of a comune once, and is its again, names the ente of that time.
  const isTaken = registro.regione.enti.some(({ ente }) => ente === `belfiore:${detta.belfiore}`);
  const nuovo = {
    denominazione: denominazioneOf(detta),
    tipo: 'comune',
    dal,
    al: null,
    codici: [...(isTaken ? own.toReversed() : own), ...detta.codici.map((codice) => ({ ...codice, dal, al: null }))],
    predecessori: tipo === 'fusione' ? da : [],
  } as const;
  const ambito = ambitoOf(registro, detta, da);
  const registered = registerEnte(registro, nuovo, provenienza);
  const ente = nameOfEnte(nuovo);
  if (ambito === undefined) return { registro: registered, ente };
  return { registro: enterAmbito(registered, ambito, { ente, dal, al: null }, provenienza), ente };
}

/** Where the new comune goes: where those it is made of are, if they are together. */
function ambitoOf(registro: Registro, { ambito, dal }: VariazioneDetta, da: readonly string[]): string | undefined {
  if (ambito !== null) return ambito;
  const places = da.map(
    (ente) => registro.regione.appartenenze.find((riga) => riga.ente === ente && isInForce(riga, dal))?.ambito,
  );
  const different = [...new Set(places)];
  if (different.length <= 1) return different[0];
  const named = different.map((one) => one ?? 'nessuno').join(', ');
  throw variazioneImpossibile('ambito', `i comuni sono di ambiti diversi (${named}): indicare quello del nuovo`);
}

/**
 * The registries when some enti have ceased into one, which takes over their acts if it was asked.
 * @param before the registries as they were, with the successor in them
 * @throws RegistroIncoerente when an ambito would be left without capofila
 */
export function ceaseInto(
  before: Registro,
  cessati: readonly string[],
  successore: string | undefined,
  detta: VariazioneDetta,
  provenienza: Provenienza,
): Registro {
  const { dal } = detta;
  for (const ente of cessati) checkNothingPlanned(before, ente, dal);
  const ceased = cessati.reduce(
    (registro, ente) => closeEnte(registro, idEnte(registro.codiceRegione, ente), dayBefore(dal)),
    before,
  );
  const headed = replaceCapofila(before, ceased, new Set(cessati), detta, provenienza);
  if (!detta.subentroAtti || successore === undefined) return headed;
  return takeOverActs(before, headed, { cessati: new Set(cessati), successore, dal }, provenienza);
}

/** What somebody has planned for an ente after the day on which it ceases would be lost in silence. */
function checkNothingPlanned({ regione }: Registro, ente: string, dal: string): void {
  const planned = regione.appartenenze.find((riga) => riga.ente === ente && riga.dal > dal);
  if (planned === undefined) return;
  const messaggio = `${ente} entra in ${planned.ambito} il ${planned.dal}, quando non c'è più: togliere prima quell'appartenenza`;
  throw variazioneImpossibile('comuni', messaggio);
}

/** The registries with the new heads of the ambiti whose capofila is there no more. */
function replaceCapofila(
  before: Registro,
  after: Registro,
  gone: ReadonlySet<string>,
  { dal, capofila: named }: VariazioneDetta,
  provenienza: Provenienza,
): Registro {
  const lost = before.regione.capofila.filter(({ ente, al }) => gone.has(ente) && (al === null || al >= dal));
  const unknown = named.find(({ ambito }) => !lost.some((riga) => riga.ambito === ambito));
  if (unknown !== undefined)
    throw variazioneImpossibile('capofila', `${unknown.ambito} non perde il suo capofila: lo si cambia con gli ambiti`);
  return lost.reduce((registro, riga) => {
    const next = named.find(({ ambito }) => ambito === riga.ambito);
    if (next === undefined)
      throw variazioneImpossibile(
        'capofila',
        `${riga.ambito} resterebbe senza capofila dal ${dal}: indicare chi lo diventa`,
      );
    const from = riga.dal > dal ? riga.dal : dal;
    if (gone.has(enteOf(registro, next.ente, from, 'capofila')))
      throw variazioneImpossibile('capofila', `${next.ente} cessa: ${riga.ambito} resterebbe senza capofila`);
    return headAmbito(registro, riga.ambito, { ente: next.ente, dal: from, al: riga.al }, provenienza);
  }, after);
}

/** A comune that leaves the region: its codes and its name go on, its places in ambiti and its acts end. */
export function leaveRegione(
  registro: Registro,
  ente: string,
  detta: VariazioneDetta,
  provenienza: Provenienza,
): Registro {
  const al = dayBefore(detta.dal);
  const until = <R extends { readonly dal: string; readonly al: string | null }>(riga: R): R | undefined =>
    riga.al !== null && riga.al <= al ? riga : riga.dal > al ? undefined : { ...riga, al, posto: NELLA_RICHIESTA };
  const withoutPlaces = (['appartenenze', 'capofila'] as const).reduce(
    (left, file) => mapRows(left, file, (riga) => (riga.ente === ente ? until(riga) : riga)),
    registro,
  );
  const left = mapRows(withoutPlaces, 'deleghe', (riga) =>
    riga.delegante === ente || riga.delegato === ente ? until(riga) : riga,
  );
  return replaceCapofila(registro, left, new Set([ente]), detta, provenienza);
}

/** The same ente under another ISTAT code. */
export function recodeEnte(
  registro: Registro,
  ente: string,
  { dal, istat }: VariazioneDetta,
  provenienza: Provenienza,
): Registro {
  const closed = mapRows(registro, 'codici_enti', (riga) =>
    riga.ente === ente && riga.sistema === 'istat' && isInForce(riga, dal)
      ? { ...riga, al: dayBefore(dal), posto: NELLA_RICHIESTA }
      : riga,
  );
  const codice = {
    ente,
    sistema: 'istat',
    codice: istat!,
    dal,
    al: null,
    ...provenienza,
    posto: NELLA_RICHIESTA,
  } as const;
  return putRows(closed, 'codici_enti', [codice]).registro;
}

/** The same ente under another name, or continuing others. The name of an ente has no validity: it is what it is called now. */
export function changeEnte(
  registro: Registro,
  ente: string,
  detta: VariazioneDetta,
  predecessori: readonly string[] = [],
): Registro {
  return mapRows(registro, 'enti', (riga) => {
    if (riga.ente !== ente) return riga;
    const denominazione = detta.denominazione === null ? riga.denominazione : denominazioneOf(detta);
    return { ...riga, denominazione, predecessori: [...riga.predecessori, ...predecessori], posto: NELLA_RICHIESTA };
  });
}

function denominazioneOf({ denominazione }: VariazioneDetta): string {
  return `Comune di ${denominazione!}`;
}
