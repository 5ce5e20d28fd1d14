/** Assertions already used, kept until they expire: the same one never gives two vouchers. In memory, as the simulator is one process. */
export class SeenAssertions {
  readonly #expiries = new Map<string, number>();

  /**
   * Notes an assertion.
   * @param expiresAt seconds since 1970, tolerance included
   * @returns false if this client had used this `jti` before
   */
  note(clientId: string, jti: string, expiresAt: number): boolean {
    const now = Date.now() / 1000;
    for (const [key, expiry] of this.#expiries) if (expiry < now) this.#expiries.delete(key);
    const key = `${clientId}\n${jti}`;
    if (this.#expiries.has(key)) return false;
    this.#expiries.set(key, expiresAt);
    return true;
  }
}
