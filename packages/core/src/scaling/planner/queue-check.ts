/** What a request may wait. */
export interface WaitObjective {
  readonly seconds: number;
  /** The share of requests that may wait longer. */
  readonly late: number;
}

const known = new Map<string, number[]>();

/**
 * Replicas' worth of demand that fleets carry with the objective kept, by their size from 0 up to `most`. A pure function that
 * remembers its answers; the time of service is rounded to a tenth of its size.
 * @param slots of one replica @param service seconds that a request holds a slot
 */
export function carriedBy(
  slots: number,
  service: number,
  objective: WaitObjective,
  most: number,
): readonly number[] {
  const rounded = Math.round(Math.log(Math.max(0.01, service)) * 10);
  const key = `${slots} ${rounded} ${objective.seconds} ${objective.late}`;
  const carried = known.get(key) ?? [0];
  known.set(key, carried);
  while (carried.length <= most)
    carried.push(carriedSlots(slots * carried.length, Math.exp(rounded / 10), objective) / slots);
  return carried;
}

/**
 * The most slots in use on average for which an M/M/n queue keeps the objective: P(wait > t) = C · e^(−(n − a) t / S), with C the chance
 * to wait at all (Erlang 1917). Few slots have less to even chance out with than many.
 */
export function carriedSlots(slots: number, service: number, { seconds, late }: WaitObjective): number {
  let [low, high] = [0, slots];
  for (let round = 0; round < 12; round++) {
    const offered = (low + high) / 2;
    if (erlangC(slots, offered) * Math.exp((-(slots - offered) * seconds) / service) <= late) low = offered;
    else high = offered;
  }
  return low;
}

/** The chance that all slots are taken, by way of Erlang's B, whose recursion is stable. */
export function erlangC(slots: number, offered: number): number {
  let blocked = 1;
  for (let n = 1; n <= slots; n++) blocked = (offered * blocked) / (n + offered * blocked);
  return blocked / (1 - (offered / slots) * (1 - blocked));
}
