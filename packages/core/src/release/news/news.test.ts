import fc from "fast-check";
import { expect, test } from "vitest";
import { NamedError } from "../../error.ts";
import { Platform } from "../../platform/platform.ts";
import { turnedBack } from "../report.fixture.ts";
import { EndedNews, WaitingNews } from "./news.ts";
import { endedNews, waitingNews } from "./tell.ts";
import { chatMessage, waitingText } from "./text.ts";
import { webhookUrl } from "./webhook-url.ts";

const place = Platform.parse({
  name: "signalbox",
  stage: "production",
  account: "123456789012",
  region: "eu-west-1",
  ledgerTable: "ledger",
  idempotencyTable: "idempotency",
  reportTopicArn: "arn:topic",
  groups: [],
});
const { release } = turnedBack;
const deadline = "2026-01-01T04:00:00.000Z";
const analysis = {
  at: "2026-01-01T00:20:00.000Z",
  verdict: "inconclusive",
  sentence: "12 requests of the 400 that a verdict needs",
  metrics: [
    {
      service: "open-webui",
      metric: "errors",
      dryRun: false,
      candidate: { requests: 12, bad: 1 },
      stable: { requests: 90, bad: 0 },
      verdict: "inconclusive",
      sentence: "errors: 1 of 12 bad",
    },
  ],
} as const;
const waiting = waitingNews(
  place,
  { release, weight: 10, analysis: { ...analysis, metrics: [...analysis.metrics] } },
  deadline,
);
const link = `https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/${release.execution}`;

test("who is waited for reads which release it is, why, until when, what happens then, and the two ways on", () => {
  expect(waitingText(waiting.detail).split("\n")).toEqual([
    "signalbox-production: open-webui:v2 waits for a person, with 10 % of requests",
    "group open-webui, run r1, sha256:ab, requested by ada: new model list",
    "why: inconclusive: 12 requests of the 400 that a verdict needs",
    "- open-webui: errors: 1 of 12 bad (inconclusive)",
    "if nobody decides until 2026-01-01T04:00:00.000Z, all traffic goes back to stable",
    'go on: signalbox promote r1 --stage production --region eu-west-1 --reason "…"',
    'turn back: signalbox abort r1 --stage production --region eu-west-1 --reason "…"',
    "(add --aws where it runs on AWS; signalbox show has the evidence)",
    `the execution in Step Functions: ${link}`,
  ]);
});

test("who is waited for reads how to try the candidate out, where a cookie leads to it", () => {
  const side = (name: string) => ({ service: name, targetGroupArn: `arn:${name}` });
  const groups = Platform.shape.groups.parse([
    {
      strategy: "canary",
      name: release.group,
      repository: "open-webui",
      cluster: "chat",
      policy: {},
      services: [
        {
          name: "open-webui",
          container: "open-webui",
          listenerRuleArns: ["arn:rule"],
          previewRuleArns: ["arn:cookie"],
          sides: { blue: side("blue"), green: side("green") },
        },
      ],
    },
  ]);
  const told = waitingNews({ ...place, groups }, { release, weight: 10 }, deadline);
  expect(waitingText(told.detail)).toContain("try it: curl --cookie signalbox-preview=candidate https://");
  expect(waitingText(waiting.detail)).not.toContain("try it");
});

test("a gate that comes before any analysis says that the policy asks", () => {
  const { detail } = waitingNews(place, { release, weight: 0 }, deadline);
  expect(detail).toMatchObject({ why: "the policy asks a person before it goes on", metrics: [] });
});

test("the chat gets the same with its own link and its own marks for commands", () => {
  const { text } = chatMessage(waiting);
  expect(text).toContain('go on: `signalbox promote r1 --stage production --region eu-west-1 --reason "…"`');
  expect(text).toContain(`<${link}|the execution in Step Functions>`);
});

test("the chat hears how a release ended, what each side served, and what it cost", () => {
  const { text } = chatMessage(endedNews(place, { ...turnedBack, cost: 0.01234 }));
  expect(text).toContain(
    "open-webui:v2 was rolled back (Release.AlarmRaised: 5xx is in ALARM); green served 100 requests, blue 900",
  );
  expect(text).toContain("about 0.0123 USD at list price");
  expect(chatMessage(endedNews(place, turnedBack)).text).not.toContain("USD");
});

test("nothing that people wrote becomes a link in the chat, or calls a channel", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const named = { ...release, reason: `${text}<!channel>`, requestedBy: `<https://example.com|${text}>` };
      for (const news of [
        waitingNews(place, { release: named, weight: 10 }, deadline),
        endedNews(place, { ...turnedBack, release: named }),
      ])
        expect(chatMessage(news).text.match(/<[^>]*>/g)).toEqual([
          `<${link}|the execution in Step Functions>`,
        ]);
    }),
  );
});

test("what goes to the bus is what its reader takes", () => {
  expect(WaitingNews.parse(JSON.parse(JSON.stringify(waiting.detail)))).toEqual(waiting.detail);
  const ended = endedNews(place, { ...turnedBack, cost: 0.01 }).detail;
  expect(EndedNews.parse(JSON.parse(JSON.stringify(ended)))).toEqual(ended);
});

test("a webhook is https, or this machine; nothing else is taken, and no address is told", () => {
  expect(webhookUrl("https://hooks.example.com/services/T0/B0/x\n").host).toBe("hooks.example.com");
  expect(webhookUrl("http://127.0.0.1:4601/hook").port).toBe("4601");
  const told = (secret: string) => {
    try {
      webhookUrl(secret);
      return "nothing";
    } catch (error) {
      return error instanceof NamedError ? `${error.name} ${error.message}` : String(error);
    }
  };
  for (const secret of [
    "",
    "topsecret",
    "http://hooks.example.com/topsecret",
    "http://127.0.0.1.example.com/topsecret",
    "ftp://127.0.0.1/topsecret",
    '{"url":"https://topsecret"}',
  ]) {
    expect(told(secret)).toMatch(/^Release\.NotPosted /);
    expect(told(secret)).not.toContain("topsecret");
  }
});
