import { type ExecutionContext, SetMetadata, applyDecorators, createParamDecorator } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { httpProblem } from './http.errors.js';
import { FORMS_EXTENSION } from './open-api-standard.js';
import { type Forms, preferredForm } from './preferred-form.js';

/** The form that a caller gets. */
export interface ChosenForm {
  readonly name: string;
  readonly mediaType: string;
  /** Who asks for nothing gets another one. */
  readonly isOther: boolean;
}

const FORMS = 'snodo:answer-forms';

/** The same content in several forms, by `?formato=` or else by `Accept`. For a public read, whose cache keeps them apart. */
export function AnswersIn(forms: Forms): MethodDecorator {
  return applyDecorators(SetMetadata(FORMS, forms), ApiExtension(FORMS_EXTENSION, true));
}

/** The name of the form that the caller gets, in a handler that `AnswersIn` several. */
export const AnswerForm = createParamDecorator((_: unknown, context: ExecutionContext) => chosenForm(context)!.name);

/**
 * @returns undefined for an operation that answers in one form only
 * @throws Problem `richiesta_non_valida` for a `formato` that the operation does not have
 */
export function chosenForm(context: ExecutionContext): ChosenForm | undefined {
  const forms = Reflect.getMetadata(FORMS, context.getHandler()) as Forms | undefined;
  if (forms === undefined) return undefined;
  const { query, headers } = context.switchToHttp().getRequest<FastifyRequest>();
  const asked = (query as Readonly<Record<string, unknown>>)['formato'];
  const name = asked === undefined ? preferredForm(headers.accept ?? '', forms) : asked;
  if (typeof name !== 'string' || !Object.hasOwn(forms, name)) {
    const names = Object.keys(forms).join(', ');
    throw httpProblem('richiesta_non_valida', `Il valore di \`formato\` non è tra quelli ammessi: ${names}.`);
  }
  return { name, mediaType: forms[name]!, isOther: name !== Object.keys(forms)[0] };
}
