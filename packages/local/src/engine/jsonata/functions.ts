import { createHash } from "node:crypto";
import type { Clock } from "@signalbox/core/clock";
import jsonata from "jsonata";
import type { Random } from "../../world/random.ts";
import { random as seeded } from "../../world/random.ts";

/** What expressions need of the world. */
export interface Chance {
  readonly clock: Clock;
  readonly random: Random;
}

const algorithms: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

/** The functions that Step Functions adds to JSONata: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
const pure = {
  parse: (text: string): unknown => JSON.parse(text),
  hash: (text: string, algorithm: string): string => {
    const name = algorithms[algorithm];
    if (!name) throw new RangeError(`Unsupported hash algorithm: ${algorithm}`);
    return createHash(name).update(text).digest("hex");
  },
  partition: (items: readonly unknown[], size: number): unknown[][] => {
    if (!(size >= 1)) throw new RangeError("The chunk size must be a positive number");
    const chunks: unknown[][] = [];
    for (let start = 0; start < items.length; start += Math.floor(size))
      chunks.push(items.slice(start, start + Math.floor(size)));
    return chunks;
  },
  range: (first: number, last: number, step: number): unknown => {
    if (step === 0) throw new RangeError("The step must not be 0");
    const count = Math.max(0, Math.floor((last - first) / step) + 1);
    // AWS's States.ArrayRange has the same limit.
    if (count > 1000) throw new RangeError("The range must not have more than 1000 items");
    const items = Array.from({ length: count }, (_, index) => first + index * step);
    // AWS unwraps a range of one ($range(1, 9, 9) is 1), as JSONata does with its own sequences.
    return items.length === 1 ? items[0] : items;
  },
};

const format = jsonata("$fromMillis($ms, $picture, $timezone)");

/** The binding under which an evaluation finds its world: no expression can write a name with a space. */
export const chanceBinding = "the chance";

const chanceOf = ({ environment }: jsonata.Focus): Chance => environment.lookup(chanceBinding);

/** Gives a program AWS's functions, puts JSONata's own clock and chance on ours, and takes $eval away. */
export function equip(program: jsonata.Expression): void {
  for (const [name, implementation] of Object.entries(pure)) program.registerFunction(name, implementation);
  program.registerFunction("uuid", function () {
    return chanceOf(this).random.uuid();
  });
  program.registerFunction("random", function (seed?: number) {
    return (seed === undefined ? chanceOf(this).random : seeded(seed)).next();
  });
  program.registerFunction("millis", function () {
    return chanceOf(this).clock.now();
  });
  program.registerFunction("now", function (picture?: string, timezone?: string) {
    return format.evaluate(undefined, { ms: chanceOf(this).clock.now(), picture, timezone });
  });
  // Bound to nothing, so that a call is "T1006: Attempted to invoke a non-function", as on AWS.
  program.assign("eval", undefined);
}
