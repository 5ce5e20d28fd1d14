import 'reflect-metadata';
import { expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { Cursor, IdCursor, PageSize } from './page-query.js';

class Righe {
  @Cursor()
  cursor?: string;
  @PageSize(500, { elements: 'Righe', usual: 50 })
  limit: number = 50;
}
class Persone {
  @IdCursor()
  cursor?: string;
}

const refused = (kind: new () => object, query: Record<string, unknown>): string[] =>
  validateSync(plainToInstance(kind, query)).map(({ property }) => property);

it('a page is as long as asked, within its bounds, and as usual when nothing is said', () => {
  expect(plainToInstance(Righe, {}).limit).toBe(50);
  expect(plainToInstance(Righe, { limit: '500' }).limit).toBe(500);
  expect(['0', '501', '1e2', '', 'molte'].map((limit) => refused(Righe, { limit }))).toEqual(
    Array.from({ length: 5 }, () => ['limit']),
  );
});

it('a cursor is text of at most 200 characters, or an id where the list says so', () => {
  expect(refused(Righe, { cursor: 'a'.repeat(200) })).toEqual([]);
  expect(refused(Righe, { cursor: 'a'.repeat(201) })).toEqual(['cursor']);
  expect(refused(Persone, { cursor: '019a8f00-0000-7000-8000-000000000000' })).toEqual([]);
  expect(refused(Persone, { cursor: 'a' })).toEqual(['cursor']);
});
