/** Hands out private addresses of one region's range, 10.<region>.0.0/16, each once before any comes again. */
export class Addresses {
  readonly #second: number;
  #next = 0;

  constructor(regionIndex: number) {
    this.#second = regionIndex;
  }

  /** How many were handed out. */
  get taken(): number {
    return this.#next;
  }

  restore(taken: number): void {
    this.#next = taken;
  }

  take(): string {
    const host = this.#next++ % (hostsPerNet * nets);
    // AWS keeps the first four addresses of each subnet and the last one for itself.
    return `10.${this.#second}.${Math.floor(host / hostsPerNet)}.${4 + (host % hostsPerNet)}`;
  }
}

const nets = 256;
const hostsPerNet = 251;
