import { describe, expect, it } from '@jest/globals';
import { ANAGRAFE_1_0 } from '../anagrafe.js';
import type { EsitoDocumento, RigaLetta } from '../lettura.js';
import { LIMITI_PREDEFINITI } from '../limiti.js';
import type { RigaScritta } from '../piano/riga-scritta.js';
import { writeRighe } from '../piano/write-righe.js';
import { ANCONA, GIUSTA } from '../prova/anagrafe.js';
import { writeFlusso } from '../scrittore.js';
import { readDocumento } from './read-documento.js';
import { sorgenteOf } from './sorgente.js';

async function leggi(testo: string): Promise<{ esito: EsitoDocumento; righe: RigaLetta[] }> {
  const lettura = readDocumento(ANAGRAFE_1_0, ANCONA, LIMITI_PREDEFINITI, sorgenteOf(Buffer.from(testo)));
  const righe: RigaLetta[] = [];
  for await (const some of lettura.righe()) righe.push(...some);
  return { esito: lettura.esito(), righe };
}

const persona = (n: number, altro: object = {}) => ({ contenuto: { ...GIUSTA, idAnagrafico: String(n), ...altro } });
const COMPLETA = { tipo: 'completa', al: '2026-03-31', righe: 2 } as const;
const csv = (righe: readonly RigaScritta[]) => leggi(writeRighe(ANAGRAFE_1_0, 'csv', righe));
const said = ({ rilieviInvio }: EsitoDocumento): string[] =>
  rilieviInvio.map(({ regola, gravita }) => `${regola} ${gravita}`);

describe('What a document of ANAGRAFE is found to be', () => {
  it('is whole where every riga says so and there are as many as it says, with the dead and the gone counted', async () => {
    const { esito } = await csv([
      { ...persona(1, { dataDecesso: '2026-01-01' }), fornitura: COMPLETA },
      {
        ...persona(2, { eventi: [{ tipo: 'emigrazione', data: '2026-01-01', comune: '043044' }] }),
        fornitura: COMPLETA,
      },
    ]);
    expect(esito.fornitura).toEqual({ tipo: 'completa', al: '2026-03-31', righe: 2, decessi: 1, uscite: 1 });
    expect(esito.rilieviInvio).toEqual([]);
  });

  it('is incremental where nothing is said', async () => {
    const { esito } = await csv([persona(1)]);
    expect([esito.fornitura, said(esito)]).toEqual([{ tipo: 'incrementale', righe: 1, decessi: 0, uscite: 0 }, []]);
  });

  it.each<[string, string, readonly RigaScritta[]]>([
    ['cut short', 'AN-30', [{ ...persona(1), fornitura: COMPLETA }]],
    ['longer than it says', 'AN-30', [1, 2, 3].map((n) => ({ ...persona(n), fornitura: COMPLETA }))],
    ['without its number of righe', 'AN-29', [{ ...persona(1), fornitura: { tipo: 'completa' } }]],
    ['of two kinds', 'AN-31', [{ ...persona(1), fornitura: COMPLETA }, { ...persona(2), fornitura: { tipo: 'incrementale' } }]],
    ['of two days', 'AN-31', [{ ...persona(1), fornitura: COMPLETA }, { ...persona(2), fornitura: { ...COMPLETA, al: '2026-04-01' } }]],
    ['of two enti', 'AN-31', [{ ...persona(1), fornitura: COMPLETA }, { ...persona(2), fornitura: COMPLETA, mittenza: { ente: 'H211' } }]],
  ])('is never whole when it is %s, and the sender is told by %s', async (_, codice, righe) => {
    const { esito } = await csv(righe);
    expect([esito.fornitura?.tipo, said(esito)]).toEqual(['incrementale', [`${codice} avviso`]]);
  }); // prettier-ignore

  it('is said once for all righe in JSON and in XML', async () => {
    const [first, second] = [1, 2].map((n) => JSON.parse(writeRighe(ANAGRAFE_1_0, 'ndjson', [persona(n)])) as object);
    const testa = { fornitura: 'completa', data_fornitura: '31/03/2026', righe_fornitura: 2 };
    const json = await leggi(JSON.stringify({ ...testa, righe: [first, second] }));
    expect([json.esito.fornitura, said(json.esito)]).toEqual([{ ...COMPLETA, decessi: 0, uscite: 0 }, []]);
    const testata = { ...ANAGRAFE_1_0.esempio.testata, fornituraRighe: 1 };
    const xml = await leggi(writeFlusso(ANAGRAFE_1_0, testata, GIUSTA as never));
    expect([xml.esito.fornitura, said(xml.esito)]).toEqual([{ ...COMPLETA, righe: 1, decessi: 0, uscite: 0 }, []]);
  });

  it('is nothing where the document cannot be read', async () => {
    expect((await leggi('{"righe":[{')).esito.fornitura).toBeUndefined();
  });

  it('does not count among the gone who was sent by mistake', async () => {
    const { esito } = await csv([{ contenuto: { idAnagrafico: '1', tipoOperazione: 'C', dataDecesso: '2026-01-01' } }]);
    expect(esito.fornitura).toMatchObject({ righe: 1, decessi: 0, uscite: 0 });
  });
});

describe('A hostile document of ANAGRAFE', () => {
  const riga = (altro: object): string => JSON.stringify({ ...JSON.parse(writeRighe(ANAGRAFE_1_0, 'ndjson', [persona(1)])), ...altro }); // prettier-ignore

  it.each<[string, string, string]>([
    ['with more residences than anybody has', 'XSD-03', riga({ residenze: Array.from({ length: 20_000 }, () => ({ genere_residenza: 'residenza' })) })],
    ['with a residence that is a number', 'JS-11', riga({ residenze: 7 })],
    ['whose events are of no kind', 'XSD-07', riga({ eventi: [{ evento_tipo: '__proto__', evento_data: '2020-01-01' }] })],
    ['with a key that is every object’s', 'JS-10', riga({ ['__proto__x']: { comune: '042002' } })],
    ['with a number of righe that is none', 'XSD-10', riga({ righe_fornitura: 'molte' })],
  ])('%s is told by %s and harms nothing', async (_, codice, testo) => {
    const { esito, righe } = await leggi(testo);
    expect([esito.stato, righe.length]).toEqual(['letto', 1]);
    expect(righe[0]!.rilievi.map(({ regola }) => regola)).toContain(codice);
    expect(righe[0]!.rilievi.length).toBeLessThan(200);
  }); // prettier-ignore
});
