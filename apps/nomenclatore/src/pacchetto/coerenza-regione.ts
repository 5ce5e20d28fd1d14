import { type TipoEnte, isInForce } from '#libs/riferimenti';
import type { Ruolo } from '#libs/security';
import { findDoppioni, findIgnoti, findSovrapposti, problemaIn } from './coerenza.js';
import { findProblemiSuccessione } from './coerenza-successione.js';
import type { PacchettoRegione, RigaRegione } from './pacchetto-regione.js';
import type { Problema } from './problema.js';

/** What is asked of the national territory: which codes are of a comune, today or once. */
export interface CodiciDiComuni {
  readonly comuni: readonly { readonly belfiore: string | null; readonly istat: string }[];
}

/** What the rows of a region's registries say against each other, or against the national territory. */
export function findProblemiRegione(pacchetto: PacchettoRegione, territorio: CodiciDiComuni): Problema[] {
  return [
    ...findProblemiEnti(pacchetto, territorio),
    ...findProblemiSuccessione(pacchetto.enti),
    ...findProblemiAmbiti(pacchetto),
    ...findProblemiDeleghe(pacchetto),
    ...findProblemiClient(pacchetto),
  ];
}

function findProblemiEnti({ enti, codici_enti: codici }: PacchettoRegione, territorio: CodiciDiComuni): Problema[] {
  const known = new Set(enti.map(({ ente }) => ente));
  const own = new Set(codici.map(({ ente, sistema, codice }) => `${ente} ${sistema}:${codice}`));
  const belfiore = new Set(territorio.comuni.map((comune) => comune.belfiore));
  const istat = new Set(territorio.comuni.map((comune) => comune.istat));
  return [
    ...findDoppioni(enti, 'ente', ({ ente }) => ente),
    ...findIgnoti(codici, 'ente', ({ ente }) => ente, known),
    ...findSovrapposti(codici, 'codice', ({ sistema, codice }) => `${sistema}:${codice}`, 'codice già di un ente'),
    ...enti
      .filter(({ ente }) => !own.has(`${ente} ${ente}`))
      .map((ente) =>
        problemaIn(ente, 'ente', `il codice "${ente.ente}" non è tra i codici dell'ente in codici_enti.csv`),
      ),
    ...codici
      .filter(
        ({ sistema, codice }) =>
          (sistema === 'belfiore' && !belfiore.has(codice)) || (sistema === 'istat' && !istat.has(codice)),
      )
      .map((riga) => problemaIn(riga, 'codice', `nessun comune ha il codice ${riga.codice}`)),
  ];
}

function findProblemiAmbiti({ enti, ambiti, appartenenze, capofila }: PacchettoRegione): Problema[] {
  const knownEnti = new Set(enti.map(({ ente }) => ente));
  const knownAmbiti = new Set(ambiti.map(({ ambito }) => ambito));
  return [
    ...findDoppioni(ambiti, 'ambito', ({ ambito }) => ambito),
    ...[appartenenze, capofila].flatMap((righe) => [
      ...findIgnoti<RigaRegione<'capofila'>>(righe, 'ente', ({ ente }) => ente, knownEnti),
      ...findIgnoti<RigaRegione<'capofila'>>(righe, 'ambito', ({ ambito }) => ambito, knownAmbiti),
    ]),
    ...findSovrapposti(appartenenze, 'ente', ({ ente }) => ente, 'ente già in un ambito'),
    ...findSovrapposti(capofila, 'ambito', ({ ambito }) => ambito, "l'ambito ha già un capofila"),
  ];
}

function findProblemiDeleghe(pacchetto: PacchettoRegione): Problema[] {
  const { enti, ambiti, deleghe } = pacchetto;
  const known = new Set(enti.map(({ ente }) => ente));
  const byName = new Map(deleghe.map((delega) => [delega.delega, delega]));
  return [
    ...findDoppioni(deleghe, 'delega', ({ delega }) => delega),
    ...findIgnoti(deleghe, 'delegante', ({ delegante }) => delegante, known),
    ...findIgnoti(deleghe, 'delegato', ({ delegato }) => delegato, known),
    ...findIgnoti(deleghe, 'ambito', ({ ambito }) => ambito, new Set(ambiti.map(({ ambito }) => ambito))),
    ...deleghe
      .filter(({ delegante, delegato }) => delegante === delegato)
      .map((delega) => problemaIn(delega, 'delegato', 'un ente non delega se stesso')),
    ...deleghe
      .filter(({ oggetto, tracciato }) => (oggetto === 'deposito') !== (tracciato !== null))
      .map((delega) => problemaIn(delega, 'tracciato', 'va indicato per il deposito, e solo per il deposito')),
    ...deleghe.flatMap((delega) => findProblemiSubdelega(delega, byName)),
    ...findProblemiAdesioni(pacchetto),
  ];
}

/** An ente joins the region and nobody else; for an ambito the act is signed by who is its capofila on the first day. */
function findProblemiAdesioni({ enti, capofila, deleghe }: PacchettoRegione): Problema[] {
  const regioni = new Set(enti.filter(({ tipo }) => tipo === 'regione').map(({ ente }) => ente));
  const signs = ({ ambito, delegante, dal }: RigaRegione<'deleghe'>): boolean =>
    capofila.some((row) => row.ambito === ambito && row.ente === delegante && isInForce(row, dal));
  const adesioni = deleghe.filter(({ oggetto }) => oggetto === 'adesione');
  return [
    ...adesioni
      .filter(({ delegato }) => !regioni.has(delegato))
      .map((adesione) => problemaIn(adesione, 'delegato', "si aderisce alla regione: il delegato dev'essere lei")),
    ...adesioni
      .filter(({ subdelegabile, deriva_da: origin }) => subdelegabile || origin !== null)
      .map((adesione) => problemaIn(adesione, 'subdelegabile', "un'adesione non si delega ad altri")),
    ...adesioni
      .filter((adesione) => adesione.ambito !== null && !signs(adesione))
      .map((adesione) =>
        problemaIn(adesione, 'delegante', "l'adesione di un ambito è del suo capofila nel primo giorno"),
      ),
  ];
}

function findProblemiSubdelega(
  delega: RigaRegione<'deleghe'>,
  byName: ReadonlyMap<string, RigaRegione<'deleghe'>>,
): Problema[] {
  if (delega.deriva_da === null) return [];
  const origin = byName.get(delega.deriva_da);
  if (origin === undefined)
    return [problemaIn(delega, 'deriva_da', `"${delega.deriva_da}" non è tra quelle registrate`)];
  if (origin.deriva_da !== null)
    return [problemaIn(delega, 'deriva_da', 'una subdelega non può essere delegata ancora')];
  if (!origin.subdelegabile) return [problemaIn(delega, 'deriva_da', `la delega ${origin.delega} non è subdelegabile`)];
  return origin.delegato === delega.delegante
    ? []
    : [problemaIn(delega, 'delegante', `non è il delegato della delega ${origin.delega}`)];
}

/** Roles that only one kind of ente has: a client of another would be let in where its ente is not. */
const RUOLI_DI: Partial<Record<Ruolo, TipoEnte>> = {
  regione: 'regione',
  inps: 'inps',
};

function findProblemiClient({ enti, client }: PacchettoRegione): Problema[] {
  const known = new Set(enti.map(({ ente }) => ente));
  const tipoOf = new Map(enti.map(({ ente, tipo }) => [ente, tipo]));
  const isOthers = (ruolo: Ruolo, ente: string): boolean => {
    const tipo = tipoOf.get(ente);
    return tipo !== undefined && RUOLI_DI[ruolo] !== undefined && RUOLI_DI[ruolo] !== tipo;
  };
  return [
    ...client.flatMap((riga) =>
      riga.ruoli
        .filter((ruolo) => isOthers(ruolo, riga.ente))
        .map((ruolo) => problemaIn(riga, 'ruoli', `il ruolo ${ruolo} non è di un ente di questo tipo`)),
    ),
    ...findIgnoti(client, 'ente', ({ ente }) => ente, known),
    ...findIgnoti(client, 'gestore', ({ gestore }) => gestore, known),
    ...findSovrapposti(client, 'client_id', (riga) => `${riga.client_id} (${riga.identita})`, 'client già registrato'),
  ];
}
