import { describe, expect, it } from '@jest/globals';
import type { CodiceBelfiore, CodiceFiscale } from './brand.js';
import { type DeclaredPerson, compareCodiceFiscale } from './consistency.js';
import { type PersonToEncode, encodeCodiceFiscale } from './encode.js';
import { legalDay } from './legal-day.js';
import { omocodiaVariants } from './omocodia.js';
import { type TerritorioTexts, parseTerritorio } from './territorio-csv.js';

const TEXTS: TerritorioTexts = {
  comuni: `belfiore,istat,denominazione,altra_denominazione,sigla_provincia,provincia_istat,regione_istat,dal,al
H501,058091,ROMA,,RM,058,12,1871-01-15,
I879,024100,SOVIZZO,,VI,024,05,1866-11-19,2024-01-21
M436,024128,SOVIZZO,,VI,024,05,2024-01-22,
`,
  stati: `istat,denominazione,iso_alpha3,iso_numerico,belfiore,cittadinanza,nascita,residenza,al
436,MAROCCO,MAR,504,Z330,S,S,S,
,UNIONE SOVIETICA,,,Z135,N,S,N,1992-01-01
`,
  province: 'istat,denominazione,sigla,regione_istat\n',
  regioni: 'istat,denominazione,provincia_istat,agenzia_entrate\n',
};
const territorio = parseTerritorio(TEXTS);

const MARIA: PersonToEncode = {
  cognome: 'Bianchi',
  nome: 'Maria',
  sesso: 'F',
  dataNascita: legalDay('1927-03-04'),
  luogoNascita: 'H501' as CodiceBelfiore,
};

function declared(changes: Partial<DeclaredPerson> = {}): DeclaredPerson {
  return { ...(MARIA as DeclaredPerson), ...changes };
}

function classes(codice: CodiceFiscale, person: DeclaredPerson): string[] {
  return compareCodiceFiscale(codice, person, territorio);
}

describe('a codice fiscale beside what is declared of its person', () => {
  const codice = encodeCodiceFiscale(MARIA);

  it.each<[string, Partial<DeclaredPerson>, string[]]>([
    ['everything', {}, []],
    ['another surname', { cognome: 'Verdi' }, ['surname_triple']],
    ['another given name', { nome: 'Giovanna' }, ['given_name_triple']],
    ['surname and given name swapped', { cognome: 'Maria', nome: 'Bianchi' }, ['swapped_names']],
    ['a married surname added', { cognome: 'Bianchi Verdi' }, []],
    ['a second name added', { nome: 'Maria Grazia' }, []],
    ['another century', { dataNascita: legalDay('2027-03-04') }, []],
    ['another day', { dataNascita: legalDay('1927-03-05') }, ['birth_date']],
    ['the year alone', { dataNascita: undefined, annoNascita: 1927 }, []],
    ['another year alone', { dataNascita: undefined, annoNascita: 1928 }, ['birth_date']],
    ['the other sex', { sesso: 'M' }, ['sex']],
    ['another place', { luogoNascita: 'Z330' }, ['place']],
    ['several things', { sesso: 'M', nome: 'Ugo' }, ['given_name_triple', 'sex']],
  ])('declaring %s', (_, changes, expected) => {
    expect(classes(codice, declared(changes))).toEqual(expected);
  });

  it('compares only what is declared', () => {
    expect(classes(codice, {})).toEqual([]);
  });

  it('takes both spellings of Ö', () => {
    const oez = encodeCodiceFiscale({ ...MARIA, cognome: 'Oez' });
    expect(classes(oez, declared({ cognome: 'Öz' }))).toEqual([]);
    expect(classes(encodeCodiceFiscale({ ...MARIA, cognome: 'Oz' }), declared({ cognome: 'Öz' }))).toEqual([]);
  });

  it('takes two codes of one comune as one place, and says that the newer was not there yet', () => {
    const sovizzo = encodeCodiceFiscale({ ...MARIA, luogoNascita: 'M436' as CodiceBelfiore });
    expect(classes(sovizzo, declared({ luogoNascita: 'I879' }))).toEqual(['place_date']);
  });

  it('says when a state had ceased at birth, in the century that is declared', () => {
    const born = (day: string) => {
      const dataNascita = legalDay(day);
      const person = { ...MARIA, dataNascita, luogoNascita: 'Z135' as CodiceBelfiore };
      return classes(encodeCodiceFiscale(person), declared({ dataNascita, luogoNascita: 'Z135' }));
    };
    expect(born('1980-05-06')).toEqual([]);
    expect(born('2005-05-06')).toEqual(['place_date']);
  });

  it('says when nobody knows the place', () => {
    const nowhere = encodeCodiceFiscale({ ...MARIA, luogoNascita: 'Z999' as CodiceBelfiore });
    expect(classes(nowhere, {})).toEqual(['place_date']);
  });

  it('says that a code is an omocode', () => {
    expect(classes(omocodiaVariants(codice)[0]!, declared())).toEqual(['omocode']);
  });
});
