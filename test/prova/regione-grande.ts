import type { ContenutoDelega, Voce } from '#libs/riferimenti';

/** A region of ten million inhabitants: how many of each. */
export interface Misure {
  readonly comuni: number;
  readonly ambiti: number;
  readonly codiciPerEnte: number;
  readonly deleghe: number;
  readonly client: number;
}

export const DIECI_MILIONI: Misure = {
  comuni: 1_500,
  ambiti: 96,
  codiciPerEnte: 100,
  deleghe: 5_000,
  client: 3_000,
};

const SEMPRE = { dal: '2020-01-01', al: null } as const;
const REGIONALI = 400;
const idOf = (kind: string, at: number): string => `f${kind}000000-0000-5000-8000-${String(at).padStart(12, '0')}`;

export const GRANDE_REGIONE = idOf('9', 0);
export const comuneGrande = (at: number): string => idOf('1', at);
/** The system of the list of a comune. */
export const listaGrande = (at: number): string => `LOC:G${String(at).padStart(4, '0')}`;
export const codiceGrande = (at: number): string => `G${String(at).padStart(4, '0')}`;

/** Everything the nomenclatore of such a region has published beside the national lists, genere by genere. */
export function* vociGrandi(misure: Misure, inps: readonly string[]): Generator<Voce> {
  yield* registri(misure);
  yield* acts(misure);
  yield* lists(misure, inps);
}

function* registri({ comuni, ambiti, client }: Misure): Generator<Voce> {
  const ente = (id: string, codice: string, denominazione: string, tipo: 'comune' | 'regione'): Voce => ({
    genere: 'ente',
    id,
    revisione: 1,
    contenuto: { ...SEMPRE, denominazione, tipo, codici: [{ ...SEMPRE, sistema: 'regionale', codice }] },
  });
  yield ente(GRANDE_REGIONE, 'RG', 'Regione Grande', 'regione');
  for (let at = 0; at < comuni; at += 1)
    yield ente(comuneGrande(at), codiceGrande(at), `Comune numero ${at}`, 'comune');
  for (let at = 0; at < ambiti; at += 1) {
    const members = Array.from({ length: comuni }, (_, one) => one).filter((one) => one % ambiti === at);
    yield {
      genere: 'ambito',
      id: idOf('2', at),
      revisione: 1,
      contenuto: {
        ...SEMPRE,
        codice: `GA${at}`,
        denominazione: `Ambito numero ${at}`,
        tipo: 'ATS',
        appartenenze: members.map((one) => ({ ...SEMPRE, ente: comuneGrande(one) })),
        capofila: [{ ...SEMPRE, ente: comuneGrande(members[0]!) }],
      },
    };
  }
  for (let at = 0; at < client; at += 1) {
    const contenuto = { ...SEMPRE, clientId: `grande-${at}`, identita: 'pdnd' as const, gestore: null };
    yield {
      genere: 'client',
      id: idOf('3', at),
      revisione: 1,
      contenuto: { ...contenuto, ente: comuneGrande(at % comuni), ruoli: ['titolare'] },
    };
  }
}

/** Every comune has joined; the other acts are deleghe to the capofila of its ambito. */
function* acts({ comuni, ambiti, deleghe }: Misure): Generator<Voce> {
  for (let at = 0; at < deleghe; at += 1) {
    const comune = at % comuni;
    const joins = at < comuni;
    const contenuto: ContenutoDelega = {
      ...SEMPRE,
      delegante: comuneGrande(comune),
      delegato: joins ? GRANDE_REGIONE : comuneGrande(comune % ambiti),
      oggetto: joins ? 'adesione' : 'deposito',
      tracciato: joins ? null : 'PS_PSA_SINA',
      ambito: null,
      subdelegabile: false,
      derivaDa: null,
      atto: { tipo: 'convenzione', numero: `G${at}`, data: '2020-01-01' },
    };
    yield { genere: 'delega', id: idOf('4', at), revisione: 1, contenuto };
  }
}

function* lists({ comuni, codiciPerEnte }: Misure, inps: readonly string[]): Generator<Voce> {
  const regionali = Array.from({ length: REGIONALI }, (_, at) => `RG.${at}`);
  yield lista('REG', 'grande', regionali);
  for (const [at, codice] of regionali.entries()) yield legame('REG', codice, 'SIUSS', inps[at % inps.length]!);
  for (let ente = 0; ente < comuni; ente += 1) {
    const sistema = listaGrande(ente);
    const codici = Array.from({ length: codiciPerEnte }, (_, at) => `SERV${String(at).padStart(3, '0')}`);
    yield lista(sistema, '2026.1', codici, comuneGrande(ente));
    for (const [at, codice] of codici.entries())
      yield legame(sistema, codice, 'REG', regionali[(ente + at) % REGIONALI]!);
  }
}

function lista(sistema: string, versione: string, codici: readonly string[], ente?: string): Voce {
  const voci = codici.map((codice) => ({
    codice,
    padre: null,
    denominazione: `Servizio di assistenza con codice ${codice}, come lo chiama l’ente`,
    attributi: { isee: 'SI', area: 'famiglia e minori' },
  }));
  const of = ente === undefined ? {} : { ente };
  const contenuto = { ...SEMPRE, ...of, sistema, versione, stato: 'pubblicata', parte: 0, parti: 1, voci } as const;
  return { genere: 'nomenclatura', id: `${sistema}@${versione}#0`, revisione: 1, contenuto };
}

/** @param dal a later day makes it another content */
export function legame(
  da: string,
  codice: string,
  a: string,
  destinazione: string,
  dal: string = SEMPRE.dal,
): Voce<'associazione'> {
  const periodi = [{ dal, al: null, relazione: 'esatta' as const, destinazioni: [destinazione] }];
  return { genere: 'associazione', id: `${da}|${codice}|${a}`, revisione: 1, contenuto: { da, codice, a, periodi } };
}
