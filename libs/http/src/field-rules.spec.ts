import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as validator from 'class-validator';
import { FIELD_RULES, ruleOfConstraint } from './field-rules.js';

/** They put no rule of their own on a field. */
const NO_RULE = new Set(['Allow', 'IsOptional', 'ValidateBy', 'ValidateNested', 'ValidationTypes']);

const sources = ['apps', 'libs/http/src', 'libs/registro/src'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('spec.ts'))
    .map((path) => readFileSync(`${folder}/${path}`, 'utf8')),
);
const named = (pattern: RegExp): string[] => [
  ...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].flatMap(([, found]) => found!.split(/[\s,]+/)))),
];

/** Names that class-validator gives the constraints of the decorators which requests are written with. */
function constraintsInUse(): string[] {
  const offered = validator as unknown as Readonly<Record<string, (...args: unknown[]) => PropertyDecorator>>;
  const imported = [
    ...new Set(
      sources
        .flatMap((text) => [...text.matchAll(/import \{([^}]*)\} from 'class-validator'/g)])
        .flatMap(([, found]) => found!.split(','))
        .map((name) => name.trim()),
    ),
  ].filter((name) => /^[A-Z]/.test(name));
  const decorators = imported.filter((name) => typeof offered[name] === 'function' && !NO_RULE.has(name));
  return decorators.map((name) => {
    class Request {}
    offered[name]!(name === 'Matches' ? /x/ : [])(Request.prototype, 'campo');
    const noted = validator.getMetadataStorage().getTargetValidationMetadatas(Request, '', false, false);
    return noted[0]!.name!;
  });
}

describe('the rules of fields', () => {
  it('have a code of their own for whatever a request of any app is asked', () => {
    const constraints = constraintsInUse();
    expect(constraints).toEqual(expect.arrayContaining(['isString', 'isUuid', 'matches', 'arrayMaxSize']));
    expect(constraints.filter((name) => ruleOfConstraint(name) === 'regola')).toEqual([]);
  });

  it('are what our own constraints are named after', () => {
    const own = named(/Validat(?:eBy|orConstraint)\(\{\s*name: '([^']+)'/g);
    expect(own.toSorted()).toEqual(['giorno', 'senza_identificativo']);
    expect(own.filter((name) => ruleOfConstraint(name) !== name)).toEqual([]);
  });

  it('are told in Italian, never in the words of the library', () => {
    expect(ruleOfConstraint('whitelistValidation')).toBe('campo_previsto');
    expect(ruleOfConstraint('isSomethingNew')).toBe('regola');
    expect(ruleOfConstraint('constructor')).toBe('regola');
    expect(Object.keys(FIELD_RULES)).toEqual(Object.keys(FIELD_RULES).toSorted());
  });
});
