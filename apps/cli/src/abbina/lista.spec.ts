import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { sorgenteOf, writeXlsx } from '#libs/tracciati';
import { readTerritorio } from '../riferimenti-nazionali.js';
import { type Lista, readLista } from './lista.js';
import { Luoghi } from './luoghi.js';
import { type Mappa, SENZA_MAPPA, mappeOf } from './mappa.js';

const luoghi = new Luoghi(readTerritorio);

function read(
  documento: string | Uint8Array,
  o: { mappa?: Mappa; senza?: readonly string[]; verita?: string } = {},
): Promise<Lista> {
  const bytes = typeof documento === 'string' ? Buffer.from(documento) : documento;
  const richiesta = { mappa: o.mappa ?? SENZA_MAPPA, senza: new Set(o.senza ?? []), verita: o.verita };
  return readLista('A', sorgenteOf(bytes), richiesta, luoghi);
}

describe('a list of persons is understood', () => {
  it('with the headings of a spreadsheet of a comune', async () => {
    const { persone, id, campi } = await read(
      'Elenco assistiti;;;;;;;\nMatricola;Cognome;Nome;Sesso;Codice fiscale;Data di nascita;Nato a;Comune di residenza\n' +
        "7;D'Angelo;Niccolò;Maschio;DNGNCL80A01H501X;1/1/1980;ROMA;Pesaro\n8;Verdi;Ada;2;;31-12-1979;Romania;041044\n",
    );
    expect(id).toEqual(['7', '8']);
    expect(campi.size).toBe(8);
    expect(persone).toEqual([
      {
        cognome: "D'Angelo",
        nome: 'Niccolò',
        sesso: 'M',
        codice: 'DNGNCL80A01H501X',
        dataNascita: '1980-01-01',
        luogoNascita: 'H501',
        comune: 'G479',
      },
      { cognome: 'Verdi', nome: 'Ada', sesso: 'F', dataNascita: '1979-12-31', luogoNascita: 'Z129', comune: 'G479' },
    ]);
  });

  it('with the headings of FEBRL, and dates that are no days', async () => {
    const { persone, altri } = await read(
      'rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth, soc_sec_id\n' +
        'rec-1-org, , waller, 6, tullaroop street, willaroo, st james, 4011, wa, 19081249, 6988048\n',
    );
    expect(persone[0]).toEqual({
      cognome: 'waller',
      dataNascita: '19081249',
      codice: '6988048',
      altri: {
        via: 'tullaroop street',
        civico: '6',
        presso: 'willaroo',
        localita: 'st james',
        cap: '4011',
        provincia: 'wa',
      },
    });
    expect(altri.cap).toBe('numero');
  });

  it('with a mapping, which wins over usual headings and may leave one out', async () => {
    const { a: mappa } = mappeOf({
      id: 'Scheda',
      cognome: 'Nome',
      nome: 'Altro',
      codice: null,
      altri: { zona: 'Zona' },
    });
    const { persone, id } = await read('Scheda;CF;Nome;Altro;Anno di nascita;Zona\nx;ABC;Rossi;Ada;1980;Nord\n', {
      mappa,
    });
    expect(id).toEqual(['x']);
    expect(persone[0]).toEqual({ cognome: 'Rossi', nome: 'Ada', annoNascita: 1980, altri: { zona: 'Nord' } });
  });

  it('by the column that tells its records apart, not by one that nobody fills in', async () => {
    const ours = 'id_mittente;id_anagrafico;cognome;nome;codice_fiscale\n';
    expect((await read(`${ours};77;Rossi;Ada;X\n;78;Verdi;Ugo;Y\n`)).id).toEqual(['77', '78']);
    expect((await read(`${ours}a;;Rossi;Ada;X\nb;;Verdi;Ugo;Y\n`)).id).toEqual(['a', 'b']);
    const { id, avvisi } = await read(`${ours};;Rossi;Ada;X\n;;Verdi;Ugo;Y\n`);
    expect(id).toEqual(['2', '3']);
    expect(avvisi.join()).toContain('numeri di riga');
    const { a: mappa } = mappeOf({ id: 'id_mittente' });
    await expect(read(`${ours};77;Rossi;Ada;X\n`, { mappa })).rejects.toThrow(
      'la riga 2 non ha “id_mittente”. Per usare',
    );
  });

  it('in Windows-1252 and as a workbook, with its days', async () => {
    const windows = Buffer.from('Cognome;Nome;Nato il\nViganò;Mosè;2/3/1960\n', 'latin1');
    const xlsx = await buffer(
      writeXlsx([
        {
          nome: 'Foglio1',
          colonne: [{ titolo: 'Cognome' }, { titolo: 'Nome' }, { titolo: 'Nato il', formato: 'giorno' }],
          righe: [['Viganò', 'Mosè', { giorno: '1960-03-02' }]],
        },
      ]),
    );
    for (const bytes of [windows, xlsx]) {
      const { persone, id, avvisi } = await read(bytes);
      expect(persone[0]).toEqual({ cognome: 'Viganò', nome: 'Mosè', dataNascita: '1960-03-02' });
      expect(id).toEqual(['2']);
      expect(avvisi.join()).toContain('numeri di riga');
    }
  });

  it('without the fields that are not to be compared', async () => {
    const text = 'id;cf;cognome;nome;cap\n1;ABC;Rossi;Ada;20100\n';
    expect((await read(text, { senza: ['codice'] })).persone[0]).toEqual({
      cognome: 'Rossi',
      nome: 'Ada',
      altri: { cap: '20100' },
    });
    await expect(read(text, { senza: ['codice', 'cap'] })).rejects.toThrow('oltre al nome serve');
  });
});

describe('a list that cannot be used says why', () => {
  const { a: mappa } = mappeOf({ cognome: 'Utente' });

  it.each<[string, Parameters<typeof read>[1], string]>([
    ['', {}, 'A: Il file è vuoto'],
    ['Rossi;Ada;1980\nVerdi;Ugo;1970\n', {}, 'Altri si dicono con --mappa.'],
    ['cognome;nome;cf\n', {}, 'nessun record'],
    ['id;telefono\n1;2\n', {}, 'manca una colonna di cognome o di nome. Colonne del file: “id”, “telefono”'],
    ['id;Nominativo;cf\n1;Rossi Ada;X\n', {}, '“Nominativo” ha cognome e nome insieme'],
    ['id;nome;cf\n1;Ada;X\n', { mappa }, 'la mappa nomina la colonna “Utente”, che in A non c’è; ci sono: “id”, “nome”, “cf”'],
    ['id;utente;Utente;cf\n1;a;b;X\n', { mappa }, 'compare due volte'],
    ['id;nome;cf\n1;Ada;X\n2;Ugo;Y\n1;Eva;Z\n', {}, 'le righe 2 e 4 hanno lo stesso valore in “id”'],
    ['id;nome;cf\n1;Ada;X\n;Ugo;Y\n', {}, 'la riga 3 non ha “id”'],
    ['id;nome;nato il\n1;Ada;31/12/80\n2;Ugo;x\n3;Eva;1/2/1980\n', {}, '2 date su 3 non si leggono (righe 2, 3)'],
  ])('%j', async (text, o, words) => {
    await expect(read(text, o)).rejects.toThrow(words);
    await expect(read(text, o)).rejects.toMatchObject({ uscita: 2 });
  }); // prettier-ignore

  it('and where only some dates are wrong, goes on and says which', async () => {
    const { persone, avvisi } = await read('id;nome;nato il\n1;Ada;boh\n2;Ugo;1/2/1980\n3;Eva;1/2/1981\n');
    expect(persone.map(({ dataNascita }) => dataNascita)).toEqual([undefined, '1980-02-01', '1981-02-01']);
    expect(avvisi).toEqual(['A: in “nato il” 1 data su 3 non si legge (riga 2): per il confronto manca']);
  });

  it('and never repeats an identifier, which may be a codice fiscale', async () => {
    const refused = await read('id;nome;cf\nRSSMRA80A01H501U;Ada;X\nRSSMRA80A01H501U;Ugo;Y\n').catch(String);
    expect(refused).not.toContain('RSSMRA');
  });
});
