import { readFileSync } from "node:fs";
import { arns, arnsOf } from "@signalbox/core/platform/arns";
import { News, waitsType } from "@signalbox/core/release/news/news";
import { roleStatements } from "@signalbox/core/workflow/role-statements";
import { basePermissions } from "@signalbox/functions/base-permissions";
import { notify } from "@signalbox/functions/functions/notify/function";
import { type Received, withServer } from "@signalbox/functions/web/server.fixture";
import type { Guard } from "@signalbox/local/gate/gate";
import { AwsError } from "@signalbox/local/services/error";
import type { AwsEvent } from "@signalbox/local/world/world";
import { describe, expect, test } from "vitest";
import { isByRelease, type Laptop, names, onLaptop, person, region, roleOf } from "./laptop.fixture.ts";
import { acts, decide, ending, pushQuietly, reached, run, start } from "./release.fixture.ts";

const secret = "signalbox-development/chat-webhook";
const name = names.deployed("notify");
/** Too little traffic for a verdict: a person is asked at each weight. */
const sparse = { requestsPerSecond: 0.1, policy: { ladder: [10, 50, 100], extensions: 0 } };

/** As a deployment with notifications.webhookSecret leaves it, and a person who has put the webhook's address there. */
async function withWebhook({ world, cloud, platform }: Laptop, url: string): Promise<void> {
  await world.call("secretsmanager", "CreateSecret", { Name: secret, SecretString: url }, person);
  const Name = `${names.platformParameters}/region`;
  const { Parameter } = await world.call("ssm", "GetParameter", { Name }, person);
  const Value = JSON.stringify({ ...JSON.parse(Parameter?.Value ?? ""), webhookSecret: secret });
  await world.call("ssm", "PutParameter", { Name, Value, Type: "String", Overwrite: true }, person);
  cloud.roles.createRole({
    arn: arns.role(platform, roleOf("notify")),
    statements: roleStatements(notify.allow, basePermissions, (kind) =>
      arnsOf({ ...platform, webhookSecret: secret }, kind),
    ),
  });
  cloud.lambda.restart(name, region);
}

/** Our own events, as rules and the page get them. */
function newsOf({ world }: Laptop): AwsEvent[] {
  const seen: AwsEvent[] = [];
  world.events.subscribe((event) => {
    if (event.source === "signalbox") seen.push(event);
  });
  return seen;
}

const published = ({ calls, platform }: Laptop) =>
  calls.flatMap(({ operation, input }) =>
    operation === "Publish" && "TopicArn" in input && input.TopicArn === platform.reportTopicArn
      ? [String("Subject" in input ? input.Subject : "")]
      : [],
  );

const texts = (received: readonly Received[]): string[] => received.map(({ body }) => JSON.parse(body).text);

const invoke = async ({ world }: Laptop, event: object) => {
  const Payload = new TextEncoder().encode(JSON.stringify(event));
  const { Payload: answer } = await world.call("lambda", "Invoke", { FunctionName: name, Payload }, person);
  return JSON.parse(answer?.transformToString() ?? "null");
};

test("Given a chat webhook, when a release waits for a person, then topic, bus and chat are told once for each wait, and of its end", () =>
  withServer(
    (_, response) => response.end("ok"),
    (url, received) =>
      onLaptop(sparse, async (laptop) => {
        await withWebhook(laptop, `${url}/hook`);
        const events = newsOf(laptop);
        await pushQuietly(laptop, "v2");
        const arn = await start(laptop, "r1", { reason: "a new model list" });
        await reached(laptop, "r1", "waiting-for-person", 10);
        const deadline = new Date(laptop.clock.now() + 14_400_000).toISOString().slice(0, 15);
        await laptop.clock.sleep(1_800_000);
        expect(published(laptop)).toEqual(["open-webui waits for a person: v2"]);
        const [first] = events.map((event) => News.parse(event));
        expect(first).toMatchObject({
          "detail-type": waitsType,
          detail: { group: "open-webui", run: "r1", execution: arn, weight: 10, reason: "a new model list" },
        });
        expect((await run(laptop, "r1"))?.analysis?.metrics.length).toBeGreaterThan(0);
        expect(texts(received)).toHaveLength(1);
        const [text = ""] = texts(received);
        expect(text).toContain(
          "open-webui:v2 waits for a person, with 10 % of requests\ngroup open-webui, run r1, sha256:",
        );
        expect(text).toContain(`why: inconclusive: ${(await run(laptop, "r1"))?.analysis?.sentence}`);
        expect(text).toContain(`if nobody decides until ${deadline}`);
        expect(text).toContain("`signalbox promote r1 --stage development --region us-east-1");
        expect(text).toContain(`#/v2/executions/details/${arn}|`);

        await decide(laptop, "promote", "r1");
        await reached(laptop, "r1", "waiting-for-person", 50);
        await decide(laptop, "abort", "r1");
        await ending(laptop, arn);
        await laptop.clock.sleep(60_000);
        expect(published(laptop)).toEqual([
          "open-webui waits for a person: v2",
          "open-webui waits for a person: v2",
          "open-webui rolled-back: v2",
        ]);
        expect(events.map((event) => event["detail-type"])).toEqual([waitsType, waitsType, "Release Ended"]);
        expect(texts(received)).toHaveLength(3);
        const { report } = (await run(laptop, "r1")) ?? {};
        expect(report?.cost).toBeGreaterThan(0);
        expect(texts(received)[2]).toContain("was rolled back (Release.Aborted: bob aborted: for the test)");
        expect(texts(received)[2]).toContain(`about ${report?.cost?.toFixed(4)} USD`);
      }),
  ));

test("Given topic and bus that take nothing, when a release waits for a person, then it waits all the same, and the journal says that nobody was told", () => {
  const deaf: Guard = (call, next) => {
    if (isByRelease(call) && ["Publish", "PutEvents"].includes(call.operation))
      throw new AwsError("AuthorizationErrorException", "not today");
    return next(call);
  };
  return onLaptop({ ...sparse, guards: () => [deaf] }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await start(laptop, "r1", {});
    await reached(laptop, "r1", "waiting-for-person", 10);
    await laptop.clock.sleep(600_000);
    const asked = (await acts(laptop, "r1")).find(({ state }) => state === "AskPerson");
    expect(asked?.text).toMatch(
      /^waits for a person .*; a person could not be told: SNS did not take it: .*not today; EventBridge did not take it: /,
    );
    await decide(laptop, "promote", "r1");
    await reached(laptop, "r1", "shifting", 50);
    await decide(laptop, "abort", "r1");
  });
});

test.each(["ended", "waits"])("the sample of release.%s is as it goes to the bus", (kind) => {
  const sample = JSON.parse(readFileSync(`test/fixtures/events/own/release.${kind}.json`, "utf8"));
  expect(News.parse(sample).detail).toEqual(sample.detail);
});

describe("the chat", () => {
  const event = (platform: string) => ({
    "detail-type": "Release Ended",
    detail: {
      platform,
      group: "open-webui",
      run: "r1",
      execution: "arn:aws:states:us-east-1:123456789012:execution:m:r1",
      image: "open-webui:v2",
      digest: "sha256:ab",
      requestedBy: "ada",
      link: "https://example.com",
      outcome: "promoted",
      sentence: "open-webui:v2 was promoted",
      startedAt: "2026-01-01T00:00:00.000Z",
      endedAt: "2026-01-01T01:00:00.000Z",
      requests: { stable: 1, candidate: 2 },
    },
  });
  const quiet = { requestsPerSecond: 0 };

  test("hears nothing where no webhook is configured, and notify says so", () =>
    onLaptop(quiet, async (laptop) => {
      const answer = await invoke(laptop, event("signalbox-development"));
      expect(answer).toEqual({ posted: false, why: "notifications.webhookSecret is not configured" });
    }));

  test("hears nothing of another stage, whose events are on the same bus", () =>
    withServer(
      (_, response) => response.end("ok"),
      (url, received) =>
        onLaptop(quiet, async (laptop) => {
          await withWebhook(laptop, url);
          expect(await invoke(laptop, event("signalbox-staging"))).toMatchObject({ posted: false });
          expect(await invoke(laptop, event("signalbox-development"))).toMatchObject({ posted: true });
          expect(received).toHaveLength(1);
        }),
    ));

  test("that refuses is asked three times, as Lambda does, and no more", () =>
    withServer(
      (_, response) => response.writeHead(503).end(),
      (url, received) =>
        onLaptop(quiet, async (laptop) => {
          const { world, clock } = laptop;
          await withWebhook(laptop, `${url}/hook`);
          const { detail, ...rest } = event("signalbox-development");
          const Entries = [
            { Source: "signalbox", DetailType: rest["detail-type"], Detail: JSON.stringify(detail) },
          ];
          await world.call("events", "PutEvents", { Entries }, person);
          await clock.sleep(3_600_000);
          expect(received).toHaveLength(3);
        }),
    ));
});
