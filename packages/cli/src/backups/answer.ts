import type { Catalogue } from "@signalbox/core/backup/catalogue/entries";
import type { Restoration, RestoreDecision } from "@signalbox/core/backup/run/restoration";
import { suggestion } from "@signalbox/core/closest";
import { z } from "zod";
import { invokeDecider } from "../cloud/invoke-decider.ts";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { UserError } from "../user-error.ts";

const Answer = z.object({ phase: z.string(), answered: z.boolean() });

/** Where the restore was, and whether a wait was there that the decision ended. */
export type Answer = z.output<typeof Answer>;

/** Hands a person's decision to a restore. Throws a UserError where it can have no effect. */
export async function answerRestore(
  cloud: Cloud,
  deployment: Deployment,
  decision: RestoreDecision,
): Promise<Answer> {
  return Answer.parse(
    await invokeDecider(cloud, deployment, {
      decider: "decide-restore",
      decision,
      about: decision.restore,
      otherwise: "signalbox backup list shows how it stands",
    }),
  );
}

/** The restore of that name, or beginning of one, or the `latest`. Throws a UserError where there is none, or several. */
export function restoreNamed({ targets }: Catalogue, typed: string): Restoration {
  const all = targets
    .flatMap(({ restorations }) => restorations)
    .toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  const exact = typed === "latest" ? all[0] : all.find(({ run }) => run === typed);
  const found = exact ? [exact] : all.filter(({ run }) => run.startsWith(typed));
  const [first] = found;
  if (first && found.length === 1) return first;
  throw new UserError(
    found.length > 1 ? `${found.length} restores begin with ${typed}` : `there is no restore ${typed}`,
    all.length === 0
      ? "nothing was restored yet"
      : suggestion(
          typed,
          all.map(({ run }) => run),
        ),
    "signalbox backup list shows the newest; latest means the newest of all",
  );
}
