import { InvokeCommand } from "@aws-sdk/client-lambda";
import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { namesOf } from "@signalbox/core/platform/names";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { type Everywhere, patienceSeconds } from "@signalbox/core/release/everywhere";
import { PlanDocument } from "@signalbox/core/release/plan-document";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import type { Problem } from "@signalbox/core/release/release";
import type { ReleaseRequest } from "@signalbox/core/release/request";
import { everywhereRule } from "@signalbox/core/release/set/cutover-text";
import { holdSeconds, othersSeconds } from "@signalbox/core/release/set/patience";
import { plannedWaves, rules, type SetPlan } from "@signalbox/core/release/set/plan";
import { type RefusedMember, refusalsOf } from "@signalbox/core/release/set/refusals";
import type { TogetherRequest } from "@signalbox/core/release/set/request";
import { type Member, memberName, memberRun, type ReleaseSet } from "@signalbox/core/release/set/set";
import { LastDowntime, predictDowntime } from "@signalbox/core/upgrade/downtime";
import { withOthers } from "@signalbox/core/upgrade/downtime-everywhere";
import type { Force } from "@signalbox/core/upgrade/release-upgrade";
import { getItem, ledgerOf } from "../aws/ledger.ts";
import type { StepContext } from "../context.ts";
import { runName } from "../release/names.ts";
import { pinned } from "../workflows/release/checks.ts";
import { groupThat } from "../workflows/release/group.ts";
import { clientsOf } from "./place.ts";

/** A set as it is asked for. */
export interface AskedSet extends Omit<TogetherRequest, "groups" | "dryRun"> {
  readonly title: string;
  /** Whether its first member may have to migrate a database that the others share. */
  readonly migrates?: boolean;
  readonly force?: Force | undefined;
  readonly betweenSeconds: number;
  readonly waves: readonly (readonly AskedMember[])[];
}

interface AskedMember {
  readonly group: string;
  readonly region: string;
  readonly image: NonNullable<ReleaseRequest["image"]>;
  /** Tells its execution from the others'. */
  readonly mark: string;
}

/**
 * The set with every image pinned, and what each of its releases would do, as `plan` of its region says: whatever would refuse
 * one of them refuses the set. Throws what is wrong before `plan` can be asked: `Release.UnknownGroup`, `Release.ImageNotFound`.
 */
export async function assessSet(
  context: StepContext,
  asked: AskedSet,
): Promise<{ set: ReleaseSet; plan: SetPlan }> {
  const set = await setOf(context, asked);
  const rule = await ruleOf(context, set);
  const refused: RefusedMember[] = [];
  const waves = [];
  for (const wave of set.waves) {
    const planned = [];
    for (const member of wave) {
      const name = memberName(set, member);
      const { title, atLeastSeconds, atMostSeconds, cost, ...document } = await planOf(context, set, member);
      refused.push({ name, reasons: reasons(document) });
      const { strategy } = member;
      planned.push({
        name,
        title,
        strategy,
        atLeastSeconds,
        atMostSeconds,
        ...(cost !== undefined && { cost }),
      });
    }
    waves.push(planned);
  }
  const plan = {
    title: asked.title,
    waves: plannedWaves(set.betweenSeconds, set.force ? [waves.flat()] : waves),
    rules: [...rules, ...rule],
    refusals: refusalsOf(refused),
  };
  return { set, plan };
}

const reasons = ({ refusals, drift }: Pick<PlanDocument, "refusals" | "drift">): Problem[] => [
  ...refusals,
  ...(drift === undefined ? [] : [{ error: "Release.Drifted", cause: drift }]),
];

/** Of a set that may become one cutover of all its members. */
async function ruleOf(context: StepContext, { everywhere, force, ...set }: ReleaseSet): Promise<string[]> {
  const [writer] = set.waves.flat();
  if (!everywhere || !writer) return [];
  const last = await getItem(ledgerOf(context, writer.group), ledgerKeys.downtime, LastDowntime);
  const downtime = withOthers(
    predictDowntime({ rehearsal: { migrate: 0 }, ...(last && { "last cutover": last.seconds }) }),
  );
  return [everywhereRule(memberName(set, writer), force !== undefined, downtime)];
}

async function setOf(context: StepContext, asked: AskedSet): Promise<ReleaseSet> {
  const { execution } = context.visit;
  const run = runName(execution);
  const { requestedBy, reason, breakGlass, policy, betweenSeconds, migrates, force } = asked;
  const groupOf = (name: string): ReleaseGroup =>
    groupThat(context.platform, (each) => each.name === name, `there is no group ${name}`);
  const policyOf = ({ group }: AskedMember) => ReleasePolicy.parse({ ...groupOf(group).policy, ...policy });
  const policies = asked.waves.map((wave) => wave.map(policyOf));
  const holds = holdSeconds(policies, betweenSeconds);
  const waves: Member[][] = [];
  for (const [index, wave] of asked.waves.entries()) {
    const members: Member[] = [];
    for (const member of wave) {
      const { group, region, image, mark } = member;
      members.push({
        group,
        region,
        strategy: groupOf(group).strategy,
        run: memberRun(run, mark),
        // Once for all regions, so that a tag that moves meanwhile moves nothing.
        image: await pinned(context, image),
        holdSeconds: policyOf(member).holdSeconds,
        policy: {
          ...policy,
          othersSeconds: othersSeconds(policies[index] ?? []),
          holdSeconds: holds[index] ?? policyOf(member).holdSeconds,
        },
      });
    }
    waves.push(members);
  }
  return {
    run,
    execution,
    requestedBy,
    ...(reason !== undefined && { reason }),
    ...(breakGlass !== undefined && { breakGlass }),
    startedAt: Math.floor(context.clock.now()),
    betweenSeconds,
    waves,
    ...(migrates && { everywhere: everywhereOf(context, run, asked, policies.flat()) }),
    ...(force && { force }),
  };
}

/** What its releases are told: the first one migrates. */
const everywhereOf = (
  { platform }: StepContext,
  set: string,
  { waves }: AskedSet,
  policies: readonly ReleasePolicy[],
): Everywhere => ({
  set,
  region: platform.region,
  writer: memberRun(set, waves[0]?.[0]?.mark ?? ""),
  patienceSeconds: patienceSeconds(policies),
});

/** What the release of a member would do now; its region's own function knows what stands there. */
async function planOf(
  context: StepContext,
  { requestedBy, reason, breakGlass, everywhere, force }: ReleaseSet,
  { group, region, image, policy, run }: Member,
): Promise<PlanDocument> {
  const { lambda } = clientsOf(context, region);
  const request: ReleaseRequest = {
    group,
    image,
    requestedBy,
    ...(reason !== undefined && { reason }),
    ...(breakGlass !== undefined && { breakGlass }),
    ...(everywhere && { everywhere }),
    ...(force && everywhere?.writer === run && { force }),
    policy,
  };
  const Payload = new TextEncoder().encode(JSON.stringify(request));
  const FunctionName = namesOf(context.platform).deployed("plan");
  const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload }), {
    abortSignal: context.signal,
  });
  const said: unknown = JSON.parse(answer.Payload?.transformToString() ?? "null");
  const plan = PlanDocument.safeParse(said);
  if (plan.success) return plan.data;
  throw new NamedError(
    "Aws.Unavailable",
    `the function ${FunctionName} in ${region} did not plan: ${JSON.stringify(said).slice(0, 300)}`,
  );
}
