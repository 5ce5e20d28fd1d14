import { beforeEach, describe, expect, it } from '@jest/globals';
import type { MessageContext } from '#libs/messaging';
import type { Tx } from '#libs/persistence';
import { FattiConsumer } from './fatti.consumer.js';
import type { FattoRicevuto } from './fatto.js';
import type { RegistraFatti } from './registra-fatti.js';

const riga = { rigaId: 'r', recordId: 'c', revisione: 3 };
const il = '2026-11-02T09:00:00.000Z';
const tx = {} as Tx;
const context = { tx } as MessageContext;

describe('a message about righe', () => {
  let told: FattoRicevuto[];
  let consumer: FattiConsumer;
  beforeEach(() => {
    told = [];
    consumer = new FattiConsumer({
      register: (given: Tx, fatti: readonly FattoRicevuto[]) => {
        expect(given).toBe(tx);
        told.push(...fatti);
        return Promise.resolve(fatti.map(() => 'applied' as const));
      },
    } as unknown as RegistraFatti);
  });

  it('of the registry says how the person was found', async () => {
    expect(await consumer.linked({ collegateIl: il, righe: [{ ...riga, esito: 'dubbia' }] }, context)).toEqual([
      'applied',
    ]);
    expect(told).toEqual([expect.objectContaining({ ...riga, tipo: 'collegata', codice: 'dubbia', il: new Date(il) })]);
  });

  it('that nothing goes to INPS tells the limit of INPS from the choice of the ente', async () => {
    const righe = [
      { ...riga, motivo: 'eni' as const },
      { ...riga, motivo: 'canale_dell_ente' as const },
    ];
    await consumer.notForInps({ ente: 'e', il, righe }, context);
    expect(told.map(({ tipo, codice }) => [tipo, codice])).toEqual([
      ['non_trasmissibile', 'eni'],
      ['lasciata_al_canale', ''],
    ]);
  });

  it('of publication says when, in how many parts, and whether it takes something back', async () => {
    const flusso = { ...riga, idFlusso: 'A', di: 2, operazione: 'C' as const, tsFlusso: il };
    await consumer.published({ ente: 'e', flussi: [flusso] }, context);
    expect(told).toEqual([
      expect.objectContaining({ ...riga, tipo: 'pubblicato', flusso: 'A', di: 2, operazione: 'C', il: new Date(il) }),
    ]);
  });

  it('of retrieval says when INPS showed that it has it', async () => {
    await consumer.taken({ ente: 'e', il, flussi: [{ ...riga, idFlusso: 'A', di: 1 }] }, context);
    expect(told).toEqual([
      expect.objectContaining({ tipo: 'ritirato', flusso: 'A', il: new Date(il), operazione: null }),
    ]);
  });

  it('of INPS’s answers keeps its code, its words and both instants', async () => {
    const esito = {
      ...riga,
      idFlusso: 'A',
      di: 1,
      codice: 'X',
      idAcquisizione: null,
      acquisitoIl: '2026-11-01T00:00:00.000Z',
    };
    await consumer.answered(
      {
        ente: 'e',
        ricevutiIl: il,
        esiti: [
          { ...esito, accolto: false, descrizione: 'parole' },
          { ...esito, accolto: true, descrizione: null },
        ],
      },
      context,
    );
    const both = { codice: 'X', il: new Date(il), acquisitoIl: new Date('2026-11-01T00:00:00.000Z') };
    expect(told).toEqual([
      expect.objectContaining({ ...both, tipo: 'respinto', descrizione: 'parole' }),
      expect.objectContaining({ ...both, tipo: 'accolto', descrizione: null }),
    ]);
  });
});
