import { describe, expect, it } from '@jest/globals';
import {
  APPS,
  Envelope,
  InvalidMessage,
  InvioConclusoV1,
  InvioRicevutoV1,
  Problem,
  RigaAccettata,
  RighePsPsaSinaAccettateV1,
  TOPOLOGY,
  defineErrors,
  invioConclusoV1,
  invioRicevutoV1,
  messageType,
  parseBody,
  problemsOf,
  righeAccettateOf,
  righeAnagrafeAccettateV1,
  righePsPsaSinaAccettateV1,
  righeSinbaAccettateV1,
  routingKey,
} from '#libs/contracts';

const ID = '0190f3c0-0000-7000-8000-000000000001';
const ISTANTE = '2026-03-29T01:30:00.000Z';
const ricevuto = {
  invioId: ID,
  enteMittente: ID,
  tracciato: 'PS_PSA_SINA@201812',
  canale: 'rest',
  dimensione: 0,
  ricevutoIl: ISTANTE,
};
const concluso = {
  invioId: ID,
  enteMittente: ID,
  tracciato: 'PS_PSA_SINA@201812',
  esito: 'concluso',
  righe: 2,
  perStato: { accettata: 1, respinta: 1 },
  perRegola: { 'PS-01': 1 },
  conclusoIl: ISTANTE,
};
const riga = {
  rigaId: ID,
  recordId: 'a'.repeat(64),
  revisione: 1,
  annullamento: false,
  enteErogatore: ID,
  contenuto: { codiceFiscale: 'RSSMRA80A01H501U' },
  nomenclatura: 'SIUSS@1.0',
};
const accettate = {
  invioId: ID,
  tracciato: 'PS_PSA_SINA@201812',
  enteMittente: ID,
  accettateIl: ISTANTE,
  testata: {
    codiceFiscaleOperatore: 'RSSMRA80A01H501U',
    enteCodice: 'H211',
    enteDenominazione: '',
    enteIndirizzo: 'H211',
  },
  righe: [riga],
};

function faultsOf(type: Parameters<typeof parseBody>[0], body: unknown): readonly string[] {
  try {
    parseBody(type, body);
    return [];
  } catch (error) {
    if (error instanceof InvalidMessage) return error.problems;
    throw error;
  }
}

describe('the body of a message', () => {
  it('becomes an object of its class, with nothing lost', () => {
    const read: InvioRicevutoV1 = parseBody(invioRicevutoV1, ricevuto);
    expect(read).toBeInstanceOf(InvioRicevutoV1);
    expect(Object.fromEntries(Object.entries(read))).toEqual(ricevuto);
    const end: InvioConclusoV1 = parseBody(invioConclusoV1, concluso);
    expect(end).toBeInstanceOf(InvioConclusoV1);
    expect(Object.fromEntries(Object.entries(end))).toEqual(concluso);
  });

  it('loses the fields its class does not know, at every depth that the contract describes', () => {
    const read = parseBody(righePsPsaSinaAccettateV1, { ...accettate, nuovo: 1, righe: [{ ...riga, nuovo: 1 }] });
    expect(read).toBeInstanceOf(RighePsPsaSinaAccettateV1);
    expect(read.righe[0]).toBeInstanceOf(RigaAccettata);
    expect(JSON.parse(JSON.stringify(read))).toEqual(accettate);
  });

  it.each<[string, object, string]>([
    ['an id that is none', { rigaId: 'x' }, 'righe.0.rigaId'],
    ['a record id of 16 bytes', { recordId: 'a'.repeat(32) }, 'righe.0.recordId'],
    ['a revision that does not count from 1', { revisione: 0 }, 'righe.0.revisione'],
    ['a flag as text', { annullamento: 'false' }, 'righe.0.annullamento'],
    ['a content that is no object', { contenuto: 'testo' }, 'righe.0.contenuto'],
  ])('is refused for %s, naming the place', (_, change, place) => {
    expect(faultsOf(righePsPsaSinaAccettateV1, { ...accettate, righe: [{ ...riga, ...change }] })).toEqual([place]);
  });

  it.each([null, [], 'testo', 1, undefined])('is refused when it is %j', (body) => {
    expect(faultsOf(invioRicevutoV1, body)).toEqual(['body is not an object']);
  });

  it('may say how the code of a riga was translated, and says it in bounds', () => {
    const codifica = { ricevuto: 'SAD', versioni: ['LOC:E388@1', 'SIUSS@1.0'] };
    const withCode = (change: object) => ({ ...accettate, righe: [{ ...riga, codifica: { ...codifica, ...change } }] });
    const read = parseBody(righePsPsaSinaAccettateV1, withCode({ nuovo: 1 }));
    expect(JSON.parse(JSON.stringify(read.righe[0]!.codifica))).toEqual(codifica);
    expect(faultsOf(righePsPsaSinaAccettateV1, withCode({ versioni: [] }))).toEqual([]);
    expect(faultsOf(righePsPsaSinaAccettateV1, withCode({ ricevuto: 'x'.repeat(81) }))).not.toEqual([]);
    expect(faultsOf(righePsPsaSinaAccettateV1, withCode({ versioni: [1] }))).not.toEqual([]);
  });

  it('is bounded: no message of no righe, none of more than 500', () => {
    expect(faultsOf(righePsPsaSinaAccettateV1, { ...accettate, righe: [] })).toEqual(['righe']);
    expect(
      faultsOf(righePsPsaSinaAccettateV1, { ...accettate, righe: Array.from({ length: 500 }, () => riga) }),
    ).toEqual([]);
    expect(
      faultsOf(righePsPsaSinaAccettateV1, { ...accettate, righe: Array.from({ length: 501 }, () => riga) }),
    ).toEqual(['righe']);
  });

  it('is never quoted when it is refused: it may be of a person', () => {
    const wrong = { ...accettate, righe: [{ ...riga, recordId: 'RSSMRA80A01H501U' }] };
    expect(() => parseBody(righePsPsaSinaAccettateV1, wrong)).toThrow(
      'righe.ps_psa_sina.accettate.v1: righe.0.recordId',
    );
  });
});

describe('the topology', () => {
  it('says of every message once from whom and to whom, and nobody speaks to itself', () => {
    const keys = TOPOLOGY.map(({ type }) => routingKey(type));
    expect(new Set(keys).size).toBe(keys.length);
    for (const { from, to } of TOPOLOGY) {
      expect(APPS).toEqual(expect.arrayContaining([...from]));
      expect(to.length).toBeGreaterThan(0);
      expect(new Set(to).size).toBe(to.length);
      expect(to.filter((app) => from.includes(app))).toEqual([]);
      for (const app of to) expect(APPS).toContain(app);
    }
  });

  it('I4 brings no message with persons to reporting, and marks those that have them', () => {
    for (const { type, to } of TOPOLOGY)
      if (to.includes('reporting')) expect([type.name, type.personal]).toEqual([type.name, false]);
    for (const { type } of TOPOLOGY) if (/^righe\..*\.accettate$/.test(type.name)) expect(type.personal).toBe(true);
    expect([righePsPsaSinaAccettateV1, righeSinbaAccettateV1].map(({ personal }) => personal)).toEqual([true, true]);
  });

  it('has the message of each tracciato by the name that the tracciato declares', () => {
    expect(righeAccettateOf('righe.sinba.accettate')).toBe(righeSinbaAccettateV1);
    expect(righeAccettateOf('righe.ps_psa_sina.accettate')).toBe(righePsPsaSinaAccettateV1);
    expect(() => righeAccettateOf('righe.altro.accettate')).toThrow('righe.altro.accettate');
    expect(faultsOf(righeSinbaAccettateV1, { ...accettate, tracciato: 'SINBA@1.0.0' })).toEqual([]);
    expect(faultsOf(righeSinbaAccettateV1, accettate)).toEqual(['tracciato']);
    expect(faultsOf(righePsPsaSinaAccettateV1, { ...accettate, tracciato: 'SINBA@1.0.0' })).toEqual(['tracciato']);
  });

  it('says of persons of a registry what fornitura they are of, to the registry of the region alone', () => {
    const fornitura = { tipo: 'completa', al: '2026-03-31', righe: 2, decessi: 0, uscite: 1 };
    const persone = { ...accettate, tracciato: 'ANAGRAFE@1.0', fornitura };
    expect(faultsOf(righeAnagrafeAccettateV1, persone)).toEqual([]);
    expect(faultsOf(righeAnagrafeAccettateV1, { ...persone, fornitura: undefined })).toEqual(['fornitura']);
    expect(faultsOf(righeAnagrafeAccettateV1, { ...persone, fornitura: { ...fornitura, tipo: 'altra', righe: 0 } })).toEqual(['fornitura.tipo', 'fornitura.righe']); // prettier-ignore
    expect(TOPOLOGY.find(({ type }) => type === righeAnagrafeAccettateV1)?.to).toEqual(['anagrafe-regionale']);
    expect([righeAnagrafeAccettateV1.personal, righeAccettateOf('righe.anagrafe.accettate')]).toEqual([true, righeAnagrafeAccettateV1]); // prettier-ignore
  });

  it('names messages in snake_case parts, with a version apart', () => {
    for (const { type } of TOPOLOGY) expect(routingKey(type)).toMatch(/^[a-z_]+(\.[a-z_]+)+\.v[1-9]\d*$/);
    expect(routingKey(messageType('prova.fatta', 2, Envelope))).toBe('prova.fatta.v2');
  });
});

describe('an error table', () => {
  const row = { status: 409, fault: 'sender', retryable: false, title: 'Titolo', remedy: 'Rimedio' } as const;

  it('refuses codes and statuses that no caller could rely on', () => {
    expect(() => defineErrors({ NonSnake: row })).toThrow('NonSnake');
    expect(() => defineErrors({ va_bene: { ...row, status: 302 } })).toThrow('302');
  });

  it('makes problems that tell the remedy unless there is more to tell', () => {
    const problem = problemsOf(defineErrors({ va_male: row }));
    expect(problem('va_male')).toBeInstanceOf(Problem);
    expect(problem('va_male')).toMatchObject({ code: 'va_male', detail: 'Rimedio', row: { status: 409 }, extra: {} });
    expect(problem('va_male', 'Altro', { campi: [] })).toMatchObject({ detail: 'Altro', extra: { campi: [] } });
  });
});
