/** Works out each answer once, as long as no more than `atMost` are kept: then all are forgotten. What throws is tried anew. */
export function remembered<Of, Answer>(
  answer: (of: Of) => Answer,
  keyOf: (of: Of) => string,
  atMost: number,
): (of: Of) => Answer {
  const known = new Map<string, Answer>();
  return (of) => {
    const key = keyOf(of);
    const there = known.get(key);
    if (there !== undefined) return there;
    if (known.size >= atMost) known.clear();
    const made = answer(of);
    known.set(key, made);
    return made;
  };
}
