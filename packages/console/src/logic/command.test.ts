import { expect, test } from "vitest";
import {
  awsCommand,
  decisionCommand,
  executionName,
  pushCommand,
  quoted,
  releaseCommand,
} from "./command.ts";

test("words that a shell would split or expand are quoted", () => {
  expect([quoted("plain-1.0"), quoted("two words"), quoted("it's"), quoted("$HOME")]).toEqual([
    "plain-1.0",
    "'two words'",
    `'it'\\''s'`,
    "'$HOME'",
  ]);
});

test("a release is written as the command takes it", () => {
  expect(
    releaseCommand("http://127.0.0.1:4566", {
      group: "open-webui",
      image: { repository: "open-webui", tag: "v1" },
      reason: "it is Friday",
      policy: { ladder: [50, 100], bakeSeconds: 60 },
    }),
  ).toBe(
    "npm run -s signalbox -- release open-webui --image open-webui:v1 --reason 'it is Friday' --set ladder=50,100 bakeSeconds=60 --endpoint http://127.0.0.1:4566 --watch",
  );
});

test("a decision is written as the command takes it, with a gap for a reason that is not typed yet", () => {
  const decision = { action: "abort", region: "us-east-1", release: "r-1" } as const;
  const written = (reason: string) => decisionCommand("http://127.0.0.1:4566", { ...decision, reason });
  const end = "--endpoint http://127.0.0.1:4566 --region us-east-1";
  expect(written(" users' errors ")).toBe(
    `npm run -s signalbox -- abort r-1 --reason 'users'\\'' errors' ${end}`,
  );
  expect(written(" ")).toBe(`npm run -s signalbox -- abort r-1 --reason '…' ${end}`);
});

test("a push names the repository as the platform does", () => {
  const group = { region: "us-east-1", repository: "signalbox-development/open-webui" };
  expect(pushCommand("http://127.0.0.1:4566", group)).toBe(
    `curl -X POST http://127.0.0.1:4566/_signalbox/images -d '{"region":"us-east-1","repository":"signalbox-development/open-webui","behaviour":"good"}'`,
  );
});

test("any machine is started by the AWS CLI", () => {
  expect(
    awsCommand("http://127.0.0.1:4566", {
      region: "us-east-1",
      machineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:m",
      name: "n",
      input: { a: 1 },
    }),
  ).toBe(
    `aws --endpoint-url http://127.0.0.1:4566 --region us-east-1 stepfunctions start-execution --state-machine-arn arn:aws:states:us-east-1:123456789012:stateMachine:m --name n --input '{"a":1}'`,
  );
});

test("an execution's name fits into AWS's 80 characters and holds only what AWS takes", () => {
  const name = executionName("a/b c".repeat(40), Date.UTC(2026, 0, 2, 3, 4, 5));
  expect(name).toMatch(/^[\w.-]{1,80}$/);
  expect(name.endsWith("-20260102T030405")).toBe(true);
});
