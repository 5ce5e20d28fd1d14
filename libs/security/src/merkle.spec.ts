import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  merkleRoot,
  verifyConsistency,
  verifyInclusion,
} from './merkle.js';

/** Inputs and heads of the reference trees used by Certificate Transparency's own tests (RFC 6962 and 9162 share the algorithm). */
const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => Buffer.from(hex, 'hex'),
);
const HEADS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => leafHash(Buffer.from(`entry ${index}`)));
const sizes = fc.integer({ min: 1, max: 70 });

describe('Merkle tree of RFC 9162', () => {
  it('has the heads of the reference trees', () => {
    const leaves = INPUTS.map((input) => leafHash(input));
    expect(HEADS.map((_, index) => merkleRoot(leaves.slice(0, index + 1)).toString('hex'))).toEqual(HEADS);
    expect(merkleRoot([])).toEqual(createHash('sha256').digest());
  });

  it('proves that every entry is in the tree', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, pick) => {
        const leaves = leavesOf(size);
        const index = pick % size;
        const claim = {
          leaf: leaves[index]!,
          index,
          size,
          proof: inclusionProof(leaves, index),
          root: merkleRoot(leaves),
        };
        expect(verifyInclusion(claim)).toBe(true);
        expect(claim.proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
      }),
    );
  });

  it('I10 does not prove an entry of which one byte was changed, nor at another index, nor with another proof', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 70 }), fc.nat(), (size, pick) => {
        const leaves = leavesOf(size);
        const index = pick % size;
        const claim = {
          leaf: leaves[index]!,
          index,
          size,
          proof: inclusionProof(leaves, index),
          root: merkleRoot(leaves),
        };
        expect(verifyInclusion({ ...claim, leaf: leafHash(Buffer.from(`entry ${index}!`)) })).toBe(false);
        expect(verifyInclusion({ ...claim, index: (index + 1) % size })).toBe(false);
        expect(verifyInclusion({ ...claim, index: size })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: claim.proof.slice(1) })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: [...claim.proof, claim.root] })).toBe(false);
        expect(verifyInclusion({ ...claim, root: leafHash(claim.root) })).toBe(false);
      }),
    );
  });

  it('an inner node does not pass for an entry', () => {
    const leaves = leavesOf(2);
    expect(leafHash(Buffer.concat(leaves))).not.toEqual(merkleRoot(leaves));
  });

  it('proves that a tree begins with all that an older one held', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (newSize, pick) => {
        const leaves = leavesOf(newSize);
        const oldSize = (pick % newSize) + 1;
        const claim = {
          oldSize,
          oldRoot: merkleRoot(leaves.slice(0, oldSize)),
          newSize,
          newRoot: merkleRoot(leaves),
          proof: consistencyProof(leaves, oldSize),
        };
        expect(verifyConsistency(claim)).toBe(true);
      }),
    );
  });

  it('I10 does not prove a history in which an old entry was rewritten', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 70 }), fc.nat(), fc.nat(), (newSize, pick, where) => {
        const leaves = leavesOf(newSize);
        const oldSize = (pick % (newSize - 1)) + 1;
        const rewritten = leaves.with(where % oldSize, leafHash(Buffer.from('rewritten')));
        const claim = {
          oldSize,
          oldRoot: merkleRoot(leaves.slice(0, oldSize)),
          newSize,
          newRoot: merkleRoot(rewritten),
          proof: consistencyProof(rewritten, oldSize),
        };
        expect(verifyConsistency(claim)).toBe(false);
      }),
    );
  });

  it('refuses to prove what is not there', () => {
    expect(() => inclusionProof(leavesOf(3), 3)).toThrow(RangeError);
    expect(() => consistencyProof(leavesOf(3), 4)).toThrow(RangeError);
    expect(() => consistencyProof(leavesOf(3), 0)).toThrow(RangeError);
  });
});
