import { describe, expect, it } from '@jest/globals';
import { LIMITI_PREDEFINITI } from '../limiti.js';
import { CONTESTO_DI_PROVA } from '../prova/contesto.js';
import { SINA, UNICA } from '../prova/documento.js';
import { type Colonne, colonneDi, detti, leggiColonne, leggiOggetto, oggettoDi } from '../prova/piano.js';
import { PS_PSA_SINA_201812 } from '../ps-psa-sina.js';
import { SINBA_1_0_0 } from '../sinba.js';
import type { CellaGrezza } from '../tabelle/record.js';
import { LettorePiano } from './lettore-piano.js';
import { pianoOf } from './piano-of.js';

const CSV = { rettangolare: true, dal1904: false };
const XLSX = { rettangolare: false, dal1904: false };
const lettore = (): LettorePiano => new LettorePiano(PS_PSA_SINA_201812, CONTESTO_DI_PROVA, LIMITI_PREDEFINITI);
const intestazione = (celle: (CellaGrezza | undefined)[], foglio?: string) => lettore().intestazione({ riga: 3, linea: 5, celle }, CSV, foglio); // prettier-ignore
const numero = (value: number, data = false): CellaGrezza => ({ genere: 'numero', numero: value, data });
const riga = (colonne: Colonne) => leggiColonne({ ...colonneDi(), ...colonne }, { provenienza: XLSX });
const oggetto = (altro: Record<string, unknown>) => leggiOggetto({ ...oggettoDi(colonneDi()), ...altro });
const ALL = pianoOf(PS_PSA_SINA_201812).map(({ nome }) => nome);

describe('The header of a table', () => {
  it('is known by names, whatever their case, accents and punctuation', () => {
    expect(lettore().riconosciute({ celle: ['CodiceFiscale', 'codice fiscale', 'CODICE_PRESTAZIONE', 'Indirizzo', undefined] })).toBe(2);
    expect(lettore().riconosciute({ celle: ['RSSMRK66C14H501U', 'ROSSI'] })).toBe(0);
    expect(intestazione(ALL)).toEqual({ rilievi: [], fatale: false });
  }); // prettier-ignore

  it('has each column that nobody knows, and each that every riga needs, told once', () => {
    const { rilievi, fatale } = intestazione(['codice_fiscale', 'Note', undefined, 'cognom'], 'Dati');
    expect(fatale).toBe(false);
    expect(rilievi.filter(({ regola }) => regola === 'TB-12').map(({ cella, valore }) => [cella, valore])).toEqual([
      ['B3', 'Note'],
      ['D3', 'cognom'],
    ]);
    const missing = rilievi.filter(({ regola }) => regola === 'TB-17');
    const due = pianoOf(PS_PSA_SINA_201812).filter(({ attributo, obbligo, obbligatorio }) => obbligatorio || (attributo?.obbligatorio === true && obbligo?.startsWith('se manca'))); // prettier-ignore
    expect(missing).toHaveLength(due.length - 1);
    expect(missing[0]).toMatchObject({
      riga: null,
      linea: 3,
      foglio: 'Dati',
      gravita: 'avviso',
      campo: 'Anagrafica/@Cognome',
    });
    expect(missing[0]!.messaggio).toBe('Manca la colonna “cognome”. Colonne non riconosciute: “Note”, “cognom”.');
    expect(missing.at(-1)!.messaggio).toMatch(/^Manca la colonna “\w+” \(.+\)\./);
  });

  it('does not miss what another column may stand in for', () => {
    const senza = ALL.filter((nome) => nome !== 'anno_nascita' && nome !== 'codice_prestazione');
    expect(intestazione(senza).rilievi).toEqual([]);
    expect(intestazione(senza.filter((nome) => nome !== 'data_nascita')).rilievi).toMatchObject([{ regola: 'TB-17' }]);
  });

  it('has nothing to say of the column that Snodo adds to what is to be mended', () => {
    expect(intestazione([...ALL, 'da_correggere']).rilievi).toEqual([]);
    expect(intestazione(['da_correggere', ...ALL]).rilievi).toEqual([]);
    expect(oggetto({ da_correggere: 'importo_mensile: 1' }).rilievi).toEqual([]);
  });

  it('with a column twice is no header to read by', () => {
    expect(intestazione([...ALL, 'CodiceFiscale'])).toMatchObject({
      fatale: true,
      rilievi: [{ regola: 'TB-11', gravita: 'errore' }],
    });
  });
});

describe('A cell', () => {
  it.each<[string, Colonne, string, unknown]>([
    ['a comma for decimals', { importo_mensile: '100,00' }, 'importoMensile', 10_000],
    ['thousands with a point', { importo_mensile: '1.100,50 €' }, 'importoMensile', 110_050],
    ['a number of a workbook', { importo_mensile: numero(100.5) }, 'importoMensile', 10_050],
    ['a whole number of a workbook', { periodo_erogazione: numero(3) }, 'periodoErogazione', 3],
    ['an Italian day', { data_inizio_prestazione: '2/1/2026' }, 'dataInizioPrestazione', '2026-01-02'],
    ['a day of a workbook', { data_inizio_prestazione: numero(46_023, true) }, 'dataInizioPrestazione', '2026-01-01'],
    ['hours and minutes', { ore_servizio_mensile: '2:30' }, 'oreServizioMensile', 150],
    ['hours with a comma', { ore_servizio_mensile: '2,05' }, 'oreServizioMensile', 125],
    ['a time of a workbook', { ore_servizio_mensile: numero(1.5, true) }, 'oreServizioMensile', 36 * 60],
    ['a number that is hours and minutes', { ore_servizio_mensile: numero(2.3) }, 'oreServizioMensile', 150],
    ['a label', { genere: 'maschio' }, 'genere', '1'],
    ['a code and its label', { carattere_prestazione: '1 - Periodico' }, 'caratterePrestazione', '1'],
    ['a code as a number', { genere: numero(1) }, 'genere', '1'],
    ['the truth of a list of yes and no', { presa_carico: false }, 'presaCarico', '2'],
    ['a year as a number', { anno_nascita: numero(1966) }, 'annoNascita', '1966'],
    ['a code in quotes of a spreadsheet', { codice_fiscale: '="RSSMRK66C14H501U"' }, 'codiceFiscale', 'RSSMRK66C14H501U'],
  ])('is read as what was meant: %s', (_, colonne, chiave, value) => {
    const read = riga(colonne);
    expect(read.contenuto[chiave]).toEqual(value);
    expect(read.rilievi.filter(({ regola }) => /^(TB|XSD)/.test(regola))).toEqual([]);
  }); // prettier-ignore

  it.each<[string, Colonne, string, unknown]>([
    ['zeros put back', { codice_comune: '42002' }, 'TB-38 Indirizzo/@CodiceComune avviso', '042002'],
    ['zeros put back to a number', { codice_comune: numero(42_002) }, 'TB-38 Indirizzo/@CodiceComune avviso', '042002'],
    ['an error of the spreadsheet', { codice_comune: '#N/D' }, 'TB-40 Indirizzo/@CodiceComune errore', undefined],
    ['an error in its cell', { codice_comune: { genere: 'errore', testo: '#REF!' } }, 'TB-40 Indirizzo/@CodiceComune errore', undefined],
    ['a formula never worked out', { codice_comune: { genere: 'mai calcolata', testo: 'A1' } }, 'TB-45 Indirizzo/@CodiceComune errore', undefined],
    ['a control character', { codice_comune: '04\u00012002' }, 'TB-43 Indirizzo/@CodiceComune errore', undefined],
    ['digits lost', { codice_comune: numero(1e15) }, 'TB-42 Indirizzo/@CodiceComune errore', undefined],
  ])('is told what a spreadsheet did to it, once: %s', (_, colonne, said, value) => {
    const { rilievi, contenuto } = riga(colonne);
    expect(detti(rilievi.filter(({ campo }) => campo === 'Indirizzo/@CodiceComune'))).toEqual([said]);
    expect((contenuto['indirizzi'] as Record<string, unknown>[])[0]!['codiceComune']).toBe(value);
  }); // prettier-ignore

  it.each<[string, Colonne, string]>([
    ['a code that became a day', { codice_prestazione: numero(46_000, true) }, 'TB-41 PrestazioniSociali/@CodicePrestazione errore'],
    ['a protocol that became a day', { protocollo_domanda: numero(46_000, true) }, 'TB-41 PrestazioniSociali/@ProtocolloDomanda errore'],
    ['a protocol in powers of ten', { protocollo_domanda: '1,23457E+15' }, 'TB-42 PrestazioniSociali/@ProtocolloDomanda errore'],
    ['an amount that became a day', { importo_mensile: numero(46_000, true) }, 'TB-41 PrestazioniSociali/@ImportoMensile errore'],
    ['an amount that may be two', { importo_mensile: '1.100' }, 'TB-32 PrestazioniSociali/@ImportoMensile errore'],
    ['a year alone for a day', { data_inizio_prestazione: numero(2026) }, 'XSD-10 PrestazioniSociali/@DataInizioPrestazione errore'],
    ['a code with decimals', { protocollo_domanda: numero(1.5) }, 'TB-47 PrestazioniSociali/@ProtocolloDomanda avviso'],
    ['a formula for a text', { protocollo_domanda: '=1+1' }, 'TB-39 PrestazioniSociali/@ProtocolloDomanda avviso'],
    ['a line break', { protocollo_domanda: 'a\nb' }, 'TB-44 PrestazioniSociali/@ProtocolloDomanda avviso'],
  ])('is told what cannot be known of it: %s', (_, colonne, said) => {
    expect(detti(riga(colonne).rilievi)).toEqual([said]);
  }); // prettier-ignore

  it('is pointed at by row, column, cell and sheet, in the words of columns', () => {
    const colonne = { ...colonneDi({ prestazione: { DataInizioPrestazione: undefined, DataFinePrestazione: undefined } }), data_inizio_prestazione: '' }; // prettier-ignore
    const { rilievi } = leggiColonne(colonne, { foglio: 'Dati' });
    const found = rilievi.find(({ regola }) => regola === 'PS-04')!;
    const colonna = Object.keys(colonne).indexOf('data_inizio_prestazione') + 1;
    expect(found).toMatchObject({ riga: 1, linea: 2, colonna, foglio: 'Dati', cella: `${String.fromCharCode(64 + colonna)}2` }); // prettier-ignore
    expect(found.messaggio).toBe('La prestazione è periodica ma manca data_inizio_prestazione.');
    const [missing] = riga({ cognome: '' }).rilievi;
    expect([missing!.messaggio, missing!.rimedio]).toEqual(['Manca cognome.', 'Scrivere il valore.']);
    const { data_inizio_prestazione: _, ...senza } = colonneDi();
    const nowhere = leggiColonne(senza).rilievi.find(({ regola }) => regola === 'PS-04')!;
    expect(nowhere.messaggio).toBe(`${found.messaggio} Il documento non ha la colonna “data_inizio_prestazione”.`);
    expect(riga({ data_inizio_prestazione: 'ieri' }).rilievi[0]!.rimedio).toContain('GG/MM/AAAA');
  });

  it('is told of in the order of columns', () => {
    const { rilievi } = leggiColonne({ ...colonneDi(), presa_carico: '9', genere: '9', cognome: '' });
    expect(rilievi.map(({ colonna }) => colonna)).toEqual(rilievi.map(({ colonna }) => colonna).toSorted((a, b) => a - b)); // prettier-ignore
    expect(rilievi.length).toBeGreaterThan(2);
  });
});

describe('A row', () => {
  const conCelle = (celle: (CellaGrezza | undefined)[], provenienza = CSV) => {
    const read = lettore();
    const { codice_fiscale, ...others } = colonneDi();
    const names = ['codice_fiscale', ...Object.keys(others)];
    read.intestazione({ riga: 1, linea: 1, celle: names }, provenienza);
    return read.riga({ riga: 2, linea: 2, celle: [codice_fiscale, ...Object.values(others), ...celle] }, 1);
  };

  it('longer than its header is refused for that alone: its values may be in one another’s place', () => {
    const read = conCelle(['', 'x']);
    expect(detti(read.rilievi)).toEqual(['TB-20  errore']);
    expect(read.schemaValida).toBe(false);
  });

  it('of a workbook has no length; a value outside every named column is told once', () => {
    expect(detti(conCelle(['x'], XLSX).rilievi)).toEqual(['TB-15  avviso']);
  });

  it('shorter than its header is read, and told', () => {
    const read = lettore();
    read.intestazione({ riga: 1, linea: 1, celle: ALL }, CSV);
    const { rilievi } = read.riga({ riga: 2, linea: 2, celle: ['R-1'], dopoVirgolette: [1] }, 1);
    expect(detti(rilievi)).toEqual(expect.arrayContaining(['TB-21  avviso', 'TB-22  avviso']));
  });

  it('has as many addresses as are written, the empty ones left out', () => {
    const read = leggiColonne({ ...colonneDi(), codice_nazione_3: '250', codice_nazione_5: '999' });
    expect(read.contenuto['indirizzi']).toMatchObject([{ codiceNazione: '380' }, { codiceNazione: '250' }, { codiceNazione: '999' }]); // prettier-ignore
    const [rilievo] = read.rilievi;
    expect([rilievo!.regola, rilievo!.campo, rilievo!.valore, rilievo!.messaggio.length > 0]).toEqual(['SN-13', 'Indirizzo/@CodiceNazione', '999', true]); // prettier-ignore
    expect(rilievo!.colonna).toBe(Object.keys(colonneDi()).length + 2);
  });

  it('has an assessment when any of its columns has a value', () => {
    expect(leggiColonne(colonneDi({ dentro: SINA })).contenuto['sina']).toMatchObject({ invaliditaCivile: ['1', '8'] });
    expect(leggiColonne({ ...colonneDi(), sina_mobilita: '' }).contenuto['sina']).toBeUndefined();
    expect(detti(leggiColonne({ ...colonneDi(), sina_invalidita_civile: '1|9' }).rilievi)).toContain('XSD-07 InvCiv errore'); // prettier-ignore
  });

  it('lists no more rilievi than the limit, and says how many it left out', () => {
    const { rilievi } = leggiColonne({ id_mittente: '' }, { limiti: { rilieviPerRiga: 3 } });
    expect(rilievi).toHaveLength(4);
    expect(rilievi.filter(({ regola }) => regola === 'SN-00')).toHaveLength(1);
  });

  it('comes after a header', () => {
    expect(() => lettore().riga({ riga: 1, linea: 1, celle: [] }, 1)).toThrow('header');
  });
});

describe('An object of JSON', () => {
  it.each<[string, Record<string, unknown>, string, unknown]>([
    ['a number for an amount', { importo_mensile: 100.5 }, 'importoMensile', 10_050],
    ['a decimal point, never thousands', { importo_mensile: '1.500' }, 'importoMensile', 150],
    ['a comma all the same', { importo_mensile: '1,50' }, 'importoMensile', 150],
    ['a truth', { presa_carico: false }, 'presaCarico', '2'],
    ['a label', { carattere_prestazione: 'periodico' }, 'caratterePrestazione', '1'],
    ['a number for a code of a list', { genere: 1 }, 'genere', '1'],
    ['a number for a year', { anno_nascita: 1966 }, 'annoNascita', '1966'],
    ['an Italian day', { data_inizio_prestazione: '01/01/2026' }, 'dataInizioPrestazione', '2026-01-01'],
    ['another writing of a key', { 'Importo-Mensile': 7, importo_mensile: null }, 'importoMensile', 700],
  ])('is read as what was meant: %s', (_, altro, chiave, value) => {
    const read = oggetto(altro);
    expect(read.contenuto[chiave]).toEqual(value);
    expect(read.rilievi.filter(({ regola }) => /^(JS|XSD)/.test(regola))).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['a key nobody knows', { nota: 'x' }, ['JS-10  avviso']],
    ['a key nobody knows in a group', { sina: { note: 1 } }, ['JS-10  avviso']],
    ['a value where a group is due', { sina: 'no' }, ['JS-11 SINA errore']],
    ['a list where a group is due', { sina: [{}] }, ['JS-11 SINA errore']],
    ['a value where a list of groups is due', { indirizzi: ['380'] }, ['JS-11 Indirizzo errore', 'XSD-04 Beneficiario errore']],
    ['a group where a value is due', { protocollo_domanda: {} }, ['JS-11 PrestazioniSociali/@ProtocolloDomanda errore']],
    ['a list where a value is due', { protocollo_domanda: ['x'] }, ['JS-11 PrestazioniSociali/@ProtocolloDomanda errore']],
    ['a truth where a text is due', { protocollo_domanda: true }, ['JS-11 PrestazioniSociali/@ProtocolloDomanda errore']],
    ['a number where a text is due', { protocollo_domanda: 12 }, ['JS-12 PrestazioniSociali/@ProtocolloDomanda avviso']],
    ['zeros that a number lost', { indirizzi: [{ codice_nazione: 8 }] }, ['JS-13 Indirizzo/@CodiceNazione avviso']],
    ['digits that a number lost', { protocollo_domanda: Number('12345678901234567890') }, ['JS-14 PrestazioniSociali/@ProtocolloDomanda errore']],
    ['a character of no document', { protocollo_domanda: 'a\u0000' }, ['JS-15 PrestazioniSociali/@ProtocolloDomanda errore']],
    ['half a character', { cognome: '\ud800' }, ['JS-15 Anagrafica/@Cognome errore']],
    ['a field by two keys', { CodiceFiscale: 'X' }, ['JS-16 Beneficiario/@CodiceFiscale errore']],
    ['a field by its column and in its group', { codice_nazione: '250' }, ['JS-16 Indirizzo/@CodiceNazione errore']],
    ['more addresses than five', { indirizzi: Array.from({ length: 6 }, () => ({ codice_nazione: '250' })) }, ['XSD-03 Beneficiario errore']],
    ['an endless number', { importo_mensile: Number('1e400') }, ['PS-28 PrestazioniSociali/@ImportoMensile errore']],
  ])('is told what is wrong in it: %s', (_, altro, said) => {
    const read = oggetto(altro);
    expect(detti(read.rilievi)).toEqual(said);
    expect(read.schemaValida).toBe(!said.some((one) => one.endsWith('errore')));
  }); // prettier-ignore

  it('has nulls, empty groups and empty texts of codes for what is not there', () => {
    expect(oggetto({ sina: {}, data_evento: '', codice_seconda_cittadinanza: '', cup: '', sina_mobilita: null }).rilievi).toEqual([]); // prettier-ignore
    expect(oggetto({ indirizzi: [null, { codice_nazione: '250' }] }).rilievi).toEqual([]);
    expect(oggetto({ indirizzi: { codice_nazione: '250' } }).rilievi).toEqual([]);
  });

  it('may be as flat as a row', () => {
    const { sina, indirizzi, ...flat } = oggettoDi(colonneDi({ dentro: SINA }));
    const columns = Object.fromEntries(Object.entries(sina as object).map(([key, value]) => [`sina_${key}`, value as unknown]));
    const read = leggiOggetto({ ...flat, ...columns, ...(indirizzi as object[])[0] });
    expect(read.rilievi).toEqual([]);
    expect(read.contenuto).toEqual(leggiColonne(colonneDi({ dentro: SINA })).contenuto);
  }); // prettier-ignore

  it('is pointed at by the place of the key', () => {
    const asked: unknown[] = [];
    const valore = { ...oggettoDi(colonneDi()), indirizzi: [{ codice_nazione: '250' }, { CodiceNazione: '9' }], nota: 1 };
    const posto = (percorso: readonly (string | number)[]) => {
      asked.push(percorso);
      return { linea: 7, colonna: percorso.length };
    };
    const { rilievi } = lettore().oggetto({ valore, linea: 3, colonna: 2, posto }, {}, 4);
    expect(asked).toEqual(expect.arrayContaining([['indirizzi', 1, 'CodiceNazione'], ['nota']]));
    expect(rilievi.map(({ regola, riga: at, linea, colonna }) => [regola, at, linea, colonna])).toEqual([
      ['JS-10', 4, 7, 1],
      ['XSD-08', 4, 7, 3],
    ]);
  }); // prettier-ignore

  it('has what the whole document says of ente and operator, unless it says it itself', () => {
    const testa = { ente_erogatore: 'A271', cf_operatore: 'RSSMRK66C14H501A' };
    const muto = oggettoDi({ ...colonneDi(), cf_operatore: undefined });
    const read = leggiOggetto(muto, { testa });
    expect(read.mittenza).toEqual({ ente: 'A271', codiceFiscaleOperatore: 'RSSMRK66C14H501A' });
    expect(detti(read.rilievi)).toEqual(['SN-10 cf_operatore avviso']);
    expect(leggiOggetto({ ...muto, ente_erogatore: 'H501' }, { testa }).mittenza).toMatchObject({ ente: 'H501' }); // prettier-ignore
  });

  it('has each unknown key told once for the document', () => {
    const read = lettore();
    const one = { valore: { nota: 1 }, linea: 1, colonna: 1, posto: () => ({ linea: 1, colonna: 1 }) };
    const times = [1, 2].map((numero) => read.oggetto(one, {}, numero).rilievi.filter(({ regola }) => regola === 'JS-10').length); // prettier-ignore
    expect(times).toEqual([1, 0]);
    for (let at = 0; at < 200; at++) read.oggetto({ ...one, valore: { [`n${at}`]: 1 } }, {}, at);
    expect(read.oggetto({ ...one, valore: { altra: 1 } }, {}, 9).rilievi.some(({ regola }) => regola === 'JS-10')).toBe(false); // prettier-ignore
  });

  it('has no key that reaches outside it', () => {
    const hostile = JSON.parse('{"__proto__":{"cognome":"X"},"constructor":{"prototype":{}},"toString":1}') as Record<string, unknown>; // prettier-ignore
    const { rilievi, contenuto } = leggiOggetto(hostile);
    expect(rilievi.filter(({ regola }) => regola === 'JS-10')).toHaveLength(3);
    expect(contenuto['cognome']).toBeUndefined();
    expect(({} as Record<string, unknown>)['cognome']).toBeUndefined();
  });
});

describe('A tracciato without a person around its righe', () => {
  it('is read by the same layout', () => {
    const read = new LettorePiano(SINBA_1_0_0, CONTESTO_DI_PROVA, LIMITI_PREDEFINITI);
    const names = pianoOf(SINBA_1_0_0).map(({ nome }) => nome);
    read.intestazione({ riga: 1, linea: 1, celle: names }, XLSX);
    const { rilievi } = read.riga({ riga: 2, linea: 2, celle: names.map((nome) => (nome === 'codice_fiscale' ? 'RSSMRK66C14H501U' : undefined)) }, 1); // prettier-ignore
    expect(detti(rilievi)).toContain('XSD-04 SINBA errore');
    expect(detti(rilievi)).not.toContain('XSD-06 SINBA/@IDBeneficiario errore');
    expect(rilievi.length).toBeGreaterThan(5);
  });

  it('has a one-off of the other tracciato right in all its forms', () => {
    expect(leggiColonne(colonneDi({ prestazione: UNICA })).rilievi).toEqual([]);
  });
});
