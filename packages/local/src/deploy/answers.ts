import type { Entry } from "./document.ts";
import { textOf } from "./entry-text.ts";

/** What the calls of a deployment answered: by the entry's id, then by the name of the output. */
export type Answers = Map<string, Readonly<Record<string, string>>>;

const reference = /\$\{([A-Za-z0-9]+)\.(\w+)\}/g;

/** The entry with every `${Id.output}` in its strings replaced. Throws an Error that names one nobody has answered. */
export function resolved(entry: Entry, answers: Answers): Entry {
  const text = textOf(entry).replaceAll(reference, (whole, id: string, output: string) => {
    const answer = output === "arnSuffix" ? suffixOf(answers.get(id)?.arn) : answers.get(id)?.[output];
    if (answer === undefined) throw new Error(`${whole} is not known: no earlier entry answers it`);
    // Into the JSON text, inside of its quotes.
    return JSON.stringify(answer).slice(1, -1);
  });
  // Plain JSON in, the same shape out.
  return JSON.parse(text);
}

/** `app/name/id` or `targetgroup/name/id`, as dimensions of CloudWatch have it. */
function suffixOf(arn: string | undefined): string | undefined {
  return arn
    ?.split(":")
    .at(-1)
    ?.replace(/^loadbalancer\//, "");
}

/** The outputs of an entry in the answer of its call. Throws an Error where the answer lacks one. */
export function outputsIn({ id, outputs = {} }: Entry, answer: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, path]) => {
      const value = path.split(".").reduce(memberOf, answer);
      if (typeof value !== "string") throw new Error(`the answer for ${id} has no ${path}`);
      return [name, value];
    }),
  );
}

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
