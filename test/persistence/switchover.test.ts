import { FailoverRun } from "@signalbox/core/failover/run";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import { failoverLedgerOf } from "@signalbox/functions/aws/epoch-tables";
import { putItem, queryItems } from "@signalbox/functions/aws/ledger";
import { type Booted, boot } from "@signalbox/local/boot";
import { readPlatform } from "@signalbox/local/deploy/document";
import { realClock } from "@signalbox/local/world/clock";
import { expect, test } from "vitest";
import { heardIn, type Said, usersOf } from "./switchover-users.fixture.ts";

const config = "three-regions";
const [home, standby] = ["us-east-1", "eu-west-1"] as const;
const minute = 60_000;
const personIn = (region: string) => ({ region, principal: { kind: "person" } }) as const;

/** The ledger of a region's failovers, as its own workflow reads it. */
function ledgerIn({ cloud, platform }: Booted, region: string) {
  const roleArn = arns.role(
    { account: platform.account, region },
    namesOf(platform).role(region, "failover"),
  );
  const aws = cloud.clientsOf({ roleArn, region, session: "reader", from: region });
  return failoverLedgerOf({ aws, platform });
}

const runsIn = (booted: Booted, region: string): Promise<FailoverRun[]> =>
  queryItems(ledgerIn(booted, region), ledgerKeys.runs, FailoverRun);

const completed = expect.objectContaining({ outcome: "completed" });

/** Starts a move of users to a region and answers what it ended with; a person approves it where it asks. */
async function move(
  booted: Booted,
  region: string,
  workflow: "failover" | "failback",
  input: object,
): Promise<unknown> {
  const { platform, world } = booted;
  const { clock } = world;
  const at = new Date(clock.now()).toISOString();
  // As `readiness` finds it, which looks every half an hour.
  await putItem(ledgerIn(booted, region), ledgerKeys.readiness, { at, ready: true, lacks: [] });
  const name = namesOf(platform).deployed(workflow);
  const stateMachineArn = arns.stateMachine({ region, account: platform.account }, name);
  const asked = { stateMachineArn, input: JSON.stringify(input) };
  const { executionArn = "" } = await world.call("states", "StartExecution", asked, personIn(region));
  let approved = false;
  for (;;) {
    const found = await world.call("states", "DescribeExecution", { executionArn }, personIn(region));
    if (found.status === "SUCCEEDED") return JSON.parse(found.output ?? "{}");
    if (found.status !== "RUNNING") return { error: found.error, cause: found.cause };
    const run = (await runsIn(booted, region)).find(({ owner }) => owner === executionArn);
    if (run?.phase === "Ask" && !approved) {
      approved = true;
      const decision = { run: run.run, action: "approve", reason: "for the test", by: "bob" };
      const Payload = new TextEncoder().encode(JSON.stringify(decision));
      const FunctionName = namesOf(platform).deployed("decide-failover");
      await world.call("lambda", "Invoke", { FunctionName, Payload }, personIn(region));
    }
    await clock.sleep(2_000);
  }
}

/** Where the time of a move went: how long after the act before it each one had ended, by what took a second or more. */
const split = ({ kind, acts }: FailoverRun): string => {
  const took = acts.map(({ state, endedAt }, index) => {
    const before = acts[index - 1]?.endedAt ?? endedAt;
    return { state, seconds: Math.round((Date.parse(endedAt) - Date.parse(before)) / 1_000) };
  });
  const some = took.filter(({ seconds }) => seconds > 0).map(({ state, seconds }) => `${state} ${seconds} s`);
  return `${kind}: ${some.join(", ")}`;
};

test("users who are moved as planned, and back, over real HTTP and with real PostgreSQL, lose no acknowledged write and none that they try again", async () => {
  // Twenty times: a minute is three seconds, in which a busy machine still answers.
  const clock = realClock(20);
  const booted = await boot({
    ...{ config, clock, port: 0, seed: 1, requestsPerSecond: 0.5, policy: {}, rehearsals: false },
    databases: "postgres",
  });
  try {
    await clock.sleep(3 * minute);
    const users = await usersOf(booted, readPlatform(config).publicHost, 8);
    await clock.sleep(2 * minute);
    const planned = { reason: "planned_maintenance", requestedBy: "ada" };
    expect(await move(booted, standby, "failover", planned)).toEqual(completed);
    await clock.sleep(4 * minute);
    const there = users.said.length;
    expect(await move(booted, home, "failback", { requestedBy: "ada" })).toEqual(completed);
    await clock.sleep(4 * minute);
    await users.stop();
    const heard = await heardIn(booted, home);
    expect(users.said.filter(({ acknowledged }) => !acknowledged)).toEqual([]);
    expect(users.said.filter(({ id }) => !heard.has(id))).toEqual([]);
    // Of the longest wait 60 s are the time that a browser keeps to an address.
    const longest = (some: readonly Said[]) =>
      Math.round(Math.max(...some.map(({ waitedMs }) => waitedMs)) / 1_000);
    console.log(
      `${users.said.length} said, the longest wait ${longest(users.said.slice(0, there))} s there, ${longest(users.said.slice(there))} s back`,
    );
    for (const run of await runsIn(booted, home)) console.log(split(run));
    // The writer changes, so that they did have to.
    expect(users.said.filter(({ failed }) => failed > 0).length).toBeGreaterThan(0);
  } finally {
    await booted.stop();
  }
});
