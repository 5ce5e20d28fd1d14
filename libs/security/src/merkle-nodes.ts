import { nodeHash, splitPoint } from './merkle.js';

/*
 * The tree of RFC 9162 kept as its perfect subtrees, for registers that do not fit in memory: an append needs one node for each bit of
 * the size, a proof reads a number of nodes that grows with the logarithm, and no node is ever written twice.
 */

/** A perfect subtree: the `2 ** level` leaves that begin at `index * 2 ** level`. Level 0 is a leaf. */
export interface NodePlace {
  readonly level: number;
  readonly index: number;
}

interface StoredNode extends NodePlace {
  readonly hash: Buffer;
}

/** All that an append needs of a tree: the perfect subtrees that it is made of, the largest first. */
export interface Frontier {
  readonly size: number;
  readonly nodes: readonly Buffer[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, nodes: [] };

/** Reads the hashes of stored nodes, in the order asked for, all of them at once. @throws when one is missing */
export type ReadNodes = (places: readonly NodePlace[]) => Promise<readonly Buffer[]>;

/** Leaves from the first up to, not including, the second. */
type Range = readonly [from: number, to: number];

/** @returns the frontier after the leaves (hashes), and every perfect subtree that they completed, the leaves themselves included */
export function appendLeaves(
  frontier: Frontier,
  leaves: readonly Buffer[],
): { readonly frontier: Frontier; readonly completed: readonly StoredNode[] } {
  const nodes = [...frontier.nodes];
  const completed: StoredNode[] = [];
  let { size } = frontier;
  for (const leaf of leaves) {
    let node: StoredNode = { level: 0, index: size, hash: leaf };
    completed.push(node);
    // As in a binary counter: each trailing one of the size is a subtree of the same height, waiting for its right half.
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(nodes.pop()!, node.hash) };
      completed.push(node);
    }
    nodes.push(node.hash);
    size += 1;
  }
  return { frontier: { size, nodes }, completed };
}

/** Head of a tree that is not empty. */
export function frontierRoot({ nodes }: Frontier): Buffer {
  return foldOf(nodes);
}

/** Where the nodes of the frontier of a tree of some size are. */
export function frontierPlaces(size: number): NodePlace[] {
  return placesOf([0, size]);
}

/** Head of the tree as it was at some size. */
export async function rootFrom(read: ReadNodes, size: number): Promise<Buffer> {
  if (size < 1) throw new RangeError('an empty tree has no nodes');
  const [root] = await hashesOf(read, [[0, size]]);
  return root!;
}

/** §2.1.3.1 of RFC 9162 in the tree of the first `size` leaves. */
export function inclusionProofFrom(read: ReadNodes, index: number, size: number): Promise<Buffer[]> {
  if (index < 0 || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const siblings: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitPoint(to - from);
    siblings.push(index < middle ? [middle, to] : [from, middle]);
    if (index < middle) to = middle;
    else from = middle;
  }
  return hashesOf(read, siblings.reverse());
}

/** §2.1.4.1 of RFC 9162: that the tree of `newSize` leaves begins with that of `oldSize`. */
export function consistencyProofFrom(read: ReadNodes, oldSize: number, newSize: number): Promise<Buffer[]> {
  if (oldSize < 1 || oldSize > newSize) throw new RangeError(`no tree of ${oldSize} in one of ${newSize}`);
  const siblings: Range[] = [];
  let [from, to] = [0, newSize];
  while (oldSize !== to) {
    const middle = from + splitPoint(to - from);
    siblings.push(oldSize <= middle ? [middle, to] : [from, middle]);
    if (oldSize <= middle) to = middle;
    else from = middle;
  }
  // A whole old tree is known to who asks; a part of it is not.
  if (from > 0) siblings.push([from, to]);
  return hashesOf(read, siblings.reverse());
}

async function hashesOf(read: ReadNodes, ranges: readonly Range[]): Promise<Buffer[]> {
  const places = ranges.map(placesOf);
  const hashes = await read(places.flat());
  let at = 0;
  return places.map(({ length }) => foldOf(hashes.slice(at, (at += length))));
}

/** The perfect subtrees of a range that begins where one at least as large begins; the largest first. */
function placesOf([from, to]: Range): NodePlace[] {
  const places: NodePlace[] = [];
  for (let start = from; start < to;) {
    let level = 0;
    while (2 ** (level + 1) <= to - start) level += 1;
    places.push({ level, index: start / 2 ** level });
    start += 2 ** level;
  }
  return places;
}

function foldOf(hashes: readonly Buffer[]): Buffer {
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}
