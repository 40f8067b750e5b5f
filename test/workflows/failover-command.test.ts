import { typed } from "@signalbox/cli/program.fixture";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { type Booted, boot } from "@signalbox/local/boot";
import { realClock } from "@signalbox/local/world/clock";
import { afterAll, beforeAll, expect, test } from "vitest";

let cloud: Booted;

beforeAll(async () => {
  const options = { clock: realClock(20), port: 0, seed: 1, requestsPerSecond: 1, policy: {} };
  cloud = await boot({ ...options, config: "two-regions", rehearsals: false });
});
afterAll(() => cloud.stop());

/** Types a command at the standby. */
const signalbox = (...args: string[]) =>
  typed([...args, "--region", "eu-west-1"], { SIGNALBOX_ENDPOINT: cloud.endpoint });

/** An epoch as a failover would have claimed it, in all three tables. */
async function claimed(epoch: number): Promise<void> {
  const { ledgerTable: TableName, failover } = cloud.platform;
  for (const region of failover?.tables ?? []) {
    const Item = {
      pk: { S: ledgerKeys.failover },
      sk: { S: ledgerKeys.epoch(epoch) },
      epoch: { N: String(epoch) },
      region: { S: "eu-west-1" },
      run: { S: "fo-1" },
      owner: { S: "arn:aws:states:eu-west-1:123456789012:execution:failover:fo-1" },
      at: { S: "2026-11-22T08:00:00Z" },
    };
    const caller = { region, principal: { kind: "person" } } as const;
    await cloud.world.call("dynamodb", "PutItem", { TableName, Item }, caller);
  }
}

test("a person sees which region may write, and ends the hold by its epoch", async () => {
  const before = await signalbox("failover", "status");
  expect(before.out).toContain("us-east-1 may write: no epoch was ever claimed");
  expect((await signalbox("failover", "acknowledge", "1", "--reason", "a try")).err).toContain(
    "Failover.UnknownEpoch",
  );

  await claimed(1);
  const held = await signalbox("failover", "status");
  expect(held.out).toContain("eu-west-1 may write: epoch 1, by fo-1");
  expect(held.out).toContain("epoch 1 is not acknowledged");
  expect((await signalbox("failover", "acknowledge", "1", "--reason", "all copied")).code).toBe(0);
  expect((await signalbox("failover", "status")).out).not.toContain("is not acknowledged");
}, 120_000);

test("what observers say is shown once they have said it, and what is not there is refused", async () => {
  const seen = async () => JSON.parse((await signalbox("failover", "status", "--json")).out).seen.length;
  await expect.poll(seen, { timeout: 100_000 }).toBeGreaterThan(0);
  const missing = await signalbox("failover", "status", "--report", "fo-7");
  expect(missing).toMatchObject({ code: 2 });
  expect(missing.err).toContain("eu-west-1 knows no failover fo-7");
  const waiting = await signalbox("failover", "answer", "fo-7", "approve", "--reason", "a try");
  expect(waiting.err).toContain("Failover.NotWaiting");
  const recovery = await signalbox("recovery", "answer", "harm-7", "approve", "--reason", "a try");
  expect(recovery.err).toContain("Recovery.NotWaiting");
}, 120_000);
