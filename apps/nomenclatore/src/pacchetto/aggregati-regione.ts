import type { Aggregato } from './aggregato.js';
import { idAmbito, idClient, idDelega, idEnte } from './identita.js';
import type { Pacchetto } from './pacchetto.js';
import type { RigaRegione } from './pacchetto-regione.js';

/** The registries of a region: enti, ambiti, acts, clients. Ids follow from codes and from the region. */
export type Registro = Pick<Pacchetto, 'regione' | 'codiceRegione'>;

function groupRows<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

function aggregatiOfEnti({ regione, codiceRegione }: Registro): Aggregato[] {
  const codiciOf = groupRows(regione.codici_enti, ({ ente }) => ente);
  return regione.enti.map(({ ente: chiave, denominazione, tipo, dal, al, fonte, affidabilita, ...ente }) => {
    const id = idEnte(codiceRegione, chiave);
    const codici = codiciOf.get(chiave) ?? [];
    const predecessori = ente.predecessori.map((uno) => idEnte(codiceRegione, uno));
    // Absent when there are none: enti published before there could be any are not told again.
    const successione = predecessori.length === 0 ? {} : { predecessori };
    return {
      voce: {
        genere: 'ente',
        id,
        contenuto: {
          denominazione,
          tipo,
          dal,
          al,
          codici: codici.map((codice) => ({
            sistema: codice.sistema,
            codice: codice.codice,
            dal: codice.dal,
            al: codice.al,
          })),
          ...successione,
        },
      },
      righe: {
        ente: [{ id, chiave, denominazione, tipo, dal, al, fonte, affidabilita, ...successione }],
        codice_ente: codici.map(({ posto: _, ...codice }) => ({ ...codice, ente: id })),
      },
    };
  });
}

function aggregatiOfAmbiti({ regione, codiceRegione }: Registro): Aggregato[] {
  const appartenenzeOf = groupRows(regione.appartenenze, ({ ambito }) => ambito);
  const capofilaOf = groupRows(regione.capofila, ({ ambito }) => ambito);
  return regione.ambiti.map(({ ambito: codice, denominazione, tipo, dal, al, fonte, affidabilita }) => {
    const id = idAmbito(codiceRegione, codice);
    const appartenenze = appartenenzeOf.get(codice) ?? [];
    const capofila = capofilaOf.get(codice) ?? [];
    const period = (row: RigaRegione<'capofila'>) => ({
      ente: idEnte(codiceRegione, row.ente),
      dal: row.dal,
      al: row.al,
    });
    const tableRow = (row: RigaRegione<'capofila'>) => ({
      ...period(row),
      ambito: id,
      fonte: row.fonte,
      affidabilita: row.affidabilita,
    });
    return {
      voce: {
        genere: 'ambito',
        id,
        contenuto: {
          codice,
          denominazione,
          tipo,
          dal,
          al,
          appartenenze: appartenenze.map(period),
          capofila: capofila.map(period),
        },
      },
      righe: {
        ambito: [{ id, codice, denominazione, tipo, dal, al, fonte, affidabilita }],
        appartenenza: appartenenze.map(tableRow),
        capofila: capofila.map(tableRow),
      },
    };
  });
}

function aggregatiOfDeleghe({ regione, codiceRegione }: Registro): Aggregato[] {
  return regione.deleghe.map(({ posto: _, ...delega }) => {
    const id = idDelega(codiceRegione, delega.delega);
    const delegante = idEnte(codiceRegione, delega.delegante);
    const delegato = idEnte(codiceRegione, delega.delegato);
    const ambito = delega.ambito === null ? null : idAmbito(codiceRegione, delega.ambito);
    const derivaDa = delega.deriva_da === null ? null : idDelega(codiceRegione, delega.deriva_da);
    const { oggetto, tracciato, subdelegabile, dal, al } = delega;
    const atto = { tipo: delega.atto_tipo, numero: delega.atto_numero, data: delega.atto_data };
    return {
      voce: {
        genere: 'delega',
        id,
        contenuto: { delegante, delegato, oggetto, tracciato, ambito, subdelegabile, derivaDa, atto, dal, al },
      },
      righe: { delega: [{ ...delega, id, sigla: delega.delega, delegante, delegato, ambito, deriva_da: derivaDa }] },
    };
  });
}

function aggregatiOfClient({ regione, codiceRegione }: Registro): Aggregato[] {
  return regione.client.map(({ posto: _, ...client }) => {
    const id = idClient(client);
    const ente = idEnte(codiceRegione, client.ente);
    const gestore = client.gestore === null ? null : idEnte(codiceRegione, client.gestore);
    const { client_id: clientId, identita, ruoli, dal, al } = client;
    return {
      voce: { genere: 'client', id, contenuto: { clientId, identita, ente, gestore, ruoli, dal, al } },
      righe: { client: [{ ...client, id, ente, gestore }] },
    };
  });
}

/** Everything the registries of a region hold. */
export function aggregatiOfRegione(registro: Registro): Aggregato[] {
  return [
    ...aggregatiOfEnti(registro),
    ...aggregatiOfAmbiti(registro),
    ...aggregatiOfDeleghe(registro),
    ...aggregatiOfClient(registro),
  ];
}
