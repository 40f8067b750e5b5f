import type { Probes, Seen } from "@signalbox/core/failover/observation";
import { controlsNeeded, controlTargets, seenReplication, seenWrite } from "@signalbox/core/failover/probe";
import { readyPath } from "@signalbox/core/platform/maintenance";
import { isMoving, isWriter, readGlobalCluster } from "../aws/global-cluster.ts";
import type { FunctionContext } from "../context.ts";
import { reachOf } from "../web/reach.ts";
import { lookAtCanary } from "./canary.ts";
import { readLags } from "./metrics.ts";
import { memberIn, placesOf } from "./places.ts";

const timeoutMs = 8_000;

/** Whether it answers with a page. */
export async function answers(context: FunctionContext, url: string): Promise<boolean> {
  try {
    const { status } = await reachOf(context)(url, { timeoutMs });
    return status >= 200 && status < 300;
  } catch {
    return false;
  }
}

const seen = (up: boolean): Seen => (up ? "up" : "down");

/** What the region that writes looks like from here, and whether this observer sees at all. */
export async function probe(
  context: FunctionContext,
  about: string,
): Promise<{ readonly probes: Probes; readonly sees: boolean }> {
  const { url } = memberIn(placesOf(context), about);
  const [edge, login, databaseWrite, replication, controls] = await Promise.all([
    answers(context, `${url}${readyPath}`),
    // Open WebUI's settings: the application and its database answer, and nobody's password is needed.
    answers(context, `${url}/api/config`),
    writeHere(context),
    replicationHere(context),
    Promise.all(controlTargets.map((target) => answers(context, target))),
  ]);
  const moves = databaseWrite === "up" || replication === "up";
  const isAnothers = moves && !edge && !login && (await isWrittenElsewhere(context, about));
  const inside = isAnothers
    ? ({ databaseWrite: "down", replication: "down" } as const)
    : { databaseWrite, replication };
  return {
    probes: { edge: seen(edge), login: seen(login), ...inside },
    sees: controls.filter((one) => one).length >= controlsNeeded,
  };
}

/**
 * Whether RDS has another member as the writer: between a claim and its promotion, what arrives is of the region that was left. A run
 * that dies there, while that one is back, would else never look dead. Where RDS does not answer, what was seen stands.
 */
async function isWrittenElsewhere(context: FunctionContext, about: string): Promise<boolean> {
  const places = placesOf(context);
  try {
    const present = await readGlobalCluster(context.aws.rds, places.globalCluster);
    return !isMoving(present) && !isWriter(present, memberIn(places, about).clusterArn);
  } catch (error) {
    context.log.info("the global cluster could not be read", { error: String(error) });
    return false;
  }
}

/** The neutral region has no database in which a row could have arrived. */
async function writeHere(context: FunctionContext): Promise<Seen> {
  if (context.platform.role === undefined) return "unknown";
  const { newest } = await lookAtCanary(context);
  return seenWrite(newest, context.clock.now());
}

/** Of this region's own member; the neutral region has none, and knows nothing. */
async function replicationHere(context: FunctionContext): Promise<Seen> {
  const member = placesOf(context).regions.find(({ region }) => region === context.platform.region);
  if (!member) return "unknown";
  try {
    const cluster = member.clusterArn.slice(member.clusterArn.lastIndexOf(":") + 1);
    return seenReplication(await readLags(context, cluster), context.clock.now());
  } catch (error) {
    context.log.info("the lag could not be read", { error: String(error) });
    return "unknown";
  }
}
