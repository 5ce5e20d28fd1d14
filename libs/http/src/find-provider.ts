import type { INestApplicationContext, Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';

/** A provider of any module of the app, or undefined. Nest's own `get` ends the process when there is none. */
export function findProvider<T>(app: INestApplicationContext, token: Type<T>): T | undefined {
  const modules = app.get(ModulesContainer, { strict: false });
  for (const module of modules.values()) {
    const provider = module.providers.get(token);
    if (provider !== undefined) return provider.instance as T;
  }
  return undefined;
}
