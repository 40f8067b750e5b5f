import { closest } from "../closest.ts";
import type { Path } from "./path.ts";

/** A fault as a check sees it. */
export interface Finding {
  readonly path: Path;
  /** What is wrong, as a clause: "it overlaps regions[0].cidr". */
  readonly wrong: string;
  /** What may stand there. */
  readonly allowed?: string;
  /** What to do about it, where one thing is likelier than others. */
  readonly suggestion?: string;
  /** Of a secret: what was given must not come into a log. */
  readonly secret?: true;
}

/** A fault as a person reads it. */
export interface Problem extends Omit<Finding, "path" | "secret"> {
  /** Such as `regions[1].cidr`. */
  readonly path: string;
  /** What stands there, as it is written, cut where it is long; absent where nothing does, and of a secret. */
  readonly given?: string;
  /** Who gave it: a layer's file, an environment variable, or the schema's default. */
  readonly origin?: string;
}

/** The suggestion that another of the words there are was meant; none where none is near. */
export function meant(word: string, words: readonly string[]): Pick<Finding, "suggestion"> {
  const near = closest(word, words);
  return near === undefined ? {} : { suggestion: `did you mean ${near}?` };
}
