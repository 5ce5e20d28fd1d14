import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Allow, IsString } from 'class-validator';
import { OpenFields, requestPipe } from './request-pipe.js';

@OpenFields()
class Lettura {
  @Allow() motivo: unknown;
}

@OpenFields()
class Ricerca extends Lettura {
  @Allow() codice?: unknown;
}

/** Not marked: it has a rule, that of its own field. */
class Stretta extends Lettura {
  @IsString() testo: string;
}

const check = (value: unknown, metatype: new () => unknown) =>
  requestPipe().transform(value, { type: 'body', metatype });

describe('a class of open fields', () => {
  it.each([{}, { motivo: 'a', codice: 'b' }, { codice: null }, { motivo: { di: [1] } }])('takes %j', async (value) => {
    const taken = await check(value, Ricerca);
    expect(taken).toBeInstanceOf(Ricerca);
    expect(taken).toEqual(Object.assign(new Ricerca(), value));
  });

  it.each([{ motivo: 'a', cognome: 'b' }, { cognome: null }])(
    'refuses %j, of a field that it has not',
    async (value) => {
      await expect(check(value, Ricerca)).rejects.toMatchObject({
        code: 'campi_non_validi',
        extra: { campi: [{ campo: 'cognome', regole: [expect.any(String)] }] },
      });
    },
  );

  it('of which a class with rules is made opens no field of that', async () => {
    expect(await check({ motivo: 1, testo: 'a' }, Stretta)).toBeInstanceOf(Stretta);
    await expect(check({ motivo: 1, testo: 2 }, Stretta)).rejects.toMatchObject({ code: 'campi_non_validi' });
  });

  it('has no field with a rule', () => {
    expect(() => OpenFields()(Stretta)).toThrow('Stretta has a field with a rule');
  });
});
