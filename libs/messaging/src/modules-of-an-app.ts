import type { INestApplication, Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { NestMicroservice, Server } from '@nestjs/microservices';

/** One of Nest's modules, as its container keeps it. */
type ContainedModule = ModulesContainer extends Map<string, infer M> ? M : never;

/** The messaging of one app and the modules whose consumers belong to it. */
interface AppModules<S> {
  readonly strategy: S;
  readonly modules: ReadonlyMap<string, ContainedModule>;
}

/**
 * Tells apart, in a container that may hold five apps, whose consumers are whose: a module belongs to the messaging module it
 * imports. With a single app there is nothing to tell apart and all modules are its own.
 */
export function modulesOf<S extends Server>(
  app: INestApplication,
  messaging: Type,
  strategy: Type<S>,
): AppModules<S>[] {
  const all = [...app.get(ModulesContainer)];
  const doors = all.filter(([, module]) => module.metatype === messaging);
  return doors.map(([, door]) => ({
    strategy: door.getProviderByKey<S>(strategy).instance,
    modules: new Map(doors.length === 1 ? all : all.filter(([, module]) => module.imports.has(door))),
  }));
}

/**
 * Lets a microservice bind the handlers of these modules only. Nest binds those of the whole container; this replaces the view it
 * takes of it (a field of Nest 12's `NestMicroservice`: if a new version moves it, the test with two apps in one process fails).
 */
export function narrowTo(microservice: NestMicroservice, modules: ReadonlyMap<string, ContainedModule>): void {
  const inner = microservice as unknown as { container: object };
  inner.container = new Proxy(inner.container, {
    get(container, property) {
      if (property === 'getModules') return () => modules;
      const value: unknown = Reflect.get(container, property);
      return typeof value === 'function' ? (value.bind(container) as unknown) : value;
    },
  });
}
