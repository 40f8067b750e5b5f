import { invalidPattern } from "./error.ts";

/** The test that `%…%` stands for. */
export function regexOf(body: string): RegExp {
  try {
    return new RegExp(body);
  } catch {
    throw invalidPattern(`%${body}%`);
  }
}
