import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  EMPTY_FRONTIER,
  type NodePlace,
  type ReadNodes,
  appendLeaves,
  consistencyProofFrom,
  frontierPlaces,
  frontierRoot,
  inclusionProofFrom,
  rootFrom,
} from './merkle-nodes.js';
import { consistencyProof, inclusionProof, leafHash, merkleRoot } from './merkle.js';

const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => leafHash(Buffer.from(`entry ${index}`)));
const keyOf = ({ level, index }: NodePlace) => `${level}:${index}`;

/** A register in memory that counts how many nodes it was asked for, and refuses one written twice. */
class Store {
  readonly nodes = new Map<string, Buffer>();
  reads = 0;

  append(frontier = EMPTY_FRONTIER, leaves: readonly Buffer[] = []) {
    const { frontier: next, completed } = appendLeaves(frontier, leaves);
    for (const { hash, ...place } of completed) {
      if (this.nodes.has(keyOf(place))) throw new Error(`${keyOf(place)} written twice`);
      this.nodes.set(keyOf(place), hash);
    }
    return next;
  }

  readonly read: ReadNodes = (places) => {
    this.reads += places.length;
    const hashes = places.map((place) => this.nodes.get(keyOf(place)));
    const missing = places.find((_, at) => hashes[at] === undefined);
    if (missing !== undefined) throw new Error(`no node ${keyOf(missing)}`);
    return Promise.resolve(hashes as Buffer[]);
  };
}

function storeOf(size: number): Store {
  const store = new Store();
  store.append(EMPTY_FRONTIER, leavesOf(size));
  return store;
}

const sizes = fc.integer({ min: 1, max: 300 });

describe('a Merkle tree kept as its perfect subtrees', () => {
  it('has the head of the tree of all leaves, however they were cut into batches', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 12 }), (batches) => {
        const leaves = leavesOf(batches.reduce((sum, count) => sum + count, 1));
        const store = new Store();
        let frontier = store.append(EMPTY_FRONTIER, leaves.slice(0, 1));
        let at = 1;
        for (const count of batches) {
          frontier = store.append(frontier, leaves.slice(at, (at += count)));
          expect(frontierRoot(frontier)).toEqual(merkleRoot(leaves.slice(0, at)));
        }
        expect(frontier.size).toBe(leaves.length);
        expect(frontierPlaces(frontier.size).map((place) => store.nodes.get(keyOf(place)))).toEqual(frontier.nodes);
      }),
    );
  });

  it('gives the proofs of the tree of all leaves, and the heads that it had', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (stored, one, other) => {
        const leaves = leavesOf(stored);
        const size = (one % stored) + 1;
        const within = other % size;
        const store = storeOf(stored);
        const tree = leaves.slice(0, size);
        expect(await rootFrom(store.read, size)).toEqual(merkleRoot(tree));
        expect(await inclusionProofFrom(store.read, within, size)).toEqual(inclusionProof(tree, within));
        expect(await consistencyProofFrom(store.read, within + 1, size)).toEqual(consistencyProof(tree, within + 1));
      }),
    );
  });

  it('reads a number of nodes that grows with the logarithm of the size', async () => {
    const size = 2 ** 14 - 1;
    const store = storeOf(size);
    for (const index of [0, 1, 8191, 8192, size - 1]) {
      store.reads = 0;
      await inclusionProofFrom(store.read, index, size);
      expect(store.reads).toBeLessThanOrEqual(28);
      store.reads = 0;
      await consistencyProofFrom(store.read, index + 1, size);
      expect(store.reads).toBeLessThanOrEqual(28);
    }
  });

  it('knows its places beyond what 32 bits count', () => {
    const size = 2 ** 40 + 5;
    expect(frontierPlaces(size)).toEqual([
      { level: 40, index: 0 },
      { level: 2, index: 2 ** 38 },
      { level: 0, index: 2 ** 40 + 4 },
    ]);
  });

  it('refuses to prove what is not there', () => {
    const { read } = storeOf(3);
    expect(() => inclusionProofFrom(read, 3, 3)).toThrow(RangeError);
    expect(() => consistencyProofFrom(read, 0, 3)).toThrow(RangeError);
    expect(() => consistencyProofFrom(read, 4, 3)).toThrow(RangeError);
  });
});

describe('RFC 9162 vectors, computed by another program', () => {
  const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const store = new Store();
  store.append(
    EMPTY_FRONTIER,
    INPUTS.map((hex) => leafHash(Buffer.from(hex, 'hex'))),
  );
  const short = (proof: readonly Buffer[]) => proof.map((hash) => hash.toString('hex').slice(0, 16));

  it.each([
    [0, 8, ['96a296d224f285c6', '5f083f0a1a33ca07', '6b47aaf29ee3c2af']],
    [5, 8, ['bc1a0643b12e4d2d', 'ca854ea128ed050b', 'd37ee418976dd957']],
    [2, 3, ['fac54203e7cc696c']],
    [1, 5, ['6e340b9cffb37a98', '5f083f0a1a33ca07', 'bc1a0643b12e4d2d']],
    [6, 7, ['0ebc5d3437fbe2db', 'd37ee418976dd957']],
  ])('leaf %i in a tree of %i', async (index, size, proof) => {
    expect(short(await inclusionProofFrom(store.read, index, size))).toEqual(proof);
  });

  it.each([
    [1, 8, ['96a296d224f285c6', '5f083f0a1a33ca07', '6b47aaf29ee3c2af']],
    [6, 8, ['0ebc5d3437fbe2db', 'ca854ea128ed050b', 'd37ee418976dd957']],
    [2, 5, ['5f083f0a1a33ca07', 'bc1a0643b12e4d2d']],
    [3, 7, ['0298d122906dcfc1', '07506a85fd9dd2f1', 'fac54203e7cc696c', '837dbb152e9b0790']],
    [4, 8, ['6b47aaf29ee3c2af']],
  ])('a tree of %i in one of %i', async (oldSize, newSize, proof) => {
    expect(short(await consistencyProofFrom(store.read, oldSize, newSize))).toEqual(proof);
  });
});
