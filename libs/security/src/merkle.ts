import { createHash } from 'node:crypto';

/*
 * Merkle tree of RFC 9162 §2.1 over SHA-256. Functions take and give *leaf hashes* (`leafHash(bytes)`), so that the bytes of an
 * entry may be erased while its hash keeps the tree whole.
 */

/** §2.1.1: hash of an entry; the 0x00 prefix keeps an entry from passing for an inner node. */
export function leafHash(entry: Uint8Array): Buffer {
  return createHash('sha256')
    .update(Buffer.from([0]))
    .update(entry)
    .digest();
}

/** §2.1.1: hash of two subtrees side by side. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(left)
    .update(right)
    .digest();
}

/** Largest power of two smaller than n (n > 1). */
export function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** §2.1.1: head of the tree; of an empty tree, the hash of nothing. */
export function merkleRoot(leaves: readonly Buffer[], from = 0, to = leaves.length): Buffer {
  if (to === from) return createHash('sha256').digest();
  if (to - from === 1) return leaves[from]!;
  const middle = from + splitPoint(to - from);
  return nodeHash(merkleRoot(leaves, from, middle), merkleRoot(leaves, middle, to));
}

/** §2.1.3.1: the hashes that lead from one leaf to the head. */
export function inclusionProof(leaves: readonly Buffer[], index: number, from = 0, to = leaves.length): Buffer[] {
  if (index < 0 || index >= to - from) throw new RangeError(`no leaf ${index} in a tree of ${to - from}`);
  if (to - from === 1) return [];
  const k = splitPoint(to - from);
  return index < k
    ? [...inclusionProof(leaves, index, from, from + k), merkleRoot(leaves, from + k, to)]
    : [...inclusionProof(leaves, index - k, from + k, to), merkleRoot(leaves, from, from + k)];
}

/** A claim that `leaf` is at `index` of the tree of `size` leaves whose head is `root`. */
export interface InclusionClaim {
  readonly leaf: Buffer;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Buffer[];
  readonly root: Buffer;
}

/** §2.1.3.2 */
export function verifyInclusion({ leaf, index, size, proof, root }: InclusionClaim): boolean {
  if (index < 0 || index >= size) return false;
  let fn = index;
  let sn = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && hash.equals(root);
}

/** §2.1.4.1: the hashes that show that the tree of `leaves` begins with the tree of its first `oldSize` leaves. */
export function consistencyProof(leaves: readonly Buffer[], oldSize: number): Buffer[] {
  if (oldSize < 1 || oldSize > leaves.length) throw new RangeError(`no tree of ${oldSize} in one of ${leaves.length}`);
  return subproof(leaves, oldSize, 0, leaves.length, true);
}

function subproof(leaves: readonly Buffer[], oldSize: number, from: number, to: number, whole: boolean): Buffer[] {
  if (oldSize === to - from) return whole ? [] : [merkleRoot(leaves, from, to)];
  const k = splitPoint(to - from);
  return oldSize <= k
    ? [...subproof(leaves, oldSize, from, from + k, whole), merkleRoot(leaves, from + k, to)]
    : [...subproof(leaves, oldSize - k, from + k, to, false), merkleRoot(leaves, from, from + k)];
}

/** A claim that the tree with head `newRoot` begins with all that the tree with head `oldRoot` held. */
export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly oldRoot: Buffer;
  readonly newSize: number;
  readonly newRoot: Buffer;
  readonly proof: readonly Buffer[];
}

/** §2.1.4.2 */
export function verifyConsistency({ oldSize, oldRoot, newSize, newRoot, proof }: ConsistencyClaim): boolean {
  if (oldSize < 1 || oldSize > newSize) return false;
  if (oldSize === newSize) return proof.length === 0 && oldRoot.equals(newRoot);
  const isPowerOfTwo = splitPoint(oldSize + 1) === oldSize;
  const path = isPowerOfTwo ? [oldRoot, ...proof] : [...proof];
  if (path.length === 0) return false;
  let fn = oldSize - 1;
  let sn = newSize - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  let oldHash = path[0]!;
  let newHash = path[0]!;
  for (const hash of path.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      oldHash = nodeHash(hash, oldHash);
      newHash = nodeHash(hash, newHash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      newHash = nodeHash(newHash, hash);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && oldHash.equals(oldRoot) && newHash.equals(newRoot);
}
