import { Posto } from './posto.js';

/** The folders of a tracciato of an ente: what comes in, what we hold, what we say. */
export interface Cartella {
  /** `<codice ente>/<TRACCIATO>`. */
  readonly nome: string;
  readonly codiceEnte: string;
  readonly tracciato: string;
  readonly daConsegnare: Posto;
  readonly inCorso: Posto;
  readonly ricevute: Posto;
  readonly esiti: Posto;
  readonly consegnati: Posto;
  readonly respinti: Posto;
}

const SOTTOCARTELLE = {
  daConsegnare: 'da-consegnare',
  inCorso: '.in-corso',
  ricevute: 'ricevute',
  esiti: 'esiti',
  consegnati: 'consegnati',
  respinti: 'respinti',
} as const;
/** Folders that hold what we leave for the ente to take. */
export const USCITE = ['ricevute', 'esiti', 'consegnati', 'respinti'] as const;

const CODICE_ENTE = /^[A-Za-z0-9_-]{1,64}$/;
const TRACCIATO = /^[A-Z][A-Z_]{1,39}$/;

/** Names of the folders under the root that are those of a tracciato of an ente. Anything else there is not ours. */
export async function findCartelle(root: string): Promise<string[]> {
  const found: string[] = [];
  await within(await Posto.root(root), async (posto) => {
    for (const codice of (await posto.names()).filter((name) => CODICE_ENTE.test(name)).toSorted()) {
      await within(await posto.into(codice), async (ente) => {
        const tracciati = (await ente.names()).filter((name) => TRACCIATO.test(name)).toSorted();
        found.push(...tracciati.map((tracciato) => `${codice}/${tracciato}`));
      });
    }
  });
  return found;
}

/**
 * Works on one of them, with its folders held open; those that are missing are made.
 * @returns undefined when it is not there any more, or one of its folders is no real folder
 */
export async function withCartella<T>(
  root: string,
  nome: string,
  work: (cartella: Cartella) => Promise<T>,
): Promise<T | undefined> {
  const [codiceEnte = '', tracciato = ''] = nome.split('/');
  if (!CODICE_ENTE.test(codiceEnte) || !TRACCIATO.test(tracciato)) return undefined;
  return within(await Posto.root(root), (posto) =>
    withStep(posto, codiceEnte, (ente) =>
      withStep(ente, tracciato, (base) =>
        withSottocartelle(base, (posti) => work({ nome, codiceEnte, tracciato, ...posti })),
      ),
    ),
  );
}

type Posti = Record<keyof typeof SOTTOCARTELLE, Posto>;

async function withSottocartelle<T>(base: Posto, work: (posti: Posti) => Promise<T>): Promise<T | undefined> {
  const opened: [string, Posto][] = [];
  try {
    for (const [key, name] of Object.entries(SOTTOCARTELLE)) {
      const posto = await base.made(name);
      if (posto === undefined) return undefined;
      opened.push([key, posto]);
    }
    return await work(Object.fromEntries(opened) as Posti);
  } finally {
    await Promise.all(opened.map(([, posto]) => posto.close()));
  }
}

async function withStep<T>(posto: Posto, name: string, work: (posto: Posto) => Promise<T>): Promise<T | undefined> {
  return within(await posto.into(name), work);
}

async function within<T>(posto: Posto | undefined, work: (posto: Posto) => Promise<T>): Promise<T | undefined> {
  if (posto === undefined) return undefined;
  try {
    return await work(posto);
  } finally {
    await posto.close();
  }
}
