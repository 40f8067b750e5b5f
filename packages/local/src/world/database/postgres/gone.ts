import { SqlError } from "../sql-error.ts";

export const gone = (name: string): SqlError =>
  new SqlError("08006", `${name} does not answer: its processes have ended`);

/** What a client hears, by whatever way the server or the connection to it failed. */
export function sqlError(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || error instanceof SqlError) return error;
  const code = "code" in error ? String(error.code) : "";
  if (/^[0-9A-Z]{5}$/.test(code)) return new SqlError(code, error.message, { cause: error });
  const broken =
    code.startsWith("ECONN") || /Connection terminated|pool after calling end/.test(error.message);
  return broken ? gone(name) : error;
}
