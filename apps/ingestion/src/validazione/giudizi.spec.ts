import { describe, expect, it } from '@jest/globals';
import { BlindIndex } from '#libs/security';
import type { RigaLetta } from '#libs/tracciati';
import { IdentitaRecord } from '../record/identita-record.js';
import { Giudizi } from './giudizi.js';
import { testataOf } from './intestazione.js';

const identita = new IdentitaRecord(BlindIndex.fromSetting(Buffer.alloc(32, 1).toString('base64')));
const MODO = { soloIdentita: false, nomenclatura: '1', oggi: '2026-03-02', campoCodice: undefined };

const rigaCon = (numero: number): RigaLetta => ({
  numero,
  linea: numero,
  colonna: 1,
  contenuto: {},
  rilievi: [],
  annullamento: false,
  chiave: { codiceFiscale: 'X', codicePrestazione: 'A1.05', protocolloDomanda: '', data: '2026-03-02' },
  codifica: { esito: 'tradotta', codice: 'A1.05', versioni: ['1'] },
  schemaValida: true,
});

describe('a reading that goes on after a restart', () => {
  it('judges only the righe that are not stored, and looks for the heading of the others as the first reading did', () => {
    const asked: unknown[] = [];
    const contesto = {
      intestazioneOf: (mittenza: unknown) => {
        asked.push(mittenza);
        return { enteErogatore: 'ente', consentito: true, testata: testataOf(undefined) };
      },
      ambitoOf: () => 'ambito',
    };
    const giudizi = new Giudizi(identita, contesto, { ...MODO, giaScritte: 2 });
    for (const numero of [1, 2, 3]) giudizi.judge(rigaCon(numero));
    expect(giudizi.count).toBe(1);
    const { ultimaRiga, lotti } = giudizi.take();
    expect([ultimaRiga, lotti.map(({ accolte }) => accolte.map((riga) => riga.numero))]).toEqual([3, [[3]]]);
    // It is by being asked that the context knows of righe without a heading.
    expect(asked).toHaveLength(3);
  });
});
