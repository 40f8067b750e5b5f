/** A minute of a trace as people write it: 3d08:15 is the fourth day, a quarter past eight; 4815 is the same. */
export const momentPattern = /^(?:(\d+)d)?([01]?\d|2[0-3]):([0-5]\d)$|^(\d+)$/;

export function minuteOf(moment: string): number {
  const [, days = "0", hours = "0", minutes = "0", whole] = momentPattern.exec(moment) ?? [];
  return whole === undefined ? Number(days) * 1440 + Number(hours) * 60 + Number(minutes) : Number(whole);
}

export function momentOf(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${Math.floor(minute / 1440)}d${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
}
