/** Seeded chance: the same seed gives the same run. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** An independent stream for one user, so that a new user does not disturb the others. */
  fork(label: string): Random;
  /** A version 4 UUID. */
  uuid(): string;
  /** `length` lower-case hex digits. */
  hex(length: number): string;
}

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, enough for a simulation, not for secrets. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const hex = (length: number): string => {
    // A third of what a loop by Array.from takes; every call of the cloud has an ID.
    let digits = "";
    while (digits.length < length) digits += "0123456789abcdef"[Math.floor(next() * 16)];
    return digits;
  };
  return {
    next,
    hex,
    fork: (label) => random(hash(`${seed}/${label}`)),
    uuid: () => {
      const variant = "89ab"[Math.floor(next() * 4)];
      return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`;
    },
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const char of text) h = Math.imul(h ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return h >>> 0;
}
