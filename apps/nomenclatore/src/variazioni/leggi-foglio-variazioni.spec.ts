import { describe, expect, it } from '@jest/globals';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { variazioneImpossibile } from './detta.js';
import { leggiFoglioVariazioni } from './leggi-foglio-variazioni.js';
import { detta } from './prova/mondo-di-prova.js';

const read = (...lines: string[]) => leggiFoglioVariazioni(Buffer.from(lines.join('\n')));
describe('a file of changes', () => {
  it('reads the changes of 2023 and 2024 as they were', async () => {
    const { dette, errori } = await read(
      'dal,tipo,comuni,incorporante,denominazione,belfiore,istat,atto_tipo,atto_numero,atto_data,fonte',
      '2023-11-18,incorporazione,A134,B567,Campospinoso Albaredo,,,legge regionale,5,2023-11-09,variazioni_2023_2024',
      '2024-01-01,Fusione,L487|H521,,Uggiate con Ronago,M435,13256,legge regionale,7,2023-12-01,variazioni_2023_2024',
    );
    expect(errori).toBe(0);
    const fonte = 'variazioni_2023_2024';
    expect(dette).toEqual([
      detta({
        tipo: 'incorporazione',
        dal: '2023-11-18',
        comuni: ['A134'],
        incorporante: 'B567',
        denominazione: 'Campospinoso Albaredo',
        atto: { tipo: 'legge regionale', numero: '5', data: '2023-11-09' },
        fonte,
      }),
      detta({
        tipo: 'fusione',
        dal: '2024-01-01',
        comuni: ['L487', 'H521'],
        denominazione: 'Uggiate con Ronago',
        belfiore: 'M435',
        istat: '013256',
        atto: { tipo: 'legge regionale', numero: '7', data: '2023-12-01' },
        fonte,
      }),
    ]);
  });

  it('reads who heads an ambito, other codes, who takes over and a new province', async () => {
    const { dette, errori } = await read(
      'dal,tipo,comuni,istat,provincia,provincia_sigla,provincia_regione,capofila,codici,subentro_atti,atto_tipo,atto_numero,atto_data,fonte',
      '2026-01-01,cambio_provincia,B001,119001,Nuova,NV,11,ATS01=M900|ATS02=belfiore:A001,ipa:c_m900|codice_fiscale:80000000000,sì,LR,1,2025-12-01,BUR',
    );
    expect(errori).toBe(0);
    expect(dette[0]).toMatchObject({
      provincia: { denominazione: 'Nuova', sigla: 'NV', regione: '11' },
      capofila: [
        { ambito: 'ATS01', ente: 'M900' },
        { ambito: 'ATS02', ente: 'belfiore:A001' },
      ],
      codici: [
        { sistema: 'ipa', codice: 'c_m900' },
        { sistema: 'codice_fiscale', codice: '80000000000' },
      ],
      subentroAtti: true,
    });
  });

  it.each([
    ['a kind nobody knows', 'soppressione,2026-01-01,B001'],
    ['a day that does not exist', 'fusione,2026-02-30,B001'],
    ['a code that is none', 'fusione,2026-01-01,B0011'],
    ['no comuni', 'fusione,2026-01-01,'],
  ])('finds %s in its cell', async (_, cells) => {
    const { errori, rilievi } = await read(
      'tipo,dal,comuni,atto_tipo,atto_numero,atto_data,fonte',
      `${cells},LR,1,2025-12-01,BUR`,
    );
    expect(errori).toBe(1);
    expect(rilievi[0]).toMatchObject({ riga: 2, gravita: 'errore' });
  });

  it('without a province’s every part is refused, and so is one without changes', async () => {
    const half = await read(
      'tipo,dal,comuni,istat,provincia,atto_tipo,atto_numero,atto_data,fonte',
      'cambio_provincia,2026-01-01,B001,119001,Nuova,LR,1,2025-12-01,BUR',
    );
    expect([half.errori, half.rilievi[0]?.cella, half.rilievi[0]?.regola]).toEqual([1, 'E2', 'VT-04']);
    const empty = await read('tipo,dal,comuni,atto_tipo,atto_numero,atto_data,fonte');
    expect([empty.errori, empty.rilievi.at(-1)?.regola]).toEqual([1, 'VT-03']);
  });

  it('puts what is found later at its row and column, whatever the field is called there', async () => {
    const { rilieviSu } = await read(
      'tipo,dal,comuni,belfiore,atto_tipo,atto_numero,atto_data,fonte',
      'fusione,2026-01-01,B001|C001,M900,LR,1,2025-12-01,BUR',
    );
    const placed = (error: unknown) =>
      rilieviSu(0, error).map(({ cella, regola, messaggio }) => [cella, regola, messaggio]);
    expect(placed(variazioneImpossibile('belfiore', 'M900 è già di altri'))).toEqual([
      ['D2', 'VT-01', 'M900 è già di altri.'],
    ]);
    expect(placed(variazioneImpossibile('delegante', 'non è capofila'))).toEqual([['A2', 'VT-01', 'Non è capofila.']]);
    expect(placed(nomenclatoreProblem('gia_nel_registro'))).toEqual([
      ['A2', 'VT-02', 'La variazione è già registrata.'],
    ]);
    expect(placed(nomenclatoreProblem('ambito_sconosciuto'))[0]?.slice(0, 2)).toEqual(['A2', 'VT-01']);
    expect(() => rilieviSu(0, new TypeError('ours'))).toThrow('ours');
  });
});
