/** A service's state: one of its kind for each region, made at the region's first use. */
export interface Regional<T> {
  (region: string): T;
  /** The regions used so far. */
  known(): ReadonlyMap<string, T>;
}

export function regional<T>(make: (region: string) => T): Regional<T> {
  const states = new Map<string, T>();
  const of = (region: string): T => {
    const state = states.get(region) ?? make(region);
    states.set(region, state);
    return state;
  };
  return Object.assign(of, { known: () => states });
}
