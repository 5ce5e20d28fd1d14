import type { RegolaFoglio } from '#libs/tracciati';
import { REGOLE_ASSOCIAZIONE } from '../associazioni/regole.js';
import type { CampoLista } from './foglio-lista.js';
import type { CodiceLista, PeriodoLista, RigaLista } from './lista-letta.js';
import { REGOLE_LISTA } from './regole-lista.js';

/** Something wrong with a row, or with the list as a whole. */
export interface DifettoLista {
  readonly riga: number | null;
  readonly campo: CampoLista;
  readonly regola: RegolaFoglio;
  /** Better words than those of the rule. */
  readonly messaggio?: string;
}

/** What is wrong with a list by itself, whatever is in force. */
export function findDifettiLista(codici: readonly CodiceLista[]): DifettoLista[] {
  if (codici.length === 0) return [{ riga: null, campo: 'codice', regola: REGOLE_LISTA.vuota }];
  return [...codici.flatMap(findDifettiCodice), ...findPadri(codici)];
}

function findDifettiCodice({ codice, righe, periodi }: CodiceLista): DifettoLista[] {
  return [
    ...findDoppioni(codice, righe),
    ...findDiscordi(righe),
    ...righe.flatMap(findMezze),
    ...periodi.flatMap(findDifettiPeriodo),
  ];
}

/** A row that says again what another says; one without target beside others is one too. */
function findDoppioni(codice: string, righe: readonly RigaLista[]): DifettoLista[] {
  const seen = new Map<string, number>();
  const hasMapped = righe.some(({ destinazione }) => destinazione !== null);
  return righe.flatMap(({ riga, destinazione, dal, al }) => {
    const key = destinazione === null ? '' : `${destinazione} ${dal} ${al}`;
    const before = seen.get(key);
    if (before === undefined) seen.set(key, riga);
    if (before !== undefined || (destinazione === null && hasMapped)) {
      const other = before ?? righe.find((one) => one.destinazione !== null)!.riga;
      const messaggio = `Il codice "${codice}" c’è già alla riga ${other}.`;
      return [{ riga, campo: 'codice' as const, regola: REGOLE_LISTA.doppione, messaggio }];
    }
    return [];
  });
}

function findDiscordi([first, ...others]: readonly RigaLista[]): DifettoLista[] {
  const differs = (campo: 'denominazione' | 'descrizione' | 'padre', riga: RigaLista) =>
    riga[campo] !== first![campo] && riga[campo] !== null && first![campo] !== null;
  return others.flatMap((riga) =>
    (['denominazione', 'descrizione', 'padre'] as const)
      .filter((campo) => differs(campo, riga))
      .map((campo) => ({
        riga: riga.riga,
        campo,
        regola: REGOLE_LISTA.discorde,
        messaggio: `Alla riga ${first!.riga} lo stesso codice ha "${first![campo]}".`,
      })),
  );
}

function findMezze({ riga, relazione, destinazione, dal, al }: RigaLista): DifettoLista[] {
  const half: DifettoLista[] =
    relazione !== null && destinazione === null
      ? [{ riga, campo: 'destinazione', regola: REGOLE_LISTA.relazioneSenzaCodice }]
      : relazione === null && destinazione !== null
        ? [{ riga, campo: 'relazione', regola: REGOLE_LISTA.codiceSenzaRelazione }]
        : [];
  const turned: DifettoLista[] =
    dal !== null && al !== null && al < dal
      ? [{ riga, campo: 'al', regola: REGOLE_ASSOCIAZIONE.giorniRovesciati }]
      : [];
  return [...half, ...turned];
}

function findDifettiPeriodo({ righe }: PeriodoLista): DifettoLista[] {
  const others = righe.filter(({ relazione }) => relazione !== 'scelta');
  const [last] = righe.slice(-1);
  if (righe.length > 1 && others.length > 0)
    return others.map(({ riga }) => ({ riga, campo: 'relazione', regola: REGOLE_ASSOCIAZIONE.troppeDestinazioni }));
  if (righe.length === 1 && others.length === 0)
    return [{ riga: last!.riga, campo: 'relazione', regola: REGOLE_ASSOCIAZIONE.sceltaDiUno }];
  return [];
}

/** A parent may be a mere heading that is no code of the list, but no code may descend from itself. */
function findPadri(codici: readonly CodiceLista[]): DifettoLista[] {
  const padri = new Map(codici.map(({ codice, padre }) => [codice, padre]));
  return codici.flatMap(({ codice, padre, righe }): DifettoLista[] => {
    if (padre === null) return [];
    const { riga } = righe[0]!;
    if (!padri.has(padre)) return [{ riga, campo: 'padre', regola: REGOLE_LISTA.padreEsterno }];
    return descendsFrom(codice, padri) ? [{ riga, campo: 'padre', regola: REGOLE_LISTA.ciclo }] : [];
  });
}

function descendsFrom(codice: string, padri: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (let up = padri.get(codice) ?? null; up !== null && !seen.has(up); up = padri.get(up) ?? null) {
    if (up === codice) return true;
    seen.add(up);
  }
  return false;
}
