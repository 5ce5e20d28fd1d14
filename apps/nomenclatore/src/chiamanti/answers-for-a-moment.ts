/** Keeps the last answers for a short time: what costs a query is asked once by a burst of equal questions. */
export class AnswersForAMoment<T> {
  /** Oldest first: an answer is never renewed in place. */
  readonly #answers = new Map<string, { readonly answer: Promise<T>; readonly until: number }>();

  /**
   * @param moment milliseconds for which an answer serves: also how long a change may go unseen
   * @param most answers kept; the oldest makes room
   * @param now milliseconds that only grow; given by tests
   */
  constructor(
    private readonly moment: number,
    private readonly most: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The answer of `ask`, or the one it gave a moment ago. A failure is told to those who wait for it and to nobody after. */
  async get(question: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(question);
    if (known !== undefined && this.now() < known.until) return known.answer;
    this.#answers.delete(question);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size >= this.most && oldest !== undefined) this.#answers.delete(oldest);
    const asked = { answer: ask(), until: this.now() + this.moment };
    this.#answers.set(question, asked);
    try {
      return await asked.answer;
    } catch (error) {
      if (this.#answers.get(question) === asked) this.#answers.delete(question);
      throw error;
    }
  }
}
