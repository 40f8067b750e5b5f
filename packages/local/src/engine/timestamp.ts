/** An extended offset date-time of ISO 8601: with T, seconds and Z or an offset; any number of decimals. */
const extended = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Epoch milliseconds of a timestamp as Step Functions takes them, or undefined where a text is none. */
export function timeOf(text: string): number | undefined {
  if (!extended.test(text)) return undefined;
  const time = Date.parse(text.replace(/(\.\d{3})\d+/, "$1"));
  return Number.isNaN(time) ? undefined : time;
}
