import { z } from "zod";
import { closest } from "../closest.ts";
import { allowedBy, choicesOf, describe, text } from "./description.ts";
import { isRecord } from "./merge.ts";
import { type Path, pathText, valueAt } from "./path.ts";
import { type Finding, meant } from "./problem.ts";
import { bare, fieldNames, schemaAt } from "./schema.ts";

type Issue = z.core.$ZodIssue;

/** Zod's own sentences begin like this; those of the configuration's refinements do not. */
const zodsOwn = /^(Invalid|Too |Unrecognized)/;

/** A field is named once, however many of its rules its value breaks. */
export function schemaFindings(schema: z.ZodType, given: unknown, issues: readonly Issue[]): Finding[] {
  const findings = issues.flatMap((issue) => findingsOf(schema, given, issue));
  const paths = findings.map(({ path, wrong }) => `${pathText(path)} ${wrong}`);
  return findings.filter((_, index) => paths.indexOf(paths[index] ?? "") === index);
}

/** Where an unknown key stands. */
export const unknownPaths = (issues: readonly Issue[]): Path[] =>
  issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...pathOf(issue), key]) : [],
  );

const pathOf = ({ path }: Issue): Path => path.map((key) => (typeof key === "number" ? key : String(key)));

function findingsOf(schema: z.ZodType, given: unknown, issue: Issue): Finding[] {
  const path = pathOf(issue);
  if (issue.code === "unrecognized_keys") {
    const container = schemaAt(schema, path, given);
    const names = container === undefined ? [] : fieldNames(container, valueAt(given, path));
    return issue.keys.map((key) => unknownKey([...path, key], key, names));
  }
  if (issue.code === "invalid_key")
    return [
      { path, wrong: "this is no name", allowed: issue.issues.map(({ message }) => message).join("; ") },
    ];
  const value = valueAt(given, path);
  const wanted = schemaAt(schema, path, given);
  const kinds = issue.code === "invalid_union" && "options" in issue ? (issue.options ?? []) : [];
  const allowed = kinds.length > 0 ? `one of ${kinds.map(text).join(", ")}` : wanted && allowedBy(wanted);
  if (value === undefined)
    return [{ path, wrong: "it is missing", ...(allowed && { allowed }), ...meantEntry(given, path) }];
  const choices = kinds.length > 0 || wanted === undefined ? kinds : choicesOf(describe(wanted));
  return [
    {
      path,
      wrong: zodsOwn.test(issue.message) ? "it cannot be this" : issue.message,
      ...(allowed && { allowed }),
      ...(typeof value === "string" && meant(value, choices.map(text))),
      ...(isRecord(value) &&
        wanted &&
        bare(wanted) instanceof z.ZodArray && { suggestion: "give the whole list at once, in JSON" }),
    },
  ];
}

/** What lacks a field may be another entry under a wrong name: `services.aut` for `services.auth`. */
function meantEntry(given: unknown, path: Path): Pick<Finding, "suggestion"> {
  const container = path.slice(0, -2);
  const name = path.at(-2);
  const entries = valueAt(given, container);
  if (typeof name !== "string" || !isRecord(entries)) return {};
  const near = closest(
    name,
    Object.keys(entries).filter((entry) => entry !== name),
  );
  return near === undefined ? {} : { suggestion: `did you mean ${pathText([...container, near])}?` };
}

function unknownKey(path: Path, key: string, names: readonly string[]): Finding {
  return { path, wrong: "there is no such field", allowed: names.join(", "), ...meant(key, names) };
}
