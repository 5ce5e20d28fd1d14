import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { WholeNumber } from './whole-number.js';

const CURSOR = 'Valore di next_cursor della pagina precedente.';
/** Longer cursors are nobody's: they are refused before anything reads them. */
const CURSOR_LENGTH = 200;

/** Parameter `cursor` of a paged list whose cursor is whatever text the page before said, up to 200 characters. */
export function Cursor(): PropertyDecorator {
  const shown = ApiPropertyOptional({ description: CURSOR, type: String, maxLength: CURSOR_LENGTH });
  return applyDecorators(shown, IsOptional(), IsString(), MaxLength(CURSOR_LENGTH));
}

/** Parameter `cursor` of a paged list whose cursor is the id of the last element of the page before. */
export function IdCursor(): PropertyDecorator {
  const shown = ApiPropertyOptional({ description: CURSOR, type: String, format: 'uuid', maxLength: 36 });
  return applyDecorators(shown, IsOptional(), IsUUID());
}

/**
 * Parameter `limit` of a paged list: from 1 to `maximum` elements. The property holds `usual` when the caller says nothing.
 * @param elements what a page has, as users read it (`Elementi`, `Protezioni`)
 */
export function PageSize(maximum: number, { elements = 'Elementi', usual = 100 } = {}): PropertyDecorator {
  const shown = ApiPropertyOptional({
    description: `${elements} per pagina.`,
    type: 'integer',
    format: 'int32',
    minimum: 1,
    maximum,
    default: usual,
  });
  return applyDecorators(shown, IsOptional(), WholeNumber(1, maximum));
}
