import { lengthOf } from "@signalbox/core/backup/length-of-time";
import type { Refusal, Source } from "@signalbox/core/backup/restore/choose-source";
import type { RestoreItem, RestorePlan } from "@signalbox/core/backup/restore/plan";
import { shortPoint } from "../backups/find.ts";
import { remedyFor } from "../failure.ts";
import type { Colors } from "../io.ts";
import { iso } from "./backups.ts";
import { shorten } from "./shorten.ts";
import { facts } from "./table.ts";
import { hang } from "./wrap.ts";

/** What a restore would do, within the page's width. */
export function renderRestorePlan(
  { items, refusals, acts, approval, warnings }: RestorePlan,
  colors: Colors,
): string {
  const parts = [
    ...items.map((item) => itemOf(item, approval, colors)),
    ...warnings.map((one) => `${colors.yellow("!")} ${hang(one, 2)}`),
    acts.length > 0
      ? [
          colors.bold("It would"),
          ...acts.map(({ text }, at) => hang(`${String(at + 1).padStart(2)}. ${text}`, 4)),
        ].join("\n")
      : undefined,
    refusals.length === 0
      ? `${colors.green("✓")} it would not be refused`
      : refusals.map((one) => refusalOf(one, colors)).join("\n"),
  ];
  return parts.filter((part) => part !== undefined).join("\n\n");
}

function itemOf(
  { target, source, replaces, lostMs, expectedMs }: RestoreItem,
  approval: RestorePlan["approval"],
  colors: Colors,
): string {
  return facts([
    [colors.bold("restore"), `${target} as it was at ${iso(source.at)}`],
    ["from", sourceOf(source)],
    ["replaces", replaces],
    ["lost", lostMs === 0 ? "nothing newer" : `what was written in the ${lengthOf(lostMs)} since then`],
    [
      "takes",
      expectedMs === undefined ? "not known: none was measured" : `${lengthOf(expectedMs)}, as measured last`,
    ],
    [
      "approval",
      approval === "person"
        ? "a person agrees before anything is switched"
        : "nobody is asked: the stage is not permanent",
    ],
  ]);
}

const sourceOf = (source: Source): string =>
  source.kind === "moment"
    ? "the log, to the second"
    : `the point ${shortPoint(source.point.id)} of ${source.point.class}, ${source.point.phase}`;

function refusalOf({ error, sentence, nearest }: Refusal, colors: Colors): string {
  const remedy = remedyFor(error);
  const instead = nearest.map((source) =>
    source.kind === "point"
      ? `--point ${shortPoint(source.point.id)}`
      : `--time ${new Date(source.at).toISOString()}`,
  );
  return [
    `${colors.red("✗")} ${hang(`it would be refused: ${error}: ${shorten(sentence)}`, 2)}`,
    ...(instead.length > 0 ? [`  ${colors.dim("try")} ${instead.join("  or  ")}`] : []),
    ...(remedy === undefined ? [] : [`  ${hang(remedy, 2)}`]),
  ].join("\n");
}
