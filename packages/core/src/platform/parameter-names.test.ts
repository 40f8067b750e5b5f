import { expect, it } from "vitest";
import { platformDocuments } from "./documents.ts";
import { parameterNames } from "./parameter-names.ts";
import { Platform } from "./platform.ts";

it("names the very parameters that a platform is written down in", () => {
  const group = (name: string, services: readonly string[]) => ({
    strategy: "rolling",
    name,
    repository: name,
    cluster: "signalbox-staging",
    policy: {},
    services: services.map((service) => ({ name: service, container: name, service })),
  });
  const platform = Platform.parse({
    name: "signalbox",
    stage: "staging",
    account: "123456789012",
    region: "eu-west-1",
    ledgerTable: "ledger",
    idempotencyTable: "idempotency",
    reportTopicArn: "arn:aws:sns:eu-west-1:123456789012:reports",
    groups: [group("helpers", ["pipelines", "extraction"]), group("ollama", ["ollama"])],
  });
  expect(parameterNames(platform)).toEqual(platformDocuments(platform).parameters.map(({ name }) => name));
});
