/** Requests of a service, minute by minute. */
export interface Trace {
  readonly requests: Float64Array;
  /** Tokens of all the minute's prompts. */
  readonly inputTokens: Float64Array;
  /** Tokens of all its answers. */
  readonly outputTokens: Float64Array;
}

const minutesOfWeek = 7 * 24 * 60;
const columns = ["minute", "requests", "input_tokens", "output_tokens"];

/**
 * Reads a CSV of these columns; minute 0 is Monday, 0:00. Lines that begin with # are comments; a minute that is left out had no
 * requests. Throws an Error that names the line which cannot be read.
 */
export function readTrace(text: string): Trace {
  const rows: number[][] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "" || line.startsWith("#") || line.startsWith("minute,")) continue;
    const row = line.split(",").map((cell) => (cell.trim() === "" ? Number.NaN : Number(cell)));
    if (row.length !== columns.length || !row.every((value) => value >= 0 && Number.isFinite(value)))
      throw new Error(`line ${index + 1} is "${line.slice(0, 60)}", not ${columns.join(",")} as numbers`);
    const [minute = 0, before = -1] = [row[0], rows.at(-1)?.[0]];
    if (rows.length === 0 && minute >= minutesOfWeek)
      throw new Error(`line ${index + 1} is of minute ${minute}: minutes count from the beginning of a week`);
    if (!Number.isInteger(minute) || minute <= before)
      throw new Error(`line ${index + 1} is of minute ${minute}, which does not come after ${before}`);
    rows.push(row);
  }
  if (rows.length === 0) throw new Error(`it has no line of ${columns.join(",")}`);
  const minutes = (rows.at(-1)?.[0] ?? 0) + 1;
  const column = (index: number): Float64Array => {
    const values = new Float64Array(minutes);
    for (const row of rows) values[row[0] ?? 0] = row[index] ?? 0;
    return values;
  };
  return { requests: column(1), inputTokens: column(2), outputTokens: column(3) };
}
