import { type INestApplicationContext, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { type Access, accessOf } from './access.js';

/** A route and who may call it; `negato` is a route that forgot to say. */
export interface RouteAccess {
  readonly controller: string;
  readonly handler: string;
  readonly method: string;
  readonly path: string;
  readonly access: Access | 'negato';
}

/** Every route of the controllers of an app, for its test "every route has a guard" and for the documentation of who may call. */
export function routesOf(app: INestApplicationContext): RouteAccess[] {
  const scanner = new MetadataScanner();
  const modules = [...app.get(ModulesContainer, { strict: false }).values()];
  const controllers = new Set(
    modules.flatMap((module) => [...module.controllers.values()].map(({ metatype }) => metatype)),
  );
  return [...controllers].flatMap((controller) => {
    if (typeof controller !== 'function') return [];
    const prototype = controller.prototype as Record<string, object>;
    return scanner
      .getAllMethodNames(prototype)
      .filter((name) => Reflect.hasMetadata(PATH_METADATA, prototype[name]!))
      .flatMap((name) => routesOfHandler(controller, name, prototype[name]!));
  });
}

function routesOfHandler(controller: object & { name: string }, handler: string, method: object): RouteAccess[] {
  const bases = pathsOf(controller);
  const verb = RequestMethod[Reflect.getMetadata(METHOD_METADATA, method) as RequestMethod];
  const access = accessOf(method, controller);
  return bases.flatMap((base) =>
    pathsOf(method).map((path) => ({
      controller: controller.name,
      handler,
      method: verb,
      path: `/${base}/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'),
      access: access ?? 'negato',
    })),
  );
}

function pathsOf(target: object): string[] {
  const paths = Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined;
  return [paths ?? ''].flat();
}
