import { describe, expect, test } from "vitest";
import { surroundings } from "../../testing.ts";
import { events } from "../service.ts";

const bus = "arn:aws:events:us-east-1:123456789012:event-bus/default";
const archive = "arn:aws:events:us-east-1:123456789012:archive/all";
const rule = (name: string) => `arn:aws:events:us-east-1:123456789012:rule/${name}`;
const start = Date.UTC(2026, 0, 1);

/** Two rules that hear everything of the shop, and an archive of it. */
async function withArchive(more: object = {}) {
  const all = surroundings((world) => [events(world)]);
  const { call } = all;
  await call("events", "CreateArchive", { ArchiveName: "all", EventSourceArn: bus, ...more });
  for (const Name of ["one", "two"]) {
    await call("events", "PutRule", { Name, EventPattern: '{"source":["shop"]}' });
    const Arn = `arn:aws:lambda:us-east-1:123456789012:function:${Name}`;
    await call("events", "PutTargets", { Rule: Name, Targets: [{ Id: "t", Arn }] });
  }
  const put = (n: number, Source = "shop") =>
    call("events", "PutEvents", { Entries: [{ Source, DetailType: "Pushed", Detail: `{"n":${n}}` }] });
  const heard = () =>
    all.asked.splice(0).map(({ input }) => {
      const { FunctionName, Payload } = Object(input);
      const event = JSON.parse(new TextDecoder().decode(Payload));
      return { by: FunctionName.split(":").at(-1), n: event.detail.n, replay: event["replay-name"] };
    });
  const replay = (more: object = {}) =>
    call("events", "StartReplay", {
      ReplayName: "again",
      EventSourceArn: archive,
      EventStartTime: new Date(start),
      EventEndTime: new Date(start + 86_400_000),
      Destination: { Arn: bus },
      ...more,
    });
  const describe = () => call("events", "DescribeReplay", { ReplayName: "again" });
  return { ...all, put, heard, replay, describe };
}

describe("an archive", () => {
  test("keeps what its pattern lets through, for its days", async () => {
    const { call, put, pass } = await withArchive({ EventPattern: '{"detail":{"n":[1]}}', RetentionDays: 1 });
    await put(1);
    await put(2);
    await put(1, "other");
    const described = () => call("events", "DescribeArchive", { ArchiveName: "all" });
    expect(await described()).toMatchObject({ ArchiveArn: archive, EventCount: 2, State: "ENABLED" });
    expect((await described()).SizeBytes).toBeGreaterThan(300);
    await pass(86_400_000);
    expect(await described()).toMatchObject({ EventCount: 0, SizeBytes: 0 });
  });

  test("is gone with its events when deleted", async () => {
    const { call, put } = await withArchive();
    await put(1);
    await call("events", "DeleteArchive", { ArchiveName: "all" });
    await call("events", "CreateArchive", { ArchiveName: "all", EventSourceArn: bus });
    expect(await call("events", "DescribeArchive", { ArchiveName: "all" })).toMatchObject({ EventCount: 0 });
  });
});

describe("a replay", () => {
  test("sends the events of its time again, in their order, marked with its name, and not to the archive", async () => {
    const { call, put, heard, pass, replay, describe } = await withArchive();
    for (const n of [1, 2, 3]) {
      await put(n);
      await pass(60_000);
    }
    heard();
    const to = new Date(start + 120_000);
    expect(await replay({ EventEndTime: to })).toMatchObject({ State: "STARTING" });
    await pass(30_000);
    expect(heard()).toEqual([1, 2].flatMap((n) => ["one", "two"].map((by) => ({ by, n, replay: "again" }))));
    expect(await describe()).toMatchObject({
      State: "COMPLETED",
      EventLastReplayedTime: new Date(start + 60_000),
      ReplayEndTime: expect.any(Date),
    });
    expect(await call("events", "DescribeArchive", { ArchiveName: "all" })).toMatchObject({ EventCount: 3 });
  });

  test("reaches the given rules only", async () => {
    const { put, heard, pass, replay } = await withArchive();
    await put(1);
    await pass(1);
    heard();
    await replay({ Destination: { Arn: bus, FilterArns: [rule("two")] } });
    await pass(30_000);
    expect(heard()).toEqual([{ by: "two", n: 1, replay: "again" }]);
  });

  test("that is cancelled sends nothing more", async () => {
    const { call, put, heard, pass, replay, describe } = await withArchive();
    await put(1);
    await pass(60_000);
    await put(2);
    await pass(60_000);
    heard();
    await replay();
    await pass(2500);
    expect(await describe()).toMatchObject({ State: "RUNNING" });
    expect(await call("events", "CancelReplay", { ReplayName: "again" })).toMatchObject({
      State: "CANCELLING",
    });
    await pass(30_000);
    expect(heard().map(({ n }) => n)).toEqual([1, 1]);
    expect(await describe()).toMatchObject({ State: "CANCELLED" });
    await expect(call("events", "CancelReplay", { ReplayName: "again" })).rejects.toMatchObject({
      name: "IllegalStatusException",
    });
    const { Replays } = await call("events", "ListReplays", { State: "CANCELLED" });
    expect(Replays).toMatchObject([{ ReplayName: "again", EventSourceArn: archive }]);
  });

  test.each([
    [{ EventSourceArn: `${archive}s` }, "Archive alls does not exist."],
    [{ EventEndTime: new Date(start) }, "EventStartTime must be before EventEndTime."],
    [{ Destination: { Arn: `${bus}s` } }, "Event bus defaults does not exist."],
    [{ ReplayName: "a b" }, "at 'replayName' failed to satisfy constraint"],
  ])("is refused: %j", async (input, error) => {
    const { replay } = await withArchive();
    await expect(replay(input)).rejects.toThrow(error);
  });
});
