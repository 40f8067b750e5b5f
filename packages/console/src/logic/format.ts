/** 45 s, 2:05, 1:02:05, 3 d 04:00: as short as it can be read. `ms` below zero counts as zero. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const two = (value: number): string => String(value).padStart(2, "0");
  if (days > 0) return `${days} d ${two(hours)}:${two(minutes)}`;
  if (hours > 0) return `${hours}:${two(minutes)}:${two(seconds % 60)}`;
  return minutes > 0 ? `${minutes}:${two(seconds % 60)}` : `${seconds} s`;
}

/** Time of day in UTC, as AWS's own timestamps are. */
export function clockTime(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}

export function dayAndTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 10)} ${clockTime(at)}`;
}

/** `12.3 %`, `25 %`; an unknown share is a dash. */
export function percent(value: number | undefined | null): string {
  if (value === undefined || value === null) return "–";
  return `${Number.isInteger(value) ? value : value.toFixed(1)} %`;
}

/** The sentence in an error's cause: Lambda gives JSON text with `errorMessage`. */
export function sentenceOf(cause: string): string {
  try {
    const value: unknown = JSON.parse(cause);
    if (typeof value === "object" && value !== null && "errorMessage" in value)
      return String(value.errorMessage);
  } catch {
    // Plain words, as most causes are.
  }
  return cause;
}

/** `shifting-traffic` → `shifting traffic`. */
export const words = (name: string): string => name.replaceAll("-", " ");

/** ARNs to their last name, images without the registry, digests to twelve digits: what tells them apart. */
export function shorten(text: string): string {
  return text
    .replaceAll(/arn:aws[\w-]*:[\w-]*:[\w-]*:\d*:(?:[\w.-]+\/)*/g, "")
    .replaceAll(/\d{12}\.dkr\.ecr\.[\w-]+\.amazonaws\.com\//g, "")
    .replaceAll(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/g, "$1");
}
