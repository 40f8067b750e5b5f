import { kinds } from "@signalbox/local/faults/kinds";
import { z } from "zod";
import { type Parameter, parameter } from "../command.ts";
import { usageError } from "../user-error.ts";

/** Every field of every kind, with its description and whether it is a number; the first kind that has it speaks for all. */
const fields = Object.fromEntries(
  kinds
    .toReversed()
    .flatMap(({ schema }) => Object.entries(schema.shape))
    .filter(([name]) => name !== "kind")
    .map(([name, field]) => {
      const { description = "", type } = z.toJSONSchema(field, { io: "input" });
      return [name, { description, isNumber: type === "number" || type === "integer" }];
    }),
);

const flagOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** One option a field, such as `--for-seconds <number>`. */
export const faultOptions: Readonly<Record<string, Parameter<string | undefined>>> = Object.fromEntries(
  Object.entries(fields).map(([name, { description, isNumber }]) => [
    name,
    parameter(`--${flagOf(name)} <${isNumber ? "number" : "text"}>`, description, z.string().optional()),
  ]),
);

/** The fault that was typed, as the local cloud takes it; it checks the rest, and knows what was probably meant. */
export function typedFault(kind: string | undefined, typed: Readonly<Record<string, unknown>>): object {
  const entries = Object.entries(typed).flatMap(([name, text]) => {
    const field = fields[name];
    if (!field || typeof text !== "string") return [];
    return [[name, field.isNumber ? numberOf(name, text) : text] as const];
  });
  return { ...(kind !== undefined && { kind }), ...Object.fromEntries(entries) };
}

function numberOf(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number)) return number;
  throw usageError(
    `--${flagOf(name)} cannot be "${text}"`,
    "it is a number",
    "signalbox fault add --help shows examples",
  );
}

/** One line a kind, with its own fields. */
export const kindNotes = [
  "Kinds:",
  ...kinds.map(({ name, description, schema }) => {
    const own = Object.keys(schema.shape).filter(
      (field) => !["kind", "from", "until", "forSeconds"].includes(field),
    );
    return `  ${name}\n      ${description}\n      ${own.map((field) => `--${flagOf(field)}`).join(" ")}`;
  }),
].join("\n");
