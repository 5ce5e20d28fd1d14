import { type Validita, chiaveAssociazione, isInForce } from '#libs/riferimenti';
import {
  type Associazione,
  type Atto,
  type Proposta,
  isApprovata,
  sameDestinazioni,
} from '../associazioni/associazione.js';
import { type Difetto, findConflitto, findDifetti } from '../associazioni/difetti.js';
import { type Liste, versioneOn } from '../associazioni/liste.js';
import { type Provenienza, admit, close, withdraw } from '../associazioni/passi.js';
import { REGOLE_ASSOCIAZIONE } from '../associazioni/regole.js';
import type { Tavolo } from '../associazioni/tavolo.js';
import type { DifettoLista } from './difetti-lista.js';
import type { CampoLista } from './foglio-lista.js';
import type { CodiceLista, PeriodoLista } from './lista-letta.js';
import { REGOLE_LISTA } from './regole-lista.js';

/** What the associations of an uploaded list are judged with. */
export interface ContestoLista {
  readonly sistema: string;
  /** The regional and INPS's nomenclature, and the list itself as it will be. */
  readonly liste: Liste;
  /** All associations of the list; what is proposed and closed is written here. */
  readonly tavolo: Tavolo;
  /** First day of an association that says none. */
  readonly predefinito: string;
  /** Last day on which who uploads may end what is approved, at the earliest. */
  readonly primaChiusura: string;
  /** Why the region refused what it refused, by association. */
  readonly rifiutate: ReadonlyMap<string, string | null>;
  readonly atto: Atto;
  readonly provenienzaOf: () => Provenienza;
}

const REGIONALE = 'REG';
const INPS = 'SIUSS';

/**
 * Compares what a list says of its codes with what is known of them, and does on the table what is new.
 * @returns what is wrong; with an errore among it, what is on the table is of no use
 */
export function pianifica(codici: readonly CodiceLista[], contesto: ContestoLista): DifettoLista[] {
  const difetti: DifettoLista[] = [];
  const kept = new Set<string>();
  for (const codice of codici) {
    const datati = codice.periodi
      .map((periodo) => inGiorni(codice, periodo, contesto))
      .toSorted((one, other) => (one.proposta.dal < other.proposta.dal ? -1 : 1));
    difetti.push(...datati.flatMap(({ avvisi }) => avvisi), ...findSovrapposti(datati));
    if (codice.periodi.length === 0) difetti.push(...findRestaAssociato(codice, contesto));
    for (const datato of datati) {
      const { difetti: found, id } = tratta(datato, contesto);
      difetti.push(...found);
      if (id !== undefined) kept.add(id);
    }
  }
  withdrawOthers(codici, kept, contesto);
  return difetti;
}

interface PeriodoDatato {
  readonly periodo: PeriodoLista;
  readonly proposta: Proposta;
  readonly avvisi: readonly DifettoLista[];
}

/** The association that a period proposes, on days on which its code is in the list. */
function inGiorni({ codice }: CodiceLista, periodo: PeriodoLista, contesto: ContestoLista): PeriodoDatato {
  const { sistema, liste, predefinito } = contesto;
  const detto = periodo.dal ?? predefinito;
  const dal = firstDayOf(liste, sistema, codice, detto) ?? detto;
  const { relazione, destinazioni, al, nota } = periodo;
  const a = sistemaOf(destinazioni, dal, liste);
  const early: DifettoLista[] =
    periodo.dal !== null && dal > periodo.dal
      ? [
          {
            riga: periodo.righe[0]!.riga,
            campo: 'dal',
            regola: REGOLE_LISTA.primaDellaLista,
            messaggio: `"${codice}" è nella lista dal ${dal}: l’associazione vale da quel giorno.`,
          },
        ]
      : [];
  return {
    periodo,
    proposta: { da: sistema, codice, a, relazione, destinazioni, dal, al, nota, limite: null },
    avvisi: early,
  };
}

/** The first day, from one on, on which a code is in its list. */
function firstDayOf(liste: Liste, sistema: string, codice: string, from: string): string | undefined {
  const holding = (liste.get(sistema) ?? []).filter(({ al, voci }) => voci.has(codice) && (al === null || from <= al));
  const firsts = holding.map(({ dal }) => (dal < from ? from : dal));
  return firsts.toSorted()[0];
}

/** Codes that are of INPS's nomenclature and not of the region's are meant there: not every region has a nomenclature of its own. */
function sistemaOf(destinazioni: readonly string[], giorno: string, liste: Liste): string {
  const isKnown = (codice: string) => (liste.get(REGIONALE) ?? []).some(({ voci }) => voci.has(codice));
  const inps = versioneOn(liste, INPS, giorno);
  const allAreInps = destinazioni.every((codice) => inps?.voci.has(codice) === true);
  return allAreInps && !destinazioni.some(isKnown) ? INPS : REGIONALE;
}

/** As for approval: of two the later may begin while the earlier is open, and never otherwise. */
function findSovrapposti(datati: readonly PeriodoDatato[]): DifettoLista[] {
  return datati.slice(1).flatMap(({ periodo, proposta }, at): DifettoLista[] => {
    const before = datati[at]!.proposta;
    const shares = before.dal === proposta.dal || (before.al !== null && proposta.dal <= before.al);
    return shares ? [{ riga: periodo.righe[0]!.riga, campo: 'dal', regola: REGOLE_LISTA.giorniSovrapposti }] : [];
  });
}

function findRestaAssociato(
  { codice, righe }: CodiceLista,
  { sistema, tavolo, predefinito }: ContestoLista,
): DifettoLista[] {
  const stays = ofCodice(tavolo, sistema, codice).some(
    (one) => one.stato === 'proposta' || (isApprovata(one) && (one.al === null || predefinito <= one.al)),
  );
  return stays ? [{ riga: righe[0]!.riga, campo: 'destinazione', regola: REGOLE_LISTA.restaAssociato }] : [];
}

function ofCodice(tavolo: Tavolo, da: string, codice: string): Associazione[] {
  return [REGIONALE, INPS].flatMap((a) => tavolo.ofChiave(chiaveAssociazione({ da, codice, a })));
}

interface EsitoPeriodo {
  readonly difetti: readonly DifettoLista[];
  /** The association that says it now. */
  readonly id?: string;
}

/** What becomes of one period: it is there already, it ends one that is there, or it is proposed. */
function tratta({ periodo, proposta }: PeriodoDatato, contesto: ContestoLista): EsitoPeriodo {
  const { tavolo, liste, rifiutate } = contesto;
  const stesse = tavolo.ofChiave(chiaveAssociazione(proposta));
  const says = stesse.filter((one) => sameDestinazioni(one, proposta) && beginsAs(one, periodo, proposta));
  const same = says.find((one) => (one.stato === 'proposta' || isApprovata(one)) && one.al === proposta.al);
  if (same !== undefined) return { difetti: findUscite(periodo, { ...proposta, dal: same.dal }, liste), id: same.id };
  const refused = says.find((one) => rifiutate.has(one.id) && one.al === proposta.al);
  if (refused !== undefined) return { difetti: [rifiutata(periodo, rifiutate.get(refused.id)!)] };
  const longer = says.find((one) => isApprovata(one) && endsBefore(proposta, one));
  if (longer !== undefined) return chiudi(longer, periodo, proposta.al!, contesto);
  const found = [...findDifetti(proposta, liste), ...findConflitto(proposta, stesse)];
  const difetti = found.map((difetto) => onRiga(difetto, periodo));
  if (difetti.some(({ regola }) => regola.gravita === 'errore')) return { difetti };
  return { difetti, id: admit(tavolo, proposta, contesto.provenienzaOf(), contesto).id };
}

/** Of what stays as it is: targets that go away while it holds. */
function findUscite(periodo: PeriodoLista, proposta: Proposta, liste: Liste): DifettoLista[] {
  return findDifetti(proposta, liste)
    .map((difetto) => onRiga(difetto, periodo))
    .filter(({ regola }) => regola.gravita === 'avviso');
}

/** A period without a first day is the one that is in force, or that will be. */
function beginsAs(one: Validita, { dal }: PeriodoLista, proposta: Validita): boolean {
  if (dal !== null) return one.dal === proposta.dal;
  return isInForce(one, proposta.dal) || proposta.dal < one.dal;
}

function endsBefore({ al }: Validita, approvata: Validita): boolean {
  return al !== null && approvata.dal <= al && (approvata.al === null || al < approvata.al);
}

function chiudi(
  approvata: Associazione,
  { righe }: PeriodoLista,
  al: string,
  { tavolo, primaChiusura, atto }: ContestoLista,
): EsitoPeriodo {
  if (al < primaChiusura)
    return { difetti: [{ riga: righe[0]!.riga, campo: 'al', regola: REGOLE_LISTA.chiusuraIndietro }] };
  tavolo.apply([close(approvata, al, atto, 'ultimo giorno nella lista caricata')]);
  return { difetti: [], id: approvata.id };
}

function rifiutata({ righe }: PeriodoLista, motivo: string | null): DifettoLista {
  const words = motivo === null ? {} : { messaggio: `La Regione ha già rifiutato questa associazione: ${motivo}.` };
  return { riga: righe[0]!.riga, campo: 'destinazione', regola: REGOLE_LISTA.giaRifiutata, ...words };
}

const CAMPI: Readonly<Record<Difetto['campo'], CampoLista>> = {
  a: 'destinazione',
  codice: 'codice',
  relazione: 'relazione',
  destinazioni: 'destinazione',
  dal: 'dal',
  al: 'al',
};

/** A fault of a target is on the row that names it. */
function onRiga({ regola, campo, valore, messaggio }: Difetto, { righe }: PeriodoLista): DifettoLista {
  const named = campo === 'destinazioni' ? righe.find(({ destinazione }) => destinazione === valore) : undefined;
  return { riga: (named ?? righe[0]!).riga, campo: CAMPI[campo], regola: REGOLE_ASSOCIAZIONE[regola], messaggio };
}

/**
 * Proposals that the file says no more are taken back. Those of a code that is in the file without a target stay: it says only that the
 * sender has not decided, and somebody may have in the console.
 */
function withdrawOthers(
  codici: readonly CodiceLista[],
  kept: ReadonlySet<string>,
  { tavolo, atto }: ContestoLista,
): void {
  const undecided = new Set(codici.filter(({ periodi }) => periodi.length === 0).map(({ codice }) => codice));
  const gone = tavolo
    .all()
    .filter(({ id, stato, codice }) => stato === 'proposta' && !kept.has(id) && !undecided.has(codice));
  tavolo.apply(gone.map((one) => withdraw(one, atto, 'non è più nella lista caricata')));
}
