/** 2019-10-02T17:04:40.985+0000 */
export function timestamp(time: number): string {
  return new Date(time).toISOString().replace("Z", "+0000");
}

/** 02/10/19 16:59:00, day first, as reasons of states have it. */
export function short(time: number): string {
  const [date = "", clock = ""] = new Date(time).toISOString().split("T");
  const [year = "", month, day] = date.split("-");
  return `${day}/${month}/${year.slice(2)} ${clock.slice(0, 8)}`;
}

/** As Java writes a double: 50.0. */
export function decimal(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
