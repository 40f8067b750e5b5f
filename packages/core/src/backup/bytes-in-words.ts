const units = ["kB", "MB", "GB", "TB"] as const;

/** Bytes for people, three digits that count: `512 bytes`, `4.1 kB`, `932 MB`. A thousand to the next unit. */
export function bytesInWords(bytes: number): string {
  if (bytes < 999.5) return `${Math.round(bytes)} bytes`;
  const power = Math.min(units.length, Math.floor(Math.log10(Number(bytes.toPrecision(3))) / 3));
  return `${Number((bytes / 1_000 ** power).toPrecision(3))} ${units[power - 1]}`;
}
