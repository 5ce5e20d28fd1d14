import { describe, expect, it } from '@jest/globals';
import { isInForce } from '#libs/riferimenti';
import { type Stato, applyVariazione } from './applica-variazione.js';
import type { VariazioneDetta } from './detta.js';
import { attoDiProva, detta, fusione, mondoDiProva } from './prova/mondo-di-prova.js';
import { RegistroIncoerente } from '../registri/registro-incoerente.js';

const mondo = mondoDiProva();

/** Records in force on a day, as `belfiore istat name`. */
function on({ luoghi }: Stato, giorno: string): string[] {
  return luoghi.comuni
    .filter(({ dal, al }) => dal <= giorno && giorno <= al)
    .map(({ belfiore, istat, denominazione }) => `${belfiore} ${istat} ${denominazione}`)
    .toSorted();
}

const enteIn = ({ registro }: Stato, nome: string) =>
  registro.regione.enti.find(({ ente }) => ente === `belfiore:${nome}`);
const validitaOf = (riga: { dal: string; al: string | null } | undefined) => [riga?.dal, riga?.al];

function refusalOf(stato: Stato, change: VariazioneDetta): string[] {
  try {
    applyVariazione(stato, change);
  } catch (error) {
    if (!(error instanceof RegistroIncoerente)) throw error;
    return error.problemi.map(({ campo, messaggio }) => `${campo}: ${messaggio}`);
  }
  return [];
}

describe('a merger', () => {
  const after = applyVariazione(mondo, fusione());

  it('ends the old comuni the day before and begins the new one on the day', () => {
    expect(on(after, '2025-12-31')).toEqual(on(mondo, '2025-12-31'));
    expect(on(after, '2026-01-01')).toEqual(
      [
        ...on(mondo, '2026-01-01').filter((one) => !one.includes('BETA') && !one.includes('GAMMA')),
        'M900 041900 BETA GAMMA',
      ].toSorted(),
    );
    const nuovo = after.luoghi.comuni.at(-1)!;
    expect(nuovo).toMatchObject({
      sigla_provincia: 'PU',
      provincia_istat: '041',
      regione_istat: '11',
      fonte: 'BUR 99/2025',
    });
  });

  it('ends the old enti, and the new one continues them', () => {
    expect(validitaOf(enteIn(after, 'B001'))).toEqual(['1861-03-17', '2025-12-31']);
    expect(enteIn(after, 'M900')).toMatchObject({
      denominazione: 'Comune di Beta Gamma',
      dal: '2026-01-01',
      al: null,
      predecessori: ['belfiore:B001', 'belfiore:C001'],
    });
    const codici = after.registro.regione.codici_enti.filter(
      ({ ente }) => ente === 'belfiore:B001' || ente === 'belfiore:M900',
    );
    expect(codici.map(({ sistema, codice, dal, al }) => [sistema, codice, dal, al])).toEqual([
      ['belfiore', 'B001', '1861-03-17', '2025-12-31'],
      ['istat', '041002', '1861-03-17', '2025-12-31'],
      ['belfiore', 'M900', '2026-01-01', null],
      ['istat', '041900', '2026-01-01', null],
    ]);
  });

  it('puts the new comune where the old ones were together', () => {
    const places = after.registro.regione.appartenenze.filter(({ ambito }) => ambito === 'ATS01');
    expect(places.filter((riga) => isInForce(riga, '2026-01-01')).map(({ ente }) => ente)).toEqual([
      'belfiore:A001',
      'belfiore:M900',
    ]);
    expect(places.filter((riga) => isInForce(riga, '2025-12-31'))).toHaveLength(3);
  });

  it('of comuni of different ambiti must say where the new one goes', () => {
    const across = { comuni: ['C001', 'E001'] };
    expect(refusalOf(mondo, fusione(across))).toEqual([
      'ambito: i comuni sono di ambiti diversi (ATS01, ATS02): indicare quello del nuovo',
    ]);
    const told = applyVariazione(mondo, fusione({ ...across, ambito: 'ATS02' }));
    expect(told.registro.regione.appartenenze.find(({ ente }) => ente === 'belfiore:M900')?.ambito).toBe('ATS02');
    expect(refusalOf(mondo, fusione({ comuni: ['E001', 'F001'] }))).toEqual([
      'ambito: i comuni sono di ambiti diversi (ATS02, nessuno): indicare quello del nuovo',
    ]);
  });

  it('in which the capofila of an ambito ceases must name the next one, which is not among those that cease', () => {
    const headless = { comuni: ['A001', 'B001'] };
    expect(refusalOf(mondo, fusione(headless))).toEqual([
      'capofila: ATS01 resterebbe senza capofila dal 2026-01-01: indicare chi lo diventa',
    ]);
    expect(refusalOf(mondo, fusione({ ...headless, capofila: [{ ambito: 'ATS01', ente: 'belfiore:B001' }] }))).toEqual([
      'capofila: belfiore:B001 cessa: ATS01 resterebbe senza capofila',
    ]);
    const named = applyVariazione(mondo, fusione({ ...headless, capofila: [{ ambito: 'ATS01', ente: 'M900' }] }));
    const capofila = named.registro.regione.capofila.filter(({ ambito }) => ambito === 'ATS01');
    expect(capofila.map(({ ente, dal, al }) => [ente, dal, al])).toEqual([
      ['belfiore:A001', '1861-03-17', '2025-12-31'],
      ['belfiore:M900', '2026-01-01', null],
    ]);
    expect(refusalOf(mondo, fusione({ capofila: [{ ambito: 'ATS02', ente: 'M900' }] }))).toEqual([
      'capofila: ATS02 non perde il suo capofila: lo si cambia con gli ambiti',
    ]);
  });

  it('of comuni of another region changes places and nothing of the registries', () => {
    const second = { ...mondo.luoghi.comuni.at(-1)!, belfiore: 'R002', istat: '099002', denominazione: 'SIGMA' };
    const wider = { ...mondo, luoghi: { ...mondo.luoghi, comuni: [...mondo.luoghi.comuni, second] } };
    const merged = applyVariazione(wider, fusione({ comuni: ['R001', 'R002'], istat: '099900' }));
    expect(merged.registro).toBe(mondo.registro);
    expect(on(merged, '2026-01-01')).toContain('M900 099900 BETA GAMMA');
  });

  it('refuses an ambito that a comune which ceases was to enter later: the plan would be lost in silence', () => {
    const [entry] = mondo.registro.regione.appartenenze;
    const planned = { ...entry!, ente: 'belfiore:F001', ambito: 'ATS02', dal: '2027-01-01' };
    const regione = { ...mondo.registro.regione, appartenenze: [...mondo.registro.regione.appartenenze, planned] };
    const stato = { ...mondo, registro: { ...mondo.registro, regione } };
    expect(refusalOf(stato, fusione({ comuni: ['F001', 'B001'], ambito: 'ATS01' }))).toEqual([
      expect.stringContaining('belfiore:F001 entra in ATS02 il 2027-01-01'),
    ]);
  });
});

describe('acts of enti that cease', () => {
  const acts = [
    attoDiProva('AD-B', 'B001', 'REGIONE', { oggetto: 'adesione', tracciato: null }),
    attoDiProva('D-B', 'B001', 'A001', { subdelegabile: true, ambito: 'ATS01' }),
    attoDiProva('D-BC', 'B001', 'C001'),
    attoDiProva('S-B', 'A001', 'D001', { deriva_da: 'D-B' }),
    attoDiProva('D-OLD', 'C001', 'A001', { al: '2024-12-31' }),
    attoDiProva('D-A', 'A001', 'D001'),
  ];
  const lived = mondoDiProva(acts);
  const actsOf = (stato: Stato) =>
    stato.registro.regione.deleghe.map(({ delega, delegante, delegato, deriva_da: da, dal, al }) =>
      [delega, delegante.slice(-4), delegato.slice(-4), da, dal, al].join(' '),
    );

  it('end with them; nothing is invented for the successor', () => {
    const old = ['D-OLD C001 A001  2024-01-01 2024-12-31', 'D-A A001 D001  2024-01-01 '];
    expect(actsOf(applyVariazione(lived, fusione())).toSorted()).toEqual(
      [
        'AD-B B001 IONE  2024-01-01 2025-12-31',
        'D-B B001 A001  2024-01-01 2025-12-31',
        'D-BC B001 C001  2024-01-01 2025-12-31',
        'S-B A001 D001 D-B 2024-01-01 ',
        ...old,
      ].toSorted(),
    );
  });

  it('are taken over when it is asked: same act, from the day, with the sub-deleghe made under them', () => {
    const after = applyVariazione(lived, fusione({ subentroAtti: true }));
    expect(actsOf(after).filter((one) => one.includes('/S-'))).toEqual([
      'AD-B/S-M900 M900 IONE  2026-01-01 ',
      'D-B/S-M900 M900 A001  2026-01-01 ',
      'S-B/S-M900 A001 D001 D-B/S-M900 2026-01-01 ',
    ]);
    expect(after.registro.regione.deleghe.find(({ delega }) => delega === 'D-B/S-M900')).toMatchObject({
      atto_numero: 'D-B',
      atto_data: '2023-12-01',
      fonte: 'subentro: BUR 99/2025',
    });
    expect(after.registro.regione.deleghe).toHaveLength(acts.length + 3);
  });

  it('of a capofila that ceases pass to a successor that heads the ambito, and to no other', () => {
    const joined = mondoDiProva([
      attoDiProva('AD-ATS01', 'A001', 'REGIONE', { oggetto: 'adesione', tracciato: null, ambito: 'ATS01' }),
      attoDiProva('D-C', 'C001', 'A001', { ambito: 'ATS01' }),
    ]);
    const merged = (ente: string) =>
      actsOf(
        applyVariazione(
          joined,
          fusione({ comuni: ['A001', 'B001'], capofila: [{ ambito: 'ATS01', ente }], subentroAtti: true }),
        ),
      );
    expect(merged('M900').filter((one) => one.includes('/S-'))).toEqual([
      'AD-ATS01/S-M900 M900 IONE  2026-01-01 ',
      'D-C/S-M900 C001 M900  2026-01-01 ',
    ]);
    expect(merged('C001').filter((one) => one.includes('/S-'))).toEqual([]);
  });

  it('have a name however long theirs was', () => {
    const name = `N${'1'.repeat(79)}`;
    const after = applyVariazione(mondoDiProva([attoDiProva(name, 'B001', 'A001')]), fusione({ subentroAtti: true }));
    expect(after.registro.regione.deleghe.at(-1)!.delega).toMatch(/^SUBENTRO-[A-Za-z0-9]{10,16}$/);
  });
});

describe('an incorporation', () => {
  const incorporation = detta({ tipo: 'incorporazione', comuni: ['C001'], incorporante: 'B001', subentroAtti: true });

  it('ends what is incorporated; who incorporates continues it with its own record, acts and place', () => {
    const lived = mondoDiProva([attoDiProva('D-C', 'C001', 'A001'), attoDiProva('D-B', 'B001', 'A001')]);
    const after = applyVariazione(lived, incorporation);
    expect(on(after, '2026-01-01')).toEqual(on(lived, '2026-01-01').filter((one) => !one.includes('GAMMA')));
    expect(enteIn(after, 'B001')).toMatchObject({ al: null, predecessori: ['belfiore:C001'] });
    expect(after.registro.regione.deleghe.map(({ delega, dal, al }) => [delega, dal, al])).toEqual([
      ['D-C', '2024-01-01', '2025-12-31'],
      ['D-B', '2024-01-01', null],
      ['D-C/S-B001', '2026-01-01', null],
    ]);
  });

  it('under a new name keeps both codes, as Campospinoso Albaredo did', () => {
    const after = applyVariazione(mondo, { ...incorporation, denominazione: 'Beta Nuova' });
    expect(on(after, '2025-12-31')).toContain('B001 041002 BETA');
    expect(on(after, '2026-01-01')).toContain('B001 041002 BETA NUOVA');
    expect(enteIn(after, 'B001')?.denominazione).toBe('Comune di Beta Nuova');
  });

  it('of a comune into itself is refused', () => {
    expect(refusalOf(mondo, { ...incorporation, incorporante: 'C001' })).toEqual([
      'incorporante: un comune non incorpora se stesso',
    ]);
  });
});

describe('a comune made of territory of others', () => {
  it('begins beside them, in the ambito they share, continuing nobody', () => {
    const after = applyVariazione(mondo, fusione({ tipo: 'istituzione', comuni: ['B001'] }));
    expect(on(after, '2026-01-01')).toEqual([...on(mondo, '2026-01-01'), 'M900 041900 BETA GAMMA'].toSorted());
    expect(enteIn(after, 'M900')?.predecessori).toEqual([]);
    expect(after.registro.regione.appartenenze.at(-1)).toMatchObject({ ambito: 'ATS01', ente: 'belfiore:M900' });
  });

  it('may take again the code it had when it ceased: the ente is another', () => {
    const merged = applyVariazione(mondo, fusione());
    const back = detta({
      tipo: 'istituzione',
      comuni: ['M900'],
      denominazione: 'Gamma',
      belfiore: 'C001',
      istat: '041003',
      dal: '2030-01-01',
    });
    const after = applyVariazione(merged, back);
    expect(on(after, '2030-01-01')).toContain('C001 041003 GAMMA');
    expect(after.registro.regione.enti.at(-1)).toMatchObject({ ente: 'istat:041003', dal: '2030-01-01' });
    expect(validitaOf(enteIn(after, 'C001'))).toEqual(['1861-03-17', '2025-12-31']);
  });
});

describe('a change of code', () => {
  const codesOf = (stato: Stato, ente: string) =>
    stato.registro.regione.codici_enti
      .filter((riga) => riga.ente === `belfiore:${ente}` && riga.sistema === 'istat')
      .map(({ codice, dal, al }) => [codice, dal, al]);

  it('within the region leaves the ente, its acts and its place as they are', () => {
    const lived = mondoDiProva([attoDiProva('D-B', 'B001', 'A001')]);
    const after = applyVariazione(lived, detta({ tipo: 'cambio_provincia', comuni: ['B001'], istat: '042900' }));
    expect(on(after, '2025-12-31')).toContain('B001 041002 BETA');
    expect(on(after, '2026-01-01')).toContain('B001 042900 BETA');
    expect(after.luoghi.comuni.at(-1)).toMatchObject({ sigla_provincia: 'AN', provincia_istat: '042' });
    expect(codesOf(after, 'B001')).toEqual([
      ['041002', '1861-03-17', '2025-12-31'],
      ['042900', '2026-01-01', null],
    ]);
    expect(after.registro.regione.deleghe).toBe(lived.registro.regione.deleghe);
    expect(after.registro.regione.appartenenze).toBe(lived.registro.regione.appartenenze);
  });

  it('to another region ends its place in the ambito and its acts, as for Montecopiolo', () => {
    const lived = mondoDiProva([attoDiProva('D-B', 'B001', 'A001')]);
    const after = applyVariazione(lived, detta({ tipo: 'cambio_provincia', comuni: ['B001'], istat: '099030' }));
    expect(after.luoghi.comuni.at(-1)).toMatchObject({ belfiore: 'B001', sigla_provincia: 'RN', regione_istat: '08' });
    expect(validitaOf(after.registro.regione.deleghe[0])).toEqual(['2024-01-01', '2025-12-31']);
    expect(validitaOf(after.registro.regione.appartenenze.find(({ ente }) => ente === 'belfiore:B001'))).toEqual([
      '1861-03-17',
      '2025-12-31',
    ]);
    expect(enteIn(after, 'B001')?.al).toBeNull();
    expect(refusalOf(mondo, detta({ tipo: 'cambio_provincia', comuni: ['A001'], istat: '099030' }))).toEqual([
      expect.stringContaining('ATS01 resterebbe senza capofila'),
    ]);
  });

  it('to a province that the tables do not know brings it along', () => {
    const toNew = detta({ tipo: 'cambio_provincia', comuni: ['B001'], istat: '119001' });
    expect(refusalOf(mondo, toNew)).toEqual(['istat: la provincia 119 non è nelle tabelle: indicare che provincia è']);
    const provincia = { denominazione: 'NUOVA', sigla: 'NV', regione: '11' };
    const after = applyVariazione(mondo, { ...toNew, provincia });
    expect(after.luoghi.province.at(-1)).toMatchObject({ istat: '119', sigla: 'NV', regione_istat: '11' });
    expect(refusalOf(after, { ...toNew, comuni: ['C001'], istat: '119002', provincia })).toEqual([
      "provincia: la provincia 119 c'è già: è NUOVA",
    ]);
  });

  it.each([
    ['cambio_provincia', '041900', 'istat: è della stessa provincia: si dichiara cambio_codice_istat'],
    ['cambio_codice_istat', '042900', 'istat: è di un’altra provincia: si dichiara cambio_provincia'],
    ['cambio_codice_istat', '041002', 'istat: è il codice che il comune ha già'],
    ['cambio_codice_istat', '041001', 'istat: 041001 è già di ALFA'],
  ] as const)('declared as %s to %s is refused: %s', (tipo, istat, refusal) => {
    expect(refusalOf(mondo, detta({ tipo, comuni: ['B001'], istat }))).toEqual([refusal]);
  });
});

describe('a change of name', () => {
  it('opens a record and leaves the ente what it is', () => {
    const after = applyVariazione(
      mondo,
      detta({
        tipo: 'cambio_denominazione',
        comuni: ['041002'],
        denominazione: 'Beta Terme',
        altraDenominazione: 'Betabad',
      }),
    );
    expect(on(after, '2026-01-01')).toContain('B001 041002 BETA TERME');
    expect(after.luoghi.comuni.at(-1)!.altra_denominazione).toBe('BETABAD');
    expect(enteIn(after, 'B001')).toMatchObject({ denominazione: 'Comune di Beta Terme', dal: '1861-03-17', al: null });
    expect(refusalOf(mondo, detta({ tipo: 'cambio_denominazione', comuni: ['B001'], denominazione: 'beta' }))).toEqual([
      'denominazione: è quella che il comune ha già',
    ]);
  });
});

describe('changes in a row', () => {
  const merged = applyVariazione(mondo, fusione());

  it('merge what was merged', () => {
    const again = fusione({ comuni: ['M900', 'A001'], belfiore: 'M901', istat: '041901', dal: '2028-01-01' });
    const after = applyVariazione(merged, { ...again, capofila: [{ ambito: 'ATS01', ente: 'M901' }] });
    expect(enteIn(after, 'M901')?.predecessori).toEqual(['belfiore:M900', 'belfiore:A001']);
    expect(enteIn(after, 'M900')).toMatchObject({ al: '2027-12-31', predecessori: ['belfiore:B001', 'belfiore:C001'] });
    expect(on(after, '2026-01-01')).toEqual(on(merged, '2026-01-01'));
  });

  it.each([
    [{ comuni: ['B001', 'A001'], dal: '2027-01-01' }, 'comuni: il comune B001 è cessato il 2025-12-31'],
    [
      { comuni: ['B001', 'A001'], dal: '2025-06-01' },
      'comuni: il comune B001 varia già dopo il 2025-12-31: si dichiara prima ciò che viene prima',
    ],
    [{ comuni: ['M900', 'A001'], dal: '2026-01-01' }, 'comuni: il comune M900 varia già il 2026-01-01'],
    [{ comuni: ['M900', 'A001'], dal: '2025-06-01' }, "comuni: il comune M900 non c'è ancora il 2025-06-01"],
    [{ comuni: ['Q999', 'A001'] }, 'comuni: nessun comune ha il codice "Q999"'],
    [{ comuni: ['A001', 'A001'], dal: '2027-01-01' }, 'comuni: lo stesso comune due volte'],
    [{ comuni: ['A001', '041001'], dal: '2027-01-01' }, 'comuni: lo stesso comune due volte'],
    [{ comuni: ['A001', 'E001'], dal: '2027-01-01' }, 'belfiore: M900 è già di BETA GAMMA'],
    [
      { comuni: ['A001', 'E001'], belfiore: 'A001', dal: '2027-01-01' },
      'belfiore: A001 è di uno dei comuni che si fondono: il nuovo ne ha uno nuovo',
    ],
    [
      { comuni: ['A001', 'E001'], belfiore: 'M901', dal: '1861-03-17' },
      'comuni: il comune A001 varia già il 1861-03-17',
    ],
    [
      { comuni: ['A001', 'E001'], belfiore: 'M901', istat: '041900', dal: '2027-01-01' },
      'istat: 041900 è già di BETA GAMMA',
    ],
  ])('%j after a merger is refused: %s', (given, refusal) => {
    expect(refusalOf(merged, fusione(given))).toEqual([refusal]);
  });
});

describe('what a change says', () => {
  it.each([
    [{ tipo: 'fusione', comuni: ['B001'] }, ['denominazione', 'belfiore', 'istat', 'comuni']],
    [{ tipo: 'incorporazione', comuni: ['B001'], belfiore: 'M900' }, ['incorporante', 'belfiore']],
    [
      { tipo: 'cambio_denominazione', comuni: ['B001', 'C001'], denominazione: 'X', subentroAtti: true },
      ['comuni', 'subentro_atti'],
    ],
    [
      {
        tipo: 'cambio_codice_istat',
        comuni: ['B001'],
        istat: '041900',
        ambito: 'ATS01',
        capofila: [{ ambito: 'ATS01', ente: 'B001' }],
      },
      ['ambito', 'capofila'],
    ],
    [
      {
        tipo: 'cambio_denominazione',
        comuni: ['B001'],
        denominazione: 'X',
        codici: [{ sistema: 'ipa', codice: 'c_m900' }],
      },
      ['codici'],
    ],
    [
      {
        tipo: 'cambio_denominazione',
        comuni: ['B001'],
        denominazione: 'X',
        altraDenominazione: 'Y',
        incorporante: 'A001',
      },
      ['incorporante'],
    ],
  ] as const)('%j is refused for %j, and nothing given is ignored', (given, campi) => {
    expect(refusalOf(mondo, detta(given)).map((one) => one.split(':')[0])).toEqual(campi);
  });

  it('with a code of another ente is refused by the checks of the registries', () => {
    expect(refusalOf(mondo, fusione({ codici: [{ sistema: 'regionale', codice: 'REGIONE' }] }))).toEqual([
      expect.stringContaining('codice già di un ente'),
    ]);
  });
});
