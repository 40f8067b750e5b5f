import { verdictOf } from "@signalbox/core/failover/verdict";
import type { ForbiddenCall } from "@signalbox/local/gate/forbidden";
import type { Row } from "@signalbox/local/world/database/database-plane";
import type { FailoverStatus } from "../../failovers/read.ts";
import { count, duration } from "../../render/units.ts";
import { missing } from "../recovery/diary.ts";
import type { Expectation } from "../tour.ts";
import type { Looks } from "./come-back.ts";
import { lagSeconds } from "./standing-by.ts";
import type { Story } from "./story.ts";

type Told = Pick<Story, "places" | "darkAt" | "run" | "heir"> & {
  readonly writer: Pick<Story["writer"], "acknowledged" | "refused">;
};

/** On a busy laptop what is on its way is late by some beats of the clock. */
const beatsMs = 4_000;

export function standingBy(statuses: readonly FailoverStatus[], home: string): Expectation[] {
  const words = (statuses[0]?.seen ?? []).filter(({ about }) => about === home);
  return [
    {
      promise: `three observers outside of ${home} see it up`,
      met: words.filter((one) => verdictOf(one) === "up").length === 3,
      seen: words.map((one) => `${one.observer} ${verdictOf(one)}`).join(", ") || "nobody has looked",
    },
    {
      promise: "both regions that stand by were found ready to take over, unasked",
      met: statuses.length === 2 && statuses.every(({ readiness }) => readiness?.ready === true),
      seen: statuses
        .map(
          ({ region, readiness }) => `${region} ${readiness ? `lacks ${readiness.lacks.length}` : "unseen"}`,
        )
        .join(", "),
    },
  ];
}

export interface GoneDark {
  readonly story: Told;
  /** Messages in the database of the region that took over. */
  readonly rows: readonly Row[];
  /** Where the public name leads. */
  readonly leads: string | undefined;
  /** What was tried since the region went dark. */
  readonly forbidden: readonly ForbiddenCall[];
  readonly rtoSeconds: number;
}

export function goneDark({ story, rows, leads, forbidden, rtoSeconds }: GoneDark): Expectation[] {
  const { places, darkAt, run, writer, heir } = story;
  const { home } = places;
  const before = writer.acknowledged.filter(({ region }) => region === home);
  const after = writer.acknowledged.filter(({ region }) => region === heir);
  const arrived = darkAt - lagSeconds * 1_000 - beatsMs;
  const due = before.filter(({ at }) => at <= arrived);
  const lost = missing(before, Number.POSITIVE_INFINITY, rows);
  const risky = before.filter(({ at }) => at > Date.parse(run?.replicatedAt ?? "")).length;
  const witnesses = new Set(
    run?.evidence.filter((one) => verdictOf(one) === "down").map((one) => one.observer),
  );
  const tried = forbidden.filter((call) => isOf(call, "failover") && !isTable(call));
  const { rtoSeconds: rto, rpoSeconds: rpo } = run?.measures ?? {};
  return [
    {
      promise: `at least two observers agree, and ${heir} takes over by itself`,
      met: witnesses.size >= 2 && run?.outcome === "completed" && run.to === heir,
      seen: `${[...witnesses].join(" and ") || "nobody"}; asked by ${run?.requestedBy ?? "nobody"}: ${run?.outcome ?? "not ended"}`,
    },
    {
      promise: "users are served again within the RTO, by the same name",
      met: rto !== undefined && rto <= rtoSeconds && leads === heir && after.length > 0,
      seen: `${rto === undefined ? "not measured" : duration(rto)} of ${duration(rtoSeconds)}, ${leads ?? "nowhere"}, ${count(writer.refused.length)} messages refused meanwhile`,
    },
    {
      promise: "every message that was acknowledged before the lag is there",
      met: due.length > 0 && missing(before, arrived, rows).length === 0,
      seen: `${count(before.length)} acknowledged, ${count(before.length - lost.length)} in the new writer, ${count(lost.length)} lost, the oldest ${duration((darkAt - (lost[0]?.at ?? darkAt)) / 1_000)} before the end`,
    },
    {
      promise: "what is lost is among the writes that the report says are at risk",
      met: rpo !== undefined && lost.every(({ at }) => at > Date.parse(run?.replicatedAt ?? "")),
      seen: `${count(lost.length)} of ${count(risky)} at risk, RPO ${rpo === undefined ? "unknown" : duration(rpo)}`,
    },
    {
      promise: `the failover asked nothing of ${home} but its table of epochs, and no API that is one region's`,
      met: tried.length === 0,
      seen:
        tried.map(({ service, operation, region }) => `${service}:${operation} in ${region}`).join(", ") ||
        "nothing",
    },
  ];
}

const isOf = ({ caller }: ForbiddenCall, workflow: string): boolean => caller.endsWith(`-${workflow}`);
/** Three tables are asked, of which any two do. */
const isTable = ({ service }: ForbiddenCall): boolean => service === "dynamodb";

export interface ComeBack {
  readonly story: Told;
  /** When the region was back. */
  readonly since: number;
  readonly looks: Looks;
  /** Messages that it had when it came back. */
  readonly old: readonly Row[];
  /** And that the new writer has. */
  readonly rows: readonly Row[];
  readonly acknowledged: number;
  /** In which RDS keeps what only the old writer had. */
  readonly snapshot: string | undefined;
  /** Whether the old region's database hears the new writer. */
  readonly follows: boolean;
}

export function comeBack(seen: ComeBack): Expectation[] {
  const { story, since, looks, old, rows, acknowledged, snapshot, follows } = seen;
  const { places, heir } = story;
  const { home } = places;
  const fresh = new Set(rows.map(({ id }) => id));
  const only = old.filter(({ id }) => !fresh.has(id ?? null)).length;
  const taken = story.writer.acknowledged.filter(({ at }) => at >= since);
  return [
    {
      promise: `${home} has messages that nobody else has, and RDS keeps them`,
      met: only > 0 && snapshot !== undefined,
      seen: `${count(only)} in ${snapshot ?? "no snapshot"}`,
    },
    {
      promise: `its writers serve nobody, and users stay in ${heir}`,
      met: looks.last === 0 && looks.led.size === 1 && looks.led.has(heir),
      seen: `${looks.last} tasks serve (${looks.most} at most), the name led to ${[...looks.led].join(" and ")}`,
    },
    {
      promise: "not one message is written there",
      met: taken.length > 0 && taken.every(({ region }) => region === heir),
      seen: `${count(taken.length)} acknowledged since, ${count(taken.filter(({ region }) => region !== heir).length)} by ${home}`,
    },
    {
      promise: "its database begins anew as a follower of the new writer",
      met: follows,
      seen: follows ? "it follows" : "it does not follow",
    },
    {
      promise: "a person ends the hold",
      met: acknowledged > 0 && acknowledged === story.run?.epoch,
      seen: `epoch ${acknowledged} is acknowledged`,
    },
  ];
}

export interface BringHome {
  readonly story: Told & Pick<Story, "back">;
  /** When it was asked for. */
  readonly since: number;
  /** Messages in the database of the region that users came back to. */
  readonly rows: readonly Row[];
  readonly leads: string | undefined;
  /** Snapshots of what was lost with the region, that stay. */
  readonly kept: readonly string[];
}

export function bringHome({ story, since, rows, leads, kept }: BringHome): Expectation[] {
  const { places, heir, back, writer } = story;
  const { home } = places;
  const there = writer.acknowledged.filter(({ region }) => region === heir);
  const after = writer.acknowledged.filter(({ region, at }) => region === home && at >= since);
  const lost = missing([...there, ...after], Number.POSITIVE_INFINITY, rows).length;
  const { rtoSeconds: rto, rpoSeconds: rpo } = back?.measures ?? {};
  const refused = writer.refused.filter((at) => at >= since).length;
  return [
    {
      promise: `users come back to ${home} once a person approves`,
      met: back?.outcome === "completed" && back.to === home && leads === home && after.length > 0,
      seen: `${back?.outcome ?? "no failback"}, ${leads ?? "nowhere"}; ${rto === undefined ? "not measured" : duration(rto)} from the claim until users were served, ${count(refused)} messages refused meanwhile`,
    },
    {
      promise: `not one message that ${heir} acknowledged is lost`,
      met: there.length > 0 && lost === 0 && rpo === 0,
      seen: `${count(lost)} lost of ${count(there.length + after.length)}, RPO ${rpo === undefined ? "unknown" : duration(rpo)}`,
    },
    {
      promise: "what was lost with the region is kept for people to look into",
      met: kept.length > 0,
      seen: kept.join(", ") || "nothing",
    },
  ];
}
