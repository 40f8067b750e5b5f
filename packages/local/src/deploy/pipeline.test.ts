import { expect, test } from "vitest";
import { PlatformDocument } from "./document.ts";
import { withPipeline } from "./pipeline.ts";

const document = PlatformDocument.parse({
  config: "production",
  account: "123456789012",
  regions: ["us-east-1"],
  publicBalancer: "signalbox-production-public",
  publicHost: "chat.example.com",
  parameters: "/signalbox-production/platform",
  entries: [],
});
const written = {
  groups: ["web"],
  url: "https://chat.example.com",
  staging: { stage: "staging", region: "eu-west-1", url: "https://chat.staging.example.com" },
};
const input = { Name: "/signalbox-production/platform/pipeline", Value: JSON.stringify(written) };
const entry = { id: "one", call: { region: "us-east-1", service: "ssm", operation: "PutParameter", input } };
const listens = (region: string, loadBalancerName: string, url: string) => ({
  region,
  loadBalancerName,
  port: 80,
  url,
});
const production = listens("us-east-1", "signalbox-production-public", "http://127.0.0.1:1");
const staging = listens("eu-west-1", "signalbox-staging-public", "http://127.0.0.1:2");

const told = (...open: readonly ReturnType<typeof listens>[]) =>
  JSON.parse(String(withPipeline(entry, document, { listening: () => open }).call?.input.Value));

test("a pipeline is told the listeners of this machine, of both stages", () => {
  expect(told(production, staging)).toEqual({
    ...written,
    url: "http://127.0.0.1:1",
    staging: { ...written.staging, url: "http://127.0.0.1:2" },
  });
});

test("a stage before that does not run here keeps its address, and other parameters are left alone", () => {
  expect(told(production).staging).toEqual(written.staging);
  const other = { ...entry, call: { ...entry.call, input: { ...input, Name: "/other" } } };
  expect(withPipeline(other, document, { listening: () => [production] })).toBe(other);
});
