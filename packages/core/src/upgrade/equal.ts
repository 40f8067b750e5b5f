/** Whether two values of JSON say the same; a property that is undefined is one that is not there. */
export function equal(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [ones, others] = [entriesOf(one), entriesOf(other)];
  return (
    ones.size === others.size &&
    [...ones].every(([name, value]) => others.has(name) && equal(value, others.get(name)))
  );
}

const entriesOf = (value: object): Map<string, unknown> =>
  new Map(Object.entries(value).filter(([, held]) => held !== undefined));
