import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeXlsx } from '#libs/tracciati';
import { Cliente } from './prova/chiamate.js';
import { type IngestionInProva, startIngestion } from './prova/ingestion.js';
import { type RigaPiana, celleDi, csvDi } from './prova/tabelle.js';

const VERIFICHE = '/rest/invii/v1/verifiche?tracciato=ANAGRAFE';
const RECANATI = '043044';

const persona = (id_anagrafico: string, altro: RigaPiana = {}): RigaPiana => ({
  fornitura: 'incrementale',
  data_fornitura: '31/03/2026',
  righe_fornitura: '',
  id_anagrafico,
  codice_fiscale: 'RSSMRA80A01H501U',
  cognome: 'ROSSI',
  nome: 'MARIO',
  sesso: 'Maschio',
  data_nascita: '01/01/1980',
  luogo_nascita: 'H501',
  residenza_genere: 'residenza',
  residenza_comune: RECANATI,
  residenza_indirizzo: 'VIA ROMA',
  residenza_dal: '01/06/2001',
  residenza_al: '',
  famiglia_numero: 'F1',
  famiglia_tipo: 'Famiglia anagrafica',
  famiglia_relazione: '1 - persona di riferimento',
  cittadinanza_nazione: '380',
  evento_tipo: '',
  evento_data: '',
  evento_comune: '',
  data_decesso: '',
  ...altro,
});
/** All whom the registry has. */
const completa = (righe: readonly RigaPiana[], quante = righe.length): RigaPiana[] =>
  righe.map((riga) => ({ ...riga, fornitura: 'completa', righe_fornitura: String(quante) }));

async function xlsxDi(righe: readonly RigaPiana[]): Promise<Buffer> {
  const [testa, ...corpo] = celleDi(righe);
  const colonne = testa!.map((titolo) => ({ titolo }));
  return buffer(writeXlsx([{ nome: 'Anagrafe', colonne, righe: corpo }]));
}

describe('un comune consegna la sua anagrafe', () => {
  let ingestion: IngestionInProva;
  let recanati: Cliente;

  beforeAll(async () => {
    ingestion = await startIngestion({ kind: 'embedded' }, { SNODO_TRACCIATI_ATTIVI: 'PS_PSA_SINA,ANAGRAFE' });
    recanati = new Cliente(ingestion.url, ingestion.emittente, 'recanati');
  });
  afterAll(() => ingestion.close());

  const deposit = async (byte: string | Buffer) => {
    const { status, body } = await recanati.deposit(byte, {}, 'tracciato=ANAGRAFE&ente=H211');
    expect([status, body.ricevuta.tracciato]).toEqual([202, 'ANAGRAFE@1.0']);
    return { id: body.id as string, invio: await recanati.concluso(body.id) };
  };
  const regole = async (id: string): Promise<string[]> => (await recanati.rilievi(id)).map(({ riga, regola, gravita }) => `${riga} ${regola} ${gravita}`); // prettier-ignore
  const told = async (id: string): Promise<number> =>
    (await ingestion.database.admin(`SELECT 1 FROM ingestion.outbox WHERE envelope->>'key' = $1 AND type = 'righe.anagrafe.accettate.v1'`, [id])).length; // prettier-ignore

  it('in CSV, intera e giusta: è accolta senza una parola, e detta', async () => {
    const { id, invio } = await deposit(csvDi(completa([persona('1'), persona('2', { codice_fiscale: '' })])));
    expect([invio.formato, invio.nomenclatura, invio.righe_per_stato, await regole(id)]).toEqual(['csv', null, { accettata: 2 }, []]); // prettier-ignore
    expect(await told(id)).toBe(1);
  });

  it('in Excel, con chi è partito e chi è morto: le celle sbagliate hanno il loro nome, e ciò che è giusto resta', async () => {
    const { id, invio } = await deposit(
      await xlsxDi([
        persona('11', { residenza_al: '31/03/2026', evento_tipo: 'Emigrazione', evento_data: '01/04/2026', evento_comune: '042002' }), // prettier-ignore
        persona('12', { data_decesso: '02/01/1979' }),
        persona('13', { residenza_al: '01/01/2000' }),
        persona('14', { residenza_comune: '042002' }),
        persona('', { codice_fiscale: 'RSSMRA80A01H501X' }),
      ]),
    );
    expect([invio.formato, invio.righe_per_stato]).toEqual(['xlsx', { accettata: 2, respinta: 3 }]);
    const rilievi = await recanati.rilievi(id);
    expect(rilievi.map(({ riga, regola, gravita, cella }) => [riga, regola, gravita, cella])).toEqual([
      [2, 'AN-17', 'errore', 'W3'],
      [3, 'AN-16', 'errore', 'O4'],
      [4, 'AN-21', 'avviso', 'L5'],
      [5, 'AN-01', 'errore', 'D6'],
      [5, 'AN-06', 'avviso', 'E6'],
    ]);
    for (const { foglio } of rilievi) expect(foglio).toBe('Anagrafe');
  });

  it('ripetuta uguale non fa niente di nuovo; corretta, chi era respinto è accolto', async () => {
    const righe = [persona('21'), persona('22', { data_decesso: '02/01/1979' })];
    await deposit(csvDi(righe));
    const again = await deposit(`${csvDi(righe)}\r\n`);
    expect([again.invio.righe_per_stato, await regole(again.id), await told(again.id)]).toEqual([{ accettata: 1, respinta: 1 }, ['1 ST-03 avviso', '2 AN-17 errore'], 0]); // prettier-ignore
    const mended = await deposit(csvDi([righe[0]!, persona('22', { data_decesso: '02/01/2026' })]));
    expect([mended.invio.righe_per_stato, await told(mended.id)]).toEqual([{ accettata: 2 }, 1]);
  });

  it('intera ma monca, o con le sole righe corrette, non toglie nessuno: vale come incremento, e lo si sa', async () => {
    const { id } = await deposit(csvDi(completa([persona('31'), persona('32', { residenza_al: '01/01/2000' })], 3)));
    expect(await regole(id)).toEqual(['null AN-30 avviso', '2 AN-16 errore']);
    const path = `/rest/esiti/v1/invii/${id}/righe-da-correggere`;
    const { status, body } = await recanati.get(path);
    expect([status, String(body)]).toEqual([200, expect.stringContaining('residenza_al: ')]);
    const second = await deposit(String(body).replace('01/01/2000', ''));
    expect([second.invio.righe_per_stato, await regole(second.id)]).toEqual([{ accettata: 1 }, ['null AN-30 avviso']]);
  });

  it('si prova senza consegnarla: che cosa non va, e su quale cella, si sa subito; un altro tracciato non ancora ricevuto lo dice', async () => {
    const header = { 'content-type': 'text/csv' };
    const { status, body } = await recanati.call('POST', VERIFICHE, csvDi([persona('41', { sesso: 'X' })]), header);
    expect([status, body.nomenclatura, body.rilievi.map(({ regola, cella }: { regola: string; cella: string }) => [regola, cella])]).toEqual([200, null, [['XSD-07', 'H2']]]); // prettier-ignore

    const altro = await recanati.deposit(csvDi([persona('1')]), {}, 'tracciato=SINBA&ente=H211');
    expect([altro.status, altro.body.code]).toEqual([409, 'tracciato_non_attivo']);
    const { tracciati } = (await recanati.get('/rest/tracciati/v1/tracciati')).body as {
      tracciati: { codice: string; attivo: boolean }[];
    };
    expect(tracciati.map(({ codice, attivo }) => [codice, attivo])).toEqual([['ANAGRAFE', true], ['PS_PSA_SINA', true], ['SINBA', false]]); // prettier-ignore
  });
});
