/** Numbers that look random and are the same for the same seed: splitmix64, G. Steele, D. Lea, C. Flood, OOPSLA 2014. */
const MASK = (1n << 64n) - 1n;

export class Random {
  #state: bigint;

  constructor(seed: bigint) {
    this.#state = seed & MASK;
  }

  /** An integer of 0 to `count - 1`. */
  below(count: number): number {
    this.#state = (this.#state + 0x9e3779b97f4a7c15n) & MASK;
    let z = this.#state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
    return Number((z ^ (z >> 31n)) % BigInt(count));
  }
}
