import { describe, expect, it } from '@jest/globals';
import type { EventoAnagrafe, PersonaAnagrafe, ResidenzaAnagrafe } from '#libs/tracciati';
import { famiglieDichiarate, isResidente, residenzaDichiarata } from './residenza-dichiarata.js';

const QUI = '043044';
const ALTROVE = '042002';

const residenza = (fields: Partial<ResidenzaAnagrafe> = {}): ResidenzaAnagrafe => ({
  genere: 'residenza',
  comune: QUI,
  dal: '2010-01-01',
  ...fields,
});
const evento = (tipo: EventoAnagrafe['tipo'], data: string, extra: Partial<EventoAnagrafe> = {}): EventoAnagrafe => ({
  tipo,
  data,
  ...extra,
});
const detta = (fields: Partial<PersonaAnagrafe>) =>
  residenzaDichiarata({ sesso: 'F', dataNascita: '1980-05-05', ...fields }, QUI);
/** As `2010-01-01..`. */
const giorni = (fields: Partial<PersonaAnagrafe>): string[] =>
  detta(fields).periodi.map(({ dal, al }) => `${dal}..${al ?? ''}`);

describe('what a comune says of the residence of a person', () => {
  it.each<[string, Partial<PersonaAnagrafe>, string[]]>([
    ['nothing', {}, []],
    ['since a day', { residenze: [residenza()] }, ['2010-01-01..']],
    ['without a first day: since birth', { residenze: [residenza({ dal: undefined as never })] }, ['1980-05-05..']],
    [
      'without a first day: since the last arrival',
      { residenze: [residenza({ dal: undefined as never })], eventi: [evento('immigrazione', '2012-03-03')] },
      ['2012-03-03..'],
    ],
    ['at a fictitious address', { residenze: [residenza({ genere: 'senza_fissa_dimora' })] }, ['2010-01-01..']],
    ['elsewhere, which it has no say in', { residenze: [residenza({ comune: ALTROVE })] }, []],
    ['abroad', { residenze: [residenza({ genere: 'aire' })] }, []],
    ['until a day', { residenze: [residenza({ al: '2020-12-31' })] }, ['2010-01-01..2020-12-31']],
    ['with days the wrong way round', { residenze: [residenza({ al: '2009-12-31' })] }, []],
    [
      'until it left',
      { residenze: [residenza()], eventi: [evento('emigrazione', '2021-01-01', { comune: ALTROVE })] },
      ['2010-01-01..2020-12-31'],
    ],
    [
      'left and came back',
      {
        residenze: [residenza()],
        eventi: [evento('irreperibilita', '2021-01-01'), evento('ripristino', '2021-06-01')],
      },
      ['2010-01-01..'],
    ],
    [
      'left long before it came',
      { residenze: [residenza()], eventi: [evento('emigrazione', '2005-01-01')] },
      ['2010-01-01..'],
    ],
    [
      'dead, and still of the comune',
      {
        residenze: [residenza()],
        eventi: [evento('decesso', '2021-01-01'), evento('cancellazione', '2021-01-02', { motivo: '1' })],
      },
      ['2010-01-01..'],
    ],
  ])('%s', (_che, persona, attesi) => {
    expect(giorni(persona)).toEqual(attesi);
    expect(isResidente(detta(persona))).toBe(attesi.some((one) => one.endsWith('..')));
  });

  it('has the comune to which it let the person go', () => {
    expect(detta({ eventi: [evento('emigrazione', '2021-01-01', { comune: ALTROVE })] }).destinazione).toBe(ALTROVE);
    expect(detta({ eventi: [evento('aire', '2021-01-01')] }).destinazione).toBeUndefined();
  });

  it('has the address in one line, and domiciles wherever they are', () => {
    const { periodi, domicili } = detta({
      residenze: [
        residenza({ indirizzo: 'VIA DELLE PROVE', civico: '1', cap: '62019' }),
        residenza({ genere: 'domicilio', comune: ALTROVE, indirizzo: 'PIAZZA' }),
      ],
    });
    expect(periodi.map(({ indirizzo }) => indirizzo)).toEqual(['VIA DELLE PROVE 1, 62019']);
    expect(domicili).toEqual([{ comune: ALTROVE, dal: '2010-01-01', al: undefined, indirizzo: 'PIAZZA' }]);
  });
});

describe('what a comune says of the famiglie of a person', () => {
  const famiglie = [{ numero: '12', tipo: 'famiglia' as const, relazione: '3', dal: '2010-01-01' }];
  const al = (fields: Partial<PersonaAnagrafe>) =>
    famiglieDichiarate({ sesso: 'F', famiglie, ...fields }, QUI).map((una) => una.al);

  it('is until further notice', () => {
    expect(al({})).toEqual([undefined]);
  });

  it('ends when the person leaves, or dies', () => {
    expect(al({ eventi: [evento('emigrazione', '2021-01-01')] })).toEqual(['2020-12-31']);
    expect(al({ dataDecesso: '2021-02-02' })).toEqual(['2021-02-02']);
  });

  it('is nothing when it ends before it begins', () => {
    expect(al({ dataDecesso: '2009-02-02' })).toEqual([]);
  });
});
