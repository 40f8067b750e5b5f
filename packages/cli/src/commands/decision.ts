import { userInfo } from "node:os";
import { isWaiting } from "@signalbox/core/ledger/records";
import { z } from "zod";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions, watchOption } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { type AnyCommand, command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { type Answer, decide, type PersonsDecision } from "../releases/decide.ts";
import { findRelease } from "../releases/find.ts";
import { findSet } from "../sets/find.ts";
import { watchSet } from "../sets/run.ts";
import { releaseArgument } from "./history.ts";
import { watch } from "./watch.ts";

interface DecisionWords {
  readonly description: string;
  readonly example: readonly [line: string, meaning: string];
}

/** The command by which a person decides about a release; `abort` and `promote` differ in words alone. */
export function decisionCommand(
  action: PersonsDecision["action"],
  { description, example }: DecisionWords,
): AnyCommand {
  return command({
    name: action,
    description,
    arguments: { release: releaseArgument },
    options: {
      reason: parameter("--reason <text>", "why; it goes into the report", z.string().trim().min(1)),
      ...watchOption,
      ...cloudOptions,
    },
    examples: [example],
    run: async ({ release, reason, watch: follow, json, ...options }, io) => {
      const cloud = openCloud(options, io);
      const deployment = await readDeployment(cloud);
      const set = await findSet(cloud, deployment, release);
      const executionArn = set ?? (await findRelease(cloud, deployment, release));
      const id = executionArn.slice(executionArn.lastIndexOf(":") + 1);
      const decision: PersonsDecision = { release: id, action, reason, by: userInfo().username };
      const answer = await decide(cloud, deployment, decision, executionArn, io.clock);
      const what = set === undefined ? effect(decision, answer) : "; it turns all of its releases back";
      io.err(`${io.colors.green("✓")} ${id} was told to ${action}${what}`);
      if (follow && set !== undefined) return watchSet({ cloud, deployment, json }, id, set, io);
      if (follow) return watch({ cloud, deployment, executionArn, json }, io);
      if (json) io.out(JSON.stringify({ ...decision, ...answer }, undefined, 2));
      return exit.done;
    },
  });
}

/** What a decision does that no wait was there to take. */
function effect({ action }: PersonsDecision, { phase, answered }: Answer): string {
  if (answered) return "";
  if (phase === "queued") return "; it ends at its next look, with nothing done";
  if (action === "abort") return `; it is ${phase} and turns back at its next step`;
  return isWaiting(phase)
    ? "; but the wait that it was in is over already, so this changes nothing"
    : `; nothing waits while it is ${phase}: its next wait ends at once`;
}
