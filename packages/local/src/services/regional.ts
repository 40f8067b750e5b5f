/** A service's state: one of its kind for each region, made at the region's first use. */
export function regional<T>(make: (region: string) => T): (region: string) => T {
  const states = new Map<string, T>();
  return (region) => {
    const state = states.get(region) ?? make(region);
    states.set(region, state);
    return state;
  };
}
