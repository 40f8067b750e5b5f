import type { Answer, Answers } from "./answers.ts";
import { handedOutAs } from "./column-type.ts";
import { many, type UpgradeFinding } from "./finding.ts";
import type { Probe } from "./probes.ts";
import { shortName } from "./schema.ts";

/**
 * The old version's statements that had an answer before the migration and have none, or another one, after it; one finding for
 * all of a table that fail alike, with the words of the first. What it was refused before tells nothing. Other values in the rows that a statement reads are the contents'
 * to judge.
 */
export function judgeAnswers(probes: readonly Probe[], before: Answers, after: Answers): UpgradeFinding[] {
  const groups = new Map<
    string,
    { readonly where: string; readonly told: string; readonly which: string[] }
  >();
  for (const probe of probes) {
    const [was, is] = [before[probe.id], after[probe.id]];
    const told = was?.said === "yes" ? differenceOf(probe, was, is) : undefined;
    if (told === undefined) continue;
    const group = `${probe.table} ${is?.said === "no" ? is.sqlstate : told}`;
    const found = groups.get(group) ?? { where: probe.table, told, which: [] };
    found.which.push(nameOf(probe));
    groups.set(group, found);
  }
  return [...groups.values()].map(({ where, told, which }) => ({
    class: "breaking",
    layer: "statements",
    where,
    sentence: `${many(which.length, "statement")} of the old version${where === "" ? "" : ` on ${shortName(where)}`} (${which.join(", ")}): ${told}.`,
  }));
}

/** What a recorded statement says is its name. */
const nameOf = ({ does, id, text }: Probe): string =>
  does === "plan" ? text.slice(0, 80) : id.slice(id.indexOf(": ") + 2);

function differenceOf(
  { does }: Probe,
  was: Extract<Answer, { said: "yes" }>,
  is: Answer | undefined,
): string | undefined {
  if (!is) return "not asked after the migration";
  if (is.said === "no") return `${is.sqlstate}, ${is.message}`;
  if (is.rows !== was.rows && does !== "plan") return `${many(is.rows, "row")} instead of ${was.rows}`;
  const other = Object.keys(was.types).filter(
    (column) => handedOutAs(was.types[column] ?? "") !== handedOutAs(is.types[column] ?? ""),
  );
  return other.length === 0
    ? undefined
    : `handed out as ${other.map((column) => `${is.types[column]} instead of ${was.types[column]} in ${column}`).join(", ")}`;
}

/** The new version's own statements that its schema does not answer: such a release does not work anywhere. */
export function judgeNewAnswers(probes: readonly Probe[], answers: Answers): UpgradeFinding[] {
  return probes.flatMap((probe): UpgradeFinding[] => {
    const answer = answers[probe.id];
    if (answer?.said === "yes") return [];
    const told = answer ? `${answer.sqlstate}, ${answer.message}` : "it was not asked";
    return [
      {
        class: "refused",
        layer: "statements",
        where: probe.table,
        sentence: `The new version's own statement ${nameOf(probe)}${probe.table === "" ? "" : ` on ${shortName(probe.table)}`} fails on its own schema: ${told}.`,
      },
    ];
  });
}
