/** Answers to requests by their ids, kept for a while: asking twice gets the same answer. */
import { Deferred } from './deferred.js';

const KEPT = 64;

export class Answers<T> {
  readonly #answers = new Map<string, Deferred<T>>();

  /** The answer to the request; `ask` is called when it is a new one. */
  to(id: string, ask: () => void): Promise<T> {
    const known = this.#answers.get(id);
    if (known) return known.promise;
    const answer = new Deferred<T>();
    this.#answers.set(id, answer);
    if (this.#answers.size > KEPT) this.#answers.delete(this.#answers.keys().next().value!);
    ask();
    return answer.promise;
  }

  give(id: string, answer: T): void {
    this.#answers.get(id)?.resolve(answer);
  }

  refuse(id: string, error: Error): void {
    this.#answers.get(id)?.reject(error);
  }
}
