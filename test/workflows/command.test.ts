import { typed } from "@signalbox/cli/program.fixture";
import { type Booted, boot } from "@signalbox/local/boot";
import { names } from "@signalbox/local/deploy/development.fixture";
import { imageManifest } from "@signalbox/local/images/manifest";
import { realClock } from "@signalbox/local/world/clock";
import { afterAll, beforeAll, expect, test } from "vitest";

let cloud: Booted;

beforeAll(async () => {
  cloud = await boot({
    clock: realClock(20),
    port: 0,
    seed: 1,
    requestsPerSecond: 1,
    rehearsals: false,
    policy: { drainSeconds: 5 },
  });
});
afterAll(() => cloud.stop());

/** Puts a version into ECR while nobody listens. */
async function pushQuietly(version: string): Promise<void> {
  const caller = { region: "us-east-1", principal: { kind: "person" } } as const;
  await cloud.world.call("events", "DisableRule", { Name: names.deployed("release-ecr-push") }, caller);
  await cloud.world.call(
    "ecr",
    "PutImage",
    {
      repositoryName: names.repository("ollama"),
      imageTag: version,
      imageManifest: imageManifest({ behaviour: "good", version }),
    },
    caller,
  );
}

/** Types a command at the booted cloud, in this process. */
const signalbox = (...args: string[]) => typed(args, { SIGNALBOX_ENDPOINT: cloud.endpoint });

test("a release that a person aborts is followed to its rollback, and exits with 5", async () => {
  await pushQuietly("v0.12.1");
  const started = await signalbox("release", "ollama", "--image", "v0.12.1", "--json");
  const { id } = JSON.parse(started.out);
  const phase = async () => JSON.parse((await signalbox("show", id, "--json")).out).run?.phase;
  await expect.poll(phase, { timeout: 120_000 }).toBe("shifting");
  const aborted = await signalbox("abort", id, "--reason", "only a try", "--watch");
  expect(aborted.out).toContain("aborted: only a try");
  // What the release does itself, and what its strategy's machine does for it.
  const told = ["RollBack", "Unlock"].map((state) => aborted.err.indexOf(state));
  expect(told).toEqual(told.filter((at) => at > 0).toSorted((a, b) => a - b));
  expect(aborted.code).toBe(5);

  const [shown, history, list, status] = await Promise.all([
    signalbox("show", "latest", "--json"),
    signalbox("history", id.slice(0, -2), "--json"),
    signalbox("list"),
    signalbox("status", "ollama", "--json"),
  ]);
  expect(JSON.parse(shown.out)).toMatchObject({
    id,
    status: "rolled-back",
    decisions: [{ action: "abort" }],
    run: {
      release: { requestedBy: expect.any(String) },
      report: {
        outcome: "rolled-back",
        requests: { stable: expect.any(Number), candidate: expect.any(Number) },
        acts: expect.arrayContaining([
          expect.objectContaining({ state: "RollBack", at: expect.any(String) }),
        ]),
        cost: expect.any(Number),
      },
    },
  });
  expect(JSON.parse(history.out).at(-1)).toMatchObject({ type: "ExecutionFailed" });
  expect(list.out).toContain("↩ rolled back");
  const [{ lock, ...group }] = JSON.parse(status.out);
  expect(group).toEqual({
    group: "ollama",
    repository: names.repository("ollama"),
    strategy: "canary",
    services: ["ollama"],
    waiting: [],
  });
  expect(lock).toMatchObject({ epoch: 1 });
});

test("a plan tells what a release would do and exits with 0, and with 1 what it would be refused for", async () => {
  const sound = await signalbox("plan", "release", "ollama", "--image", "v0.12.1", "--set", "ladder=50,100");
  expect(sound.out).toMatch(/^STAGE +WEIGHT +TASKS +FROM +TO +GOES ON WHEN +TURNS BACK WHEN$/m);
  expect(sound.out).toMatch(/^this time +ladder 50, 100 \(else /m);
  expect(sound.out).toContain("✓ it would not be refused");
  for (const line of sound.out.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  expect(sound.code).toBe(0);
  const refused = await signalbox("plan", "release", "ollama", "--image", "v0.99", "--json");
  expect(JSON.parse(refused.out)).toMatchObject({
    strategy: { name: "canary" },
    refusals: [{ error: "Release.ImageNotFound" }],
  });
  expect(refused.code).toBe(1);
});

test("a release of an image that ECR has not is refused with the remedy, and exits with 1", async () => {
  const { code, out } = await signalbox("release", "ollama", "--image", "v0.99", "--watch");
  expect(out).toContain(`Release.ImageNotFound: ECR has no image ${names.repository("ollama")}:v0.99`);
  expect(out).toContain("Push the image");
  expect(code).toBe(1);
});

test("a release that has only just started is told to abort as soon as it can be told anything", async () => {
  const { out } = await signalbox("release", "ollama", "--image", "v0.12.1", "--json");
  const aborted = await signalbox("abort", JSON.parse(out).id, "--reason", "too early", "--watch");
  expect(aborted.err).toContain("was told to abort");
  expect(aborted.code).toBe(5);
});

test("a freeze refuses a release until it is thawed, and is shown as long as it holds", async () => {
  const frozen = await signalbox("freeze", "ollama", "--until", "2h", "--reason", "the models move");
  expect(frozen.err).toContain("ollama is frozen until");
  const refused = await signalbox("release", "ollama", "--image", "v0.12.1", "--watch");
  expect(refused.out).toMatch(/Release\.Frozen: the freeze by .* \(the models move\) holds until/);
  expect(refused.code).toBe(1);
  const [status, queue] = await Promise.all([signalbox("status", "ollama"), signalbox("queue", "ollama")]);
  expect(status.out).toContain("frozen: the freeze by");
  expect(queue.out).toContain("no release waits for its turn");
  const thawed = await signalbox("thaw", "ollama", "--reason", "they have moved");
  expect(thawed.err).toContain("the models move");
  expect((await signalbox("status", "ollama")).out).toContain("free");
  expect((await signalbox("thaw", "ollama", "--reason", "again")).err).toContain("nobody has frozen");
});

test("one release waits for another, is shown in the queue, and can be aborted there", async () => {
  await pushQuietly("v0.12.2");
  const first = JSON.parse((await signalbox("release", "ollama", "--image", "v0.12.1", "--json")).out).id;
  const running = async () => JSON.parse((await signalbox("status", "ollama", "--json")).out)[0].lock?.run;
  await expect.poll(running, { timeout: 60_000 }).toBe(first);
  const second = JSON.parse((await signalbox("release", "ollama", "--image", "v0.12.2", "--json")).out).id;
  const shown = async () => JSON.parse((await signalbox("show", second, "--json")).out).status;
  await expect.poll(shown, { timeout: 60_000 }).toBe("queued");
  const [queue, status] = await Promise.all([signalbox("queue", "ollama"), signalbox("status", "ollama")]);
  expect(queue.out).toMatch(/ollama +\S+ +\S*ollama:v0\.12\.2/);
  expect(status.out).toMatch(/ 1$/m);
  const aborted = await signalbox("abort", second, "--reason", "not today", "--watch");
  expect(aborted.err).toContain("it ends at its next look, with nothing done");
  expect(aborted.code).toBe(1);
  expect((await signalbox("abort", first, "--reason", "the test is over", "--watch")).code).toBe(5);
});

test("a way back from nothing is refused with the remedy", async () => {
  const { code, out } = await signalbox("rollback", "ollama", "--reason", "empty answers", "--watch");
  expect(out).toContain("Release.NothingToGoBackTo");
  expect(out).toContain("Release the version by its tag");
  expect(code).toBe(1);
});

test("a decision about a release that has ended has no effect, and says so", async () => {
  const { code, err } = await signalbox("promote", "latest", "--reason", "looks fine");
  expect(err).toContain("Release.NotRunning");
  expect(code).toBe(1);
});

test("a backup that a person starts is followed to its point, which the list and a plan then know", async () => {
  const cluster = async () => {
    const caller = { region: "us-east-1", principal: { kind: "person" } } as const;
    return (await cloud.world.call("rds", "DescribeDBClusters", {}, caller)).DBClusters?.[0];
  };
  await expect.poll(async () => (await cluster())?.Status, { timeout: 120_000 }).toBe("available");
  // An empty one makes no point that counts, and nobody may have chatted yet.
  await cloud.world.databases.at((await cluster())?.Endpoint ?? "")?.transact([
    { kind: "create-table", table: { name: "kept", columns: { id: "text" }, key: "id" } },
    { kind: "insert", table: "kept", row: { id: "a row" } },
  ]);
  const started = await signalbox("backup", "start", "database/daily", "--watch", "--json");
  const report = JSON.parse(started.out);
  expect(report).toMatchObject({ class: "database/daily", outcome: "made", attempts: 1 });
  expect(started.err).toContain("RecordPoint");
  expect(started.code).toBe(0);
  const name = report.point.split(":").at(-1);
  const [list, one, plan] = await Promise.all([
    signalbox("backup", "list"),
    signalbox("backup", "list", "--class", "database/daily"),
    signalbox("backup", "plan", "database", "--point", name.slice(0, 12)),
  ]);
  expect(list.out).toMatch(/^database\/daily +1 +\d+ (s|min) old +none +not measured +in /m);
  expect(one.out).toMatch(new RegExp(`m made .* ${name}$`, "m"));
  expect(plan.out).toContain("was itself never restored and checked");
  expect(plan.out).toMatch(/^replaces +signalbox-development$/m);
  for (const line of `${list.out}\n${plan.out}`.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  expect([list.code, one.code, plan.code]).toEqual([0, 0, 0]);
});

test("a restore to a moment that nothing reaches is refused with those that are near, and nothing is started", async () => {
  const asked = ["database", "--time", "2020-01-01T00:00:00+01:00"];
  const planned = await signalbox("backup", "plan", ...asked, "--json");
  expect(JSON.parse(planned.out)).toMatchObject({
    acts: [],
    refusals: [{ error: "Backup.OutOfReach", nearest: [{ kind: "moment" }] }],
  });
  const refused = await signalbox("backup", "restore", ...asked, "--reason", "a try", "--yes");
  expect(refused.err).toContain("try --time");
  expect(refused.err).not.toContain("started");
  expect([planned.code, refused.code]).toEqual([1, 1]);
});

test("a restore that nobody says yes to is not started", async () => {
  const env = { SIGNALBOX_ENDPOINT: cloud.endpoint };
  const { out } = await signalbox("backup", "list", "--json");
  const [{ id }] = JSON.parse(out).classes[0].points;
  const restore = ["backup", "restore", "database", "--point", id];
  const [alone, declined] = await Promise.all([
    typed([...restore, "--reason", "a try"], env),
    typed([...restore, "--reason", "a try"], env, realClock(), "no"),
  ]);
  expect(alone.err).toContain("add --yes");
  expect(declined.err).toContain("nothing was restored");
  expect([alone.code, declined.code]).toEqual([2, 1]);
});

test.each([
  [["release", "olama", "--image", "v1"], "did you mean ollama?"],
  [["release", "ollama", "--image", "open-webui:v1"], "does not run open-webui"],
  [["status", "olama"], "did you mean ollama?"],
  [["backup", "start", "database/dialy"], "did you mean database/daily?"],
  [["backup", "verify", "database/daily", "--point", "0a1b"], "there is no point 0a1b"],
  [["backup", "plan", "files"], "nothing says as of when"],
])("%j is refused before anything starts", async (args, help) => {
  const { code, err } = await signalbox(...args);
  expect(err).toContain(help);
  expect(code).toBe(2);
});
