/** The stored register contradicts itself: a byte of it was changed. Nothing may be sealed upon it, and nothing proved by it. */
export class RegistroDiscorde extends Error {
  override readonly name = 'RegistroDiscorde';
}
