import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseCsv } from '#libs/codici';
import { prepareObiettivo } from './obiettivo.js';
import { type Domanda, suggest } from './suggest.js';
import type { AssociazioneVicina, Suggerimento, VoceLocale, VoceObiettivo } from './tipi.js';
import { prepareVicini } from './vicini.js';

const siuss = parseCsv(readFileSync('config/nazionale/siuss.csv', 'utf8'), [
  'codice',
  'denominazione',
  'area',
] as const);
const SIUSS = prepareObiettivo(siuss);
const ENTE = { codice: 'E388', ambito: 'ATS10' };

const ask = (voce: Partial<VoceLocale>, more: Partial<Domanda> = {}): Suggerimento[] =>
  suggest({ voce: { codice: 'X-1', denominazione: '', ...voce }, ente: ENTE, obiettivo: SIUSS, ...more });
const texts = (suggerimento: Suggerimento | undefined): string[] =>
  (suggerimento?.ragioni ?? []).map(({ testo }) => testo);
const versione2 = (voci: readonly VoceObiettivo[]) => prepareObiettivo(voci, { versionePrecedente: '1' });
const vicina = (ente: string, denominazione: string, destinazione: string, ambito = 'ATS10'): AssociazioneVicina => ({
  ente,
  ambito,
  codice: `C-${ente}`,
  denominazione,
  destinazione,
});

describe('a suggestion by words', () => {
  it.each([
    ['S.A.D. anziani', 'A2.07'],
    ['Asistenza domicilare', 'A2.07'],
    ['ADI - assistenza infermieristica', 'A2.08'],
    ['Pasti caldi a domicilio', 'A2.13'],
    ['Refezione scolastica', 'A2.12'],
    ['Accompagnamento a visite mediche', 'A2.14'],
    ['Micronido', 'A3.03'],
    ['Contr. canone di locazione', 'A1.05.01'],
    ['Contributo famiglie affidatarie', 'A1.22'],
    ['Affido familiare', 'A2.24'],
    ['Integrazione retta casa di riposo', 'A1.14'],
    ['Casa di riposo', 'A3.02'],
    ['Pacchi alimentari', 'A2.22'],
    ['Alloggi popolari ERP', 'A3.04'],
  ])('of «%s» begins with %s', (denominazione, codice) => {
    expect(ask({ denominazione })[0]?.codice).toBe(codice);
  });

  it('says in which words the two are alike, and what an acronym was taken for', () => {
    expect(texts(ask({ denominazione: 'Assistenza domiciliare per anziani' })[0])).toEqual([
      'somiglia a «Assistenza domiciliare socio-assistenziale» per: assistenza domiciliare',
    ]);
    const [sad] = ask({ denominazione: 'S.A.D.' });
    expect(texts(sad)[0]).toMatch(
      /per: «sad» come «servizio assistenza domiciliare socio assistenziale»|per: «sad» come/,
    );
  });

  it('takes the contribution for the contribution and the service for the service', () => {
    expect(ask({ denominazione: 'Asilo nido' })[0]?.codice).toBe('A3.03');
    expect(ask({ denominazione: 'Contributo retta asilo nido' })[0]?.codice).toBe('A1.07');
  });

  it('is surest where the labels are the same, whatever their case, accents and punctuation', () => {
    const [first] = ask({ denominazione: 'CONTRIBUTI ECONOMICI PER L’INSERIMENTO LAVORATIVO.' });
    expect(first).toMatchObject({ codice: 'A1.18', ragioni: [{ tipo: 'stessa_denominazione' }] });
    expect(first!.punteggio).toBeGreaterThan(
      ask({ denominazione: 'Contributi per inserimenti di lavoro' })[0]!.punteggio,
    );
  });

  it('is helped by the description and by the label of the parent', () => {
    const bare = ask({ denominazione: 'Intervento B', codice: 'X' });
    const described = ask({
      denominazione: 'Intervento B',
      descrizione: 'telesoccorso e teleassistenza per anziani soli',
    });
    expect(bare.map(({ codice }) => codice)).not.toContain('A2.21');
    expect(described[0]?.codice).toBe('A2.21');
    const below = ask({ denominazione: 'Mensa', denominazionePadre: 'Servizi scolastici' });
    expect(below[0]?.codice).toBe('A2.12');
  });

  it('is not given where nothing is likely enough', () => {
    for (const denominazione of ['', 'xyz', '???', 'Stampante di rete', 'Consulenza legale']) {
      expect(ask({ denominazione })).toEqual([]);
    }
  });
});

describe('a suggestion by what others decided', () => {
  it('finds what no word says, and names how many enti of the ambito', () => {
    const denominazione = 'Progetto Arcobaleno';
    const vicini = prepareVicini(['E1', 'E2', 'E3', 'E4'].map((ente) => vicina(ente, denominazione, 'A2.29')));
    expect(ask({ denominazione })).toEqual([]);
    const [first] = ask({ denominazione }, { vicini });
    expect(first?.codice).toBe('A2.29');
    expect(texts(first)).toEqual(['stessa voce già associata così da 4 enti dell’ambito ATS10']);
  });

  it('names the enti of other ambiti as such', () => {
    const vicini = prepareVicini([
      vicina('E1', 'Progetto Sole', 'A2.29'),
      vicina('E2', 'Progetto Sole', 'A2.29', 'ATS1'),
    ]);
    expect(texts(ask({ denominazione: 'Progetto Sole' }, { vicini })[0])).toEqual([
      'stessa voce già associata così da 1 ente dell’ambito ATS10 e da 1 ente di altri ambiti',
    ]);
  });

  it('does not follow one ente of another ambito alone', () => {
    const vicini = prepareVicini([vicina('E1', 'Progetto Luna', 'A2.29', 'ATS1')]);
    expect(ask({ denominazione: 'Progetto Luna' }, { vicini })).toEqual([]);
  });

  it('does not name a target that the list does not have', () => {
    const vicini = prepareVicini(['E1', 'E2'].map((ente) => vicina(ente, 'Progetto Mare', 'R-999')));
    expect(ask({ denominazione: 'Progetto Mare' }, { vicini })).toEqual([]);
  });
});

describe('a suggestion after a new version', () => {
  const list = versione2([
    { codice: 'R1A', denominazione: 'Assistenza domiciliare anziani', sostituisce: ['R1'] },
    { codice: 'R1B', denominazione: 'Assistenza domiciliare disabili', sostituisce: ['R1'] },
    { codice: 'R2', denominazione: 'Mensa', sostituisce: ['R20', 'R21'] },
    { codice: 'R3', denominazione: 'Telesoccorso', sostituisce: ['R30'] },
    { codice: 'R4', denominazione: 'Trasporto' },
  ]);
  const asked = (voce: Partial<VoceLocale>, more: Partial<Domanda> = {}) => ask(voce, { obiettivo: list, ...more });

  it('names both parts of a divided item, the one the label speaks of first', () => {
    const found = asked({ denominazione: 'SAD persone con handicap', destinazioniPrecedenti: ['R1'] });
    expect(found.map(({ codice }) => codice)).toEqual(['R1B', 'R1A']);
    expect(texts(found[0])).toContain('la voce R1 della versione 1 è stata divisa in R1A e R1B');
    expect(found[0]!.punteggio).toBeGreaterThan(found[1]!.punteggio);
  });

  it('follows an item that was joined to others or has another code', () => {
    expect(texts(asked({ denominazione: 'qualcosa', destinazioniPrecedenti: ['R20'] })[0])).toEqual([
      'la voce R20 della versione 1 è stata unita in R2, con R21',
    ]);
    expect(texts(asked({ denominazione: 'qualcosa', destinazioniPrecedenti: ['r30'] })[0])).toEqual([
      'la voce r30 della versione 1 è diventata R3',
    ]);
  });

  it('follows the former code where an ente used the regional one as its own', () => {
    expect(asked({ codice: 'R30', denominazione: 'qualcosa' })[0]?.codice).toBe('R3');
  });

  it('counts what neighbours decided before for the one item that took the place, and for no part of a divided one', () => {
    const vicini = prepareVicini(
      ['E1', 'E2'].flatMap((ente) => [vicina(ente, 'Progetto Uno', 'R30'), vicina(ente, 'Progetto Due', 'R1')]),
    );
    expect(asked({ denominazione: 'Progetto Uno' }, { vicini })[0]?.codice).toBe('R3');
    expect(asked({ denominazione: 'Progetto Due' }, { vicini })).toEqual([]);
  });

  it('says "precedente" where the version is not named', () => {
    const unnamed = prepareObiettivo([{ codice: 'B', denominazione: 'Mensa', sostituisce: ['A'] }]);
    const [first] = ask({ denominazione: 'qualcosa', destinazioniPrecedenti: ['A'] }, { obiettivo: unnamed });
    expect(texts(first)).toEqual(['la voce A della versione precedente è diventata B']);
  });
});

describe('a suggestion by code', () => {
  it('is given where the ente uses the very code of the target list', () => {
    const [first] = ask({ codice: 'a2.14', denominazione: 'Navetta del lunedì' });
    expect(first?.codice).toBe('A2.14');
    expect(texts(first)).toContain('stesso codice nella nomenclatura di destinazione');
  });

  it('is not given for a code so short that it is the same by chance', () => {
    const list = prepareObiettivo([{ codice: '1', denominazione: 'Mensa' }]);
    expect(ask({ codice: '1', denominazione: 'qualcosa' }, { obiettivo: list })).toEqual([]);
  });
});

describe('the number of suggestions', () => {
  it('is three unless asked otherwise', () => {
    expect(ask({ denominazione: 'Contributi economici' })).toHaveLength(3);
    expect(ask({ denominazione: 'Contributi economici' }, { massimo: 1 })).toHaveLength(1);
    expect(ask({ denominazione: 'Contributi economici' }, { massimo: 0 })).toEqual([]);
  });
});
