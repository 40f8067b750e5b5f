import type { Answer } from "@signalbox/local/world/plane/answer";
import { expect, test } from "vitest";
import { names, person } from "./laptop.fixture.ts";
import { onZero, type Seen, type Zero } from "./zero.fixture.ts";

const statuses = (seen: readonly Seen[]) => seen.map(({ answer }) => statusOf(answer));
const statusOf = (answer: Answer) => (answer.kind === "answered" ? answer.status : answer.kind);
const waitOf = ({ answer }: Seen) =>
  answer.kind === "answered" ? answer.firstByteSeconds : Number.POSITIVE_INFINITY;

/** Chats for a while, and then nobody until the last replica has gone. */
async function untilNone(zero: Zero): Promise<number> {
  await zero.chats(20, 5);
  const quietFrom = zero.clock.now();
  while ((await zero.desired()) > 0) await zero.minutes(1);
  await zero.minutes(2);
  return (zero.clock.now() - quietFrom) / 60_000;
}

test("Given a quiet evening, then the last replica goes; a request is held, its alarm has a replica ordered at once, and all who came meanwhile are answered", () =>
  onZero(async (zero) => {
    expect(await untilNone(zero)).toBeGreaterThan(15);
    expect(await zero.decision()).toMatchObject({ wanted: 0, ready: 0, blind: false, because: "idle" });
    const runs = await zero.runs();
    const asked = zero.clock.now();
    const held = await zero.chats(5, 1);
    expect(new Set(statuses(held))).toEqual(new Set([200]));
    const begun = held.map((one) => one.asked / 1000 + waitOf(one));
    expect(Math.min(...begun) * 1000 - asked).toBeLessThan(90_000);
    expect(waitOf(held[0]!)).toBeGreaterThan(15);
    expect(await zero.desired()).toBeGreaterThanOrEqual(1);
    expect(await zero.runs()).toBe(runs + 1);
  }));

test("Given that nobody holds requests, then each is answered 503 at once, the planner does not hear of it and starts none, and people are told", () =>
  onZero(async (zero) => {
    await untilNone(zero);
    await zero.setTasks("ollama-holder", 0);
    await zero.minutes(10);
    const lost = await zero.chats(20, 10);
    expect(new Set(statuses(lost))).toEqual(new Set([503]));
    expect(Math.max(...lost.map(waitOf))).toBeLessThan(1);
    expect(await zero.desired()).toBe(0);
    expect(await zero.decision()).toMatchObject({ blind: true });
    const alarm = `${names.prefix}-ollama-holder-silent`;
    const { MetricAlarms = [] } = await zero.world.call(
      "monitoring",
      "DescribeAlarms",
      { AlarmNames: [alarm] },
      person,
    );
    expect(MetricAlarms[0]?.StateValue).toBe("ALARM");
  }));

test("Given a request while the last replica leaves, then it is held and served by that one, which stays", () =>
  onZero(async (zero) => {
    await zero.chats(20, 5);
    const leaves = () => zero.calls.some(({ operation }) => operation === "DeregisterTargets");
    while (!leaves()) await zero.clock.sleep(1_000);
    const seen = await zero.chat();
    expect(statusOf(seen.answer)).toBe(200);
    await zero.minutes(5);
    expect(await zero.desired()).toBe(1);
    expect(statuses(await zero.chats(20, 1))).toEqual([200, 200, 200]);
  }));

test("Given AWS that hangs while the last replica is let go, then for a request of that time it stays after all, and answers it", () =>
  onZero(async (zero) => {
    await zero.chats(20, 5);
    const called = (name: string) => zero.calls.some(({ operation }) => operation === name);
    while (!called("DeregisterTargets")) await zero.clock.sleep(1_000);
    const hang = {
      kind: "delay",
      service: "ecs",
      operation: "UpdateTaskProtection",
      seconds: 65,
      count: 1,
    } as const;
    zero.cloud.faults.add(hang);
    while (zero.cloud.faults.struck().length === 0) await zero.clock.sleep(1_000);
    const seen = await zero.chat();
    expect(statusOf(seen.answer)).toBe(200);
    expect(waitOf(seen)).toBeLessThan(90);
    await zero.minutes(5);
    const asked = zero.calls.flatMap(({ operation, input }) =>
      operation === "UpdateService" && "desiredCount" in input ? [input.desiredCount] : [],
    );
    expect(asked.filter((count) => count === 0)).toEqual([]);
  }));

test("Given a replica that cannot start, then what is held is seen to wait, and answered 503 when its patience is over and not before", () =>
  onZero(async (zero) => {
    await untilNone(zero);
    zero.cloud.faults.add({ kind: "no-gpu-capacity", service: "ollama" });
    const chat = zero.chat();
    await zero.minutes(2);
    expect(await zero.held()).toEqual({ requests: 1, oldestSeconds: 120, refused: 0 });
    const seen = await chat;
    expect(statusOf(seen.answer)).toBe(503);
    expect((zero.clock.now() - seen.asked) / 1000).toBeCloseTo(186, 0);
    expect(await zero.desired()).toBe(1);
    await zero.minutes(1);
    expect(await zero.held()).toEqual({ requests: 0, oldestSeconds: 0, refused: 1 });
  }));

test("Given holders that are replaced, then one at a time, and what comes meanwhile is answered", () =>
  onZero(async (zero) => {
    await zero.chats(20, 3);
    const deploy = { cluster: names.cluster, service: "ollama-holder", forceNewDeployment: true };
    await zero.world.call("ecs", "UpdateService", deploy, person);
    expect(new Set(statuses(await zero.chats(5, 10)))).toEqual(new Set([200]));
  }));

test("Given a schedule, then a replica is there when it begins though nobody has asked, and rests once it is over", () => {
  const day = "2026-01-01T00";
  const window = { from: `at(${day}:10:00)`, to: `at(${day}:20:00)`, timeZone: "UTC", replicas: 1 };
  return onZero(
    async (zero) => {
      const until = (minute: number) =>
        zero.clock.sleep(Date.parse(`${day}:${minute}:00Z`) - zero.clock.now());
      await zero.minutes(4);
      expect(await zero.desired()).toBe(0);
      await until(10);
      expect(waitOf(await zero.chat())).toBeLessThan(5);
      expect((await zero.decision())?.sentence).toContain("The least is the schedule morning's.");
      await until(20);
      while ((await zero.desired()) > 0) await zero.minutes(1);
      expect(zero.clock.now()).toBeLessThan(Date.parse("2026-01-01T01:20:00Z"));
    },
    { schedules: { morning: window } },
  );
});

test("over real HTTP, too, the first chats are held by the two tasks and streamed by the replica that they start", () =>
  onZero(
    async (zero) => {
      expect(await zero.desired()).toBe(0);
      const held = await Promise.all(Array.from({ length: 5 }, () => zero.chat("400/40")));
      expect(statuses(held)).toEqual([200, 200, 200, 200, 200]);
      expect(Math.min(...held.map(waitOf))).toBeGreaterThan(15);
      expect(new Set(held.map(({ answer }) => "revision" in answer && answer.revision))).toEqual(
        new Set(["0.12.0"]),
      );
      expect(await zero.desired()).toBeGreaterThanOrEqual(1);
    },
    { factor: 20 },
  ));
