import type { Ruolo } from '#libs/security';
import type { Finalita } from './finalita.js';
import type { CasoPersona, LegamiPersona, SedePersona } from './legami-persona.js';
import type { Profilo } from './profili.js';
import type { Richiedente } from './richiedente.js';

/** What is asked besides whom: why, under which case, when. */
export interface Domanda {
  readonly finalita: Finalita;
  /** Id of a presa in carico that the asker names. */
  readonly caso?: string | undefined;
  /** The asker already knows code, surname, name and date of birth, and wants to hear yes or no. */
  readonly identitaIntera?: boolean | undefined;
  /** Legal day. */
  readonly oggi: string;
  readonly adesso: Date;
}

/** Who asks, about whom, what: all that a rule may look at. */
export interface Situazione {
  readonly chi: Richiedente;
  readonly lei: LegamiPersona;
  readonly domanda: Domanda;
}

interface RigaTabella {
  readonly regola: `R${number}`;
  /** Where the rule comes from. */
  readonly base: string;
}

/** Shows something: to an office of these kinds, for one of its purposes, when it holds. */
export interface Concessione extends RigaTabella {
  readonly uffici: readonly Ruolo[];
  readonly profilo: Profilo;
  readonly vale: (situazione: Situazione) => boolean;
  /** Comuni of which the periods of a history are shown; with `H` only. */
  readonly storiaDi?: (chi: Richiedente) => readonly string[];
}

/** Takes away: while it holds, only some rules still show anything. */
export interface Limite extends RigaTabella {
  readonly vale: (situazione: Situazione) => boolean;
  readonly lascia: (regola: string, situazione: Situazione) => boolean;
}

/** A rule of every answer, whoever is asked about: where it is kept. */
export interface Principio extends RigaTabella {
  readonly tenuto: string;
}

const SOCIALI: readonly Ruolo[] = ['titolare', 'capofila'];

/** Years for which the dead are shown to who administered them. */
const ANNI_DEFUNTI = 10;

/** Who administers where they lived, helps or protects them, judges who they are, or must know in an emergency that they are dead. */
const DI_DEFUNTI = new Set(['R1', 'R4', 'R5', 'R9', 'R12', 'R14']);

const shares = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.includes(one));
const lives = (comuni: readonly string[], { comune }: LegamiPersona): boolean =>
  comune !== null && comuni.includes(comune);
const isLive = ({ dal, finoAl }: CasoPersona, oggi: string): boolean =>
  dal <= oggi && (finoAl === null || oggi <= finoAl);
const hasCaso = ({ lei, domanda }: Situazione, belongs: (caso: CasoPersona) => boolean): boolean =>
  lei.casi.some((caso) => isLive(caso, domanda.oggi) && belongs(caso));
const isGuidata = ({ chi, lei }: Situazione): boolean =>
  lives(chi.comuniGuidati, lei) || shares(chi.entiGuidati, lei.erogatori);
const isAffidata = (chi: Richiedente, { comune, enti, nascosta }: SedePersona): boolean =>
  chi.affidati !== undefined &&
  !nascosta &&
  (chi.affidati.ovunque ||
    (comune !== null && chi.affidati.comuni.includes(comune)) ||
    shares(chi.affidati.enti, enti));
const ofGuidati = ({ ambito }: CasoPersona, chi: Richiedente): boolean =>
  ambito !== null && chi.ambitiGuidati.includes(ambito);

/**
 * Who may see whom, the most generous rule first. What no rule gives is not shown, nor that it exists. Bases: S000 Marche, S002
 * Emilia-Romagna (NAAR), S003 Campania, S004 Umbria, as collected in the reference of the registry (§4.6).
 */
export const CONCESSIONI: readonly Concessione[] = [
  {
    regola: 'R1',
    base: 'Un comune conosce i propri residenti, e la loro storia per i periodi nei quali lo sono stati (S002; D.P.R. 223/1989).',
    uffici: SOCIALI,
    profilo: 'H',
    vale: ({ chi, lei }) => lives(chi.comuniPropri, lei),
    storiaDi: ({ comuniPropri }) => comuniPropri,
  },
  {
    regola: 'R4',
    base: 'Il capofila segue, con una presa in carico dell’ambito, chi vi risiede o vi riceve prestazioni (S000; L. 328/2000, art. 8).',
    uffici: SOCIALI,
    profilo: 'H',
    vale: (situazione) => isGuidata(situazione) && hasCaso(situazione, (caso) => ofGuidati(caso, situazione.chi)),
    storiaDi: ({ comuniGuidati }) => comuniGuidati,
  },
  {
    regola: 'R5',
    base: 'Chi ha una persona in carico la segue finché il caso è aperto, anche se si trasferisce, e per il tempo che serve a chiuderlo (S004).',
    uffici: SOCIALI,
    profilo: 'B',
    vale: (situazione) =>
      hasCaso(situazione, (caso) => situazione.chi.entiPropri.includes(caso.ente) || ofGuidati(caso, situazione.chi)),
  },
  {
    regola: 'R5',
    base: 'Chi ha dato una prestazione risponde di ciò che ne ha trasmesso, dovunque la persona risieda (regolamento UE 2016/679, art. 5).',
    uffici: SOCIALI,
    profilo: 'B',
    vale: ({ chi, lei }) => shares(chi.entiPropri, lei.erogatori),
  },
  {
    regola: 'R7',
    base: 'L’azienda sanitaria conosce i propri assistiti (S004).',
    uffici: ['sanitaria'],
    profilo: 'B',
    vale: ({ chi, lei }) => shares(chi.entiPropri, lei.assistitaDa),
  },
  {
    regola: 'R14',
    base: 'Accesso urgente: una persona, un operatore, un giorno, con motivo e avviso (L. 328/2000, art. 22; codice civile, art. 403).',
    uffici: SOCIALI,
    profilo: 'B',
    vale: ({ chi, lei, domanda }) =>
      lei.urgenze.some(
        ({ ente, soggetto, finoA }) =>
          ente === chi.ente && soggetto === chi.soggetto && new Date(finoA) > domanda.adesso,
      ),
  },
  {
    regola: 'R2',
    base: 'Un ente dell’ambito conosce i residenti degli altri comuni quando richiama un caso dell’ambito che li riguarda (S002).',
    uffici: SOCIALI,
    profilo: 'B',
    vale: (situazione) =>
      lives(situazione.chi.comuniAmbito, situazione.lei) &&
      hasCaso(
        situazione,
        ({ id, ente, ambito }) =>
          id === situazione.domanda.caso &&
          (situazione.chi.entiAmbito.includes(ente) || (ambito !== null && situazione.chi.ambiti.includes(ambito))),
      ),
  },
  {
    regola: 'R12',
    base: 'Chi protegge una persona la riconosce, dovunque sia; di più ne vede per ciò che già li lega (L. 119/2013, art. 5-bis).',
    uffici: SOCIALI,
    profilo: 'M',
    vale: ({ chi, lei }) => shares(chi.entiPropri, lei.protettaDa ?? []),
  },
  {
    regola: 'R4',
    base: 'Il capofila riconosce chi risiede nell’ambito, o vi riceve prestazioni (S000; S001).',
    uffici: SOCIALI,
    profilo: 'M',
    vale: isGuidata,
  },
  {
    regola: 'R2',
    base: 'Un ente dell’ambito riconosce i residenti degli altri comuni (S002: dati anagrafici dei residenti degli altri comuni del distretto).',
    uffici: SOCIALI,
    profilo: 'M',
    vale: ({ chi, lei }) => lives(chi.comuniAmbito, lei),
  },
  {
    regola: 'R9',
    base: 'Lo steward di chi gliele ha affidate riconosce, finché le ha aperte con un motivo, le due persone di un possibile doppione, o quella che forse sono due (S002).',
    uffici: ['steward'],
    profilo: 'M',
    vale: ({ chi, lei, domanda }) =>
      lei.riesami.some(
        ({ ente, soggetto, finoA, sedi }) =>
          ente === chi.ente &&
          soggetto === chi.soggetto &&
          new Date(finoA) > domanda.adesso &&
          sedi.every((sede) => isAffidata(chi, sede)),
      ),
  },
  {
    regola: 'R3',
    base: 'Chi ha già l’identità intera può chiedere se è esatta, e ne ha un sì o un no (servizi ANPR di verifica, C003–C014).',
    uffici: [...SOCIALI, 'sanitaria'],
    profilo: 'V',
    vale: ({ domanda }) => domanda.identitaIntera === true,
  },
  {
    regola: 'R8',
    base: 'La Regione programma su attributi senza nome e su conteggi; non vede mai una persona (S000).',
    uffici: ['regione'],
    profilo: 'P',
    vale: () => true,
  },
];

export const LIMITI: readonly Limite[] = [
  {
    regola: 'R12',
    base: 'Una persona protetta non c’è, per tutti tranne chi la protegge: né l’indirizzo, né che si sia mossa (L. 119/2013; L. 184/1983, art. 28).',
    vale: ({ lei }) => lei.protettaDa !== null,
    // The office that protects, not all offices of its ente; and never as its steward.
    lascia: (regola, { chi, lei }) =>
      regola !== 'R9' && shares(chi.ruoli, SOCIALI) && shares(chi.entiPropri, lei.protettaDa ?? []),
  },
  {
    regola: 'R17',
    base: 'I defunti restano noti per dieci anni a chi li amministra, li aiuta, li protegge o ne riesamina i dati, e solo a loro.',
    vale: ({ lei }) => lei.vita === 'deceduta',
    lascia: (regola, { lei, domanda }) =>
      DI_DEFUNTI.has(regola) && (lei.dataDecesso === null || domanda.oggi <= yearsAfter(lei.dataDecesso, ANNI_DEFUNTI)),
  },
];

export const PRINCIPI: readonly Principio[] = [
  {
    regola: 'R6',
    base: 'Bisogni e servizi sono del solo ente che li tratta (S000).',
    tenuto: 'profili.ts: nessun campo',
  },
  { regola: 'R10', base: 'INPS riceve flussi, non cerca persone.', tenuto: 'nessuna concessione, nessuna finalità' },
  {
    regola: 'R11',
    base: 'Chi lavora allo stesso caso vede lo stesso (S004).',
    tenuto: 'R5 vale per l’ente, non per l’operatore',
  },
  { regola: 'R13', base: 'Senza una finalità del proprio ufficio non si vede nulla (S001).', tenuto: 'finalita.ts' },
  {
    regola: 'R15',
    base: 'Non si cerca per solo nome; oltre venti persone si restringe.',
    tenuto: 'ricerca/criterio.ts',
  },
  {
    regola: 'R16',
    base: 'L’interessato sa quale ente l’ha guardato, perché e quando (regolamento UE 2016/679, art. 15).',
    tenuto: 'interessato/',
  },
];

/** The same day some years later, as texts compare: 29 February comes after 28 and before 1 March. */
function yearsAfter(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
}
