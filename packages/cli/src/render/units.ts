/** Seconds as a person reads them: 0.4 s, 12 s, 3 min 05 s, 2 h 04 min. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/** Time since a start as a stopwatch shows it: 04:31, 1:04:31. */
export function stopwatch(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** 51234 as 51,234. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** A share between 0 and 1 as percent with two digits: 0.0512 as 5.12 %. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

const two = (value: number): string => String(value).padStart(2, "0");
