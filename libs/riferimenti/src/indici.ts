import { type Comune, type Provincia, type Regione, type Stato, createTerritorio } from '#libs/codici';
import { indexAdesioni } from './adesione.js';
import type {
  ContenutoAmbito,
  ContenutoClient,
  ContenutoDelega,
  ContenutoEnte,
  ContenutoTerritorio,
} from './contenuti.js';
import { indexSuccessori, successoriOf } from './continuita.js';
import type { Delega } from './deposito.js';
import { type Ambito, indexAmbiti, indexCapofila, indexCodici } from './enti.js';
import { groupBy } from './group-by.js';
import { sistemiLocali } from './nomenclature.js';
import { oncePer } from './once-per.js';
import { latestInForce } from './validita.js';

// How contents are found by what is asked of them: each index is made once for a content, at first use.
export const codiciOf = oncePer(indexCodici);
const successoriIn = oncePer(indexSuccessori);
const ambitiOf = oncePer(indexAmbiti);
export const capofilaDi = oncePer(indexCapofila);
export const localiOf = oncePer(sistemiLocali);
export const clientOf = oncePer((client: ReadonlyMap<string, ContenutoClient>) =>
  groupBy(
    [...client].map(([id, contenuto]) => ({ id, ...contenuto })),
    (one) => `${one.identita} ${one.clientId}`,
  ),
);
export const clientDiEnte = oncePer((client: ReadonlyMap<string, ContenutoClient>) =>
  groupBy(client.values(), ({ ente }) => ente),
);
const delegheBy = (side: 'delegato' | 'delegante') =>
  oncePer((deleghe: ReadonlyMap<string, ContenutoDelega>) =>
    groupBy(
      [...deleghe].map(([id, contenuto]): Delega => ({ id, ...contenuto })),
      (delega) => delega[side],
    ),
  );
export const adesioniOf = oncePer(indexAdesioni);
export const delegheByDelegato = delegheBy('delegato');
export const delegheByDelegante = delegheBy('delegante');
export const territorioOf = oncePer((pages: ReadonlyMap<string, ContenutoTerritorio>) => {
  const rows = { comuni: [] as Comune[], stati: [] as Stato[], province: [] as Provincia[], regioni: [] as Regione[] };
  for (const page of pages.values()) {
    for (const row of page.righe) (rows[page.tabella] as object[]).push(row);
  }
  return createTerritorio(rows);
});

/** The ambito an ente belongs to on a day. */
export function ambitoOn(ambiti: ReadonlyMap<string, ContenutoAmbito>, ente: string, day: string): Ambito | undefined {
  return latestInForce(ambitiOf(ambiti).get(ente) ?? [], day)?.ambito;
}

/** The enti in force on a day that continue one which has ceased; none for one that has not. */
export function successoriOn(enti: ReadonlyMap<string, ContenutoEnte>, ente: string, day: string): string[] {
  return successoriOf(enti, successoriIn(enti), ente, day);
}
