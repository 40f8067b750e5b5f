import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import type { SeenPart } from "@signalbox/core/recovery/next-part";
import type { RecoveryRun } from "@signalbox/core/recovery/run";
import { z } from "zod";
import type { StepContext } from "../../context.ts";
import { within } from "../../web/within.ts";
import { readRestoration } from "../restore/record.ts";
import type { Part } from "./parts.ts";

export interface Seen extends SeenPart {
  readonly part: Part;
  /** What is to be known of it; one sentence. */
  readonly text: string;
}

type State = Pick<Seen, "state" | "text" | "problem">;

/** Another region that is gone gives no answer. */
const elsewhereSeconds = 3;

export const isElsewhere = ({ platform }: StepContext, { region }: Pick<Part, "region">): boolean =>
  region !== platform.region;

/** Asks another region for a while, and this one as long as it takes. */
export const askedThere = <T>(
  context: StepContext,
  part: Pick<Part, "region">,
  ask: () => Promise<T>,
  otherwise: (why: string) => T,
): Promise<T> =>
  isElsewhere(context, part)
    ? within(
        { clock: context.clock, signal: context.signal },
        elsewhereSeconds,
        () => otherwise(`${part.region} does not answer`),
        () => ask().catch((error: unknown) => otherwise(`${part.region}: ${String(error)}`)),
      )
    : ask();

export const executionOf = ({ platform }: StepContext, { workflow, region, name }: Part): string =>
  arns.execution({ account: platform.account, region }, namesOf(platform).deployed(workflow), name);

/** Where a part is. What has ended is not asked for again, but for a restore: a person may go back from it. */
export async function seePart(context: StepContext, part: Part, { acts }: RecoveryRun): Promise<Seen> {
  const known = acts.find(({ name }) => name === part.name);
  const isOptional = isElsewhere(context, part);
  const state: State =
    known?.outcome !== undefined && part.restores === undefined
      ? { state: known.outcome, text: known.text }
      : await askedThere(
          context,
          part,
          () => look(context, part),
          (text): State => ({ state: "silent", text }),
        );
  return { part, name: part.name, isOptional, ...state };
}

const Did = z.object({ did: z.array(z.string()) });

async function look(context: StepContext, part: Part): Promise<State> {
  const { sfn } = isElsewhere(context, part) ? context.clientsIn(part.region) : context.aws;
  const executionArn = executionOf(context, part);
  const found = await sfn.send(new DescribeExecutionCommand({ executionArn })).catch((error: unknown) => {
    if (error instanceof Error && error.name === "ExecutionDoesNotExist") return undefined;
    throw error;
  });
  if (!found) return { state: "unstarted", text: "not started" };
  const runs = found.status === "RUNNING" || found.status === "PENDING_REDRIVE";
  if (part.restores) return await restored(context, part.name, part.restores, runs);
  if (runs) return { state: "runs", text: "under way" };
  if (found.status === "SUCCEEDED") {
    const { did } = Did.parse(JSON.parse(found.output ?? "{}"));
    return { state: "done", text: did.join("; ") };
  }
  return ended(part.name, found.error, found.cause ?? found.status);
}

/** A restore by its own record. */
async function restored(
  context: StepContext,
  run: string,
  what: "database" | "all",
  runs: boolean,
): Promise<State> {
  const { phase, outcome, problem } = (await readRestoration(context, { what, run })) ?? {};
  const serves = runs && phase === "keeping-old" && problem === undefined;
  if (serves || outcome === "restored")
    return {
      state: "done",
      text: `${what} is restored and serves; \`signalbox backup back ${run}\` leads back`,
    };
  if (problem) return ended(run, problem.error, problem.cause);
  if (!runs || outcome !== undefined || phase === "going-back")
    return ended(run, undefined, outcome ?? "it was stopped, or a person goes back from it");
  const text =
    phase === "waiting-for-person"
      ? `waits for \`signalbox backup approve ${run}\`, or abort`
      : (phase ?? "beginning");
  return { state: "runs", text };
}

const ended = (name: string, error = "Recovery.PartEnded", why = "no cause was given"): State => ({
  state: "failed",
  text: `${error}: ${why}`,
  problem: { error, cause: `${name}: ${why}` },
});
