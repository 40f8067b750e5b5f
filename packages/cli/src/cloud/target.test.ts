import { expect, test } from "vitest";
import { chooseTarget } from "./target.ts";

const nothing = { aws: false, endpoint: undefined, region: undefined };

test("nothing said means the local cloud, even with AWS credentials in the environment", () => {
  expect(chooseTarget(nothing, { AWS_PROFILE: "production", AWS_ACCESS_KEY_ID: "AKIA" })).toEqual({
    kind: "endpoint",
    endpoint: "http://127.0.0.1:4566",
    region: "us-east-1",
  });
});

test("--endpoint goes before SIGNALBOX_ENDPOINT, and that before AWS_ENDPOINT_URL", () => {
  const env = { SIGNALBOX_ENDPOINT: "http://box:1", AWS_ENDPOINT_URL: "http://url:2" };
  const endpoints = [
    chooseTarget({ ...nothing, endpoint: "http://flag:3/" }, env),
    chooseTarget(nothing, env),
    chooseTarget(nothing, { AWS_ENDPOINT_URL: "http://url:2" }),
  ].map((target) => target.kind === "endpoint" && target.endpoint);
  expect(endpoints).toEqual(["http://flag:3", "http://box:1", "http://url:2"]);
});

test("AWS is reached with --aws alone, in the region of the flag or the environment", () => {
  expect(chooseTarget({ ...nothing, aws: true }, {})).toEqual({ kind: "aws" });
  expect(chooseTarget({ ...nothing, aws: true }, { AWS_REGION: "eu-west-1" })).toEqual({
    kind: "aws",
    region: "eu-west-1",
  });
});

test("an endpoint that contradicts --aws, or is AWS without it, is a usage error", () => {
  expect(() => chooseTarget({ ...nothing, aws: true, endpoint: "http://x:1" }, {})).toThrow(/contradict/);
  expect(() => chooseTarget({ ...nothing, aws: true }, { AWS_ENDPOINT_URL: "http://x:1" })).toThrow(
    /AWS_ENDPOINT_URL is http:\/\/x:1/,
  );
  expect(() => chooseTarget({ ...nothing, endpoint: "https://states.us-east-1.amazonaws.com" }, {})).toThrow(
    /AWS itself/,
  );
  expect(() => chooseTarget({ ...nothing, endpoint: "localhost" }, {})).toThrow(/no endpoint/);
});
