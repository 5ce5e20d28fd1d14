import { problemaIn } from './coerenza.js';
import type { RigaRegione } from './pacchetto-regione.js';
import type { Problema } from './problema.js';

type RigaEnte = RigaRegione<'enti'>;

/** Enti that cease into others: who is named must have ceased, and nobody comes from itself. */
export function findProblemiSuccessione(enti: readonly RigaEnte[]): Problema[] {
  const byName = new Map(enti.map((ente) => [ente.ente, ente]));
  const loops = findCicli(byName);
  return enti.flatMap((ente) => [
    ...ente.predecessori.flatMap((uno) => {
      const before = byName.get(uno);
      if (before === undefined) return [problemaIn(ente, 'predecessori', `"${uno}" non è tra quelli registrati`)];
      return before.al === null && !loops.has(uno)
        ? [problemaIn(ente, 'predecessori', `"${uno}" non ha un ultimo giorno: chi continua non ha successori`)]
        : [];
    }),
    ...(loops.has(ente.ente) ? [problemaIn(ente, 'predecessori', "l'ente discende da se stesso")] : []),
  ]);
}

/**
 * Enti that come from themselves, or from one that does. Those whose predecessors are all settled are settled in their turn; what is
 * never settled turns in a circle. Linear: a file may hold a chain of thousands.
 */
function findCicli(byName: ReadonlyMap<string, RigaEnte>): ReadonlySet<string> {
  const waitsFor = new Map(
    [...byName].map(([name, ente]) => [name, new Set(ente.predecessori.filter((uno) => byName.has(uno)))]),
  );
  const successori = new Map<string, string[]>();
  for (const [name, predecessori] of waitsFor) {
    for (const uno of predecessori) successori.set(uno, [...(successori.get(uno) ?? []), name]);
  }
  const settled = [...waitsFor].filter(([, predecessori]) => predecessori.size === 0).map(([name]) => name);
  for (let name = settled.pop(); name !== undefined; name = settled.pop()) {
    waitsFor.delete(name);
    for (const next of successori.get(name) ?? []) {
      const left = waitsFor.get(next);
      left?.delete(name);
      if (left?.size === 0) settled.push(next);
    }
  }
  return new Set(waitsFor.keys());
}
