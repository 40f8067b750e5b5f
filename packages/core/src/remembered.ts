/** Works out each answer once, as long as no more than `atMost` are kept: then all are forgotten. What throws is tried anew. */
export function remembered<Of, Answer, Key extends string | number>(
  answer: (of: Of) => Answer,
  keyOf: (of: Of) => Key,
  atMost: number,
): (of: Of) => Answer {
  const known = new Map<Key, { readonly answer: Answer }>();
  return (of) => {
    const key = keyOf(of);
    const there = known.get(key);
    if (there) return there.answer;
    const made = answer(of);
    if (known.size >= atMost) known.clear();
    known.set(key, { answer: made });
    return made;
  };
}
