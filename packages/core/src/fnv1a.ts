/** FNV-1a of 32 bits, http://www.isthe.com/chongo/tech/comp/fnv/: tells texts apart; it protects nothing. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
