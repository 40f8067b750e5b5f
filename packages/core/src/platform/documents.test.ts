import fc from "fast-check";
import { expect, test } from "vitest";
import { platformDocuments, platformOf } from "./documents.ts";
import { namesOf } from "./names.ts";
import { Platform, sides } from "./platform.ts";

const stage = { name: "signalbox", stage: "production" };
const names = namesOf(stage);
const region = "ap-southeast-1";
const account = "123456789012";
const hex = "50dc6c495c0c9188";
const elb = (rest: string) => `arn:aws:elasticloadbalancing:${region}:${account}:${rest}`;
const ruleArn = elb(`listener-rule/app/${names.loadBalancer("internal")}/${hex}/${hex}/${hex}`);
const targetGroupArn = (service: string, side: "blue" | "green") =>
  elb(`targetgroup/${names.targetGroup(service, side)}/${hex}`);

/** As long as the configuration allows: 20 paths of a service need 4 rules, names have up to 30 letters. */
const serviceName = fc.stringMatching(/^[a-z][a-z0-9]{1,29}$/);
const service = fc.record({ name: serviceName, rules: fc.integer({ min: 1, max: 4 }) });
const canary = fc
  .record({
    name: serviceName,
    services: fc.uniqueArray(service, { minLength: 1, maxLength: 8, selector: ({ name }) => name }),
    alarms: fc.array(fc.stringMatching(/^[a-z-]{10,40}$/), { maxLength: 40 }),
  })
  .map(({ name, services, alarms }) => ({
    strategy: "canary",
    name,
    repository: names.repository(name),
    cluster: names.cluster,
    policy: { alarms: alarms.map(names.alarm) },
    services: services.map((each) => ({
      name: each.name,
      container: each.name,
      listenerRuleArns: Array.from({ length: each.rules }, () => ruleArn),
      sides: Object.fromEntries(
        sides.map((side) => [
          side,
          { service: names.service(each.name, side), targetGroupArn: targetGroupArn(each.name, side) },
        ]),
      ),
    })),
  }));
const rolling = fc.record({ name: serviceName }).map(({ name }) => ({
  strategy: "rolling",
  name,
  repository: names.repository(name),
  cluster: names.cluster,
  policy: {},
  services: [{ name, container: name, service: name }],
}));
const platform = fc
  .uniqueArray(fc.oneof(canary, rolling), { maxLength: 6, selector: ({ name }) => name })
  .map((groups) =>
    Platform.parse({
      ...stage,
      account,
      region,
      role: "tertiary",
      ledgerTable: names.ledgerTable,
      idempotencyTable: names.idempotencyTable,
      reportTopicArn: `arn:aws:sns:${region}:${account}:${names.reportTopic}`,
      groups,
    }),
  );

test("every platform of the size of production fits into parameters of the standard tier, and is read back whole", () => {
  fc.assert(
    fc.property(platform, fc.boolean(), (written, backwards) => {
      const { path, parameters } = platformDocuments(written);
      expect(path).toBe("/signalbox-production/platform");
      for (const { name, value } of parameters) {
        expect(name).toMatch(/^\/signalbox-production\/platform\/[a-z0-9/-]+$/);
        expect(value.length).toBeLessThanOrEqual(4096);
      }
      expect(platformOf(path, backwards ? parameters.toReversed() : parameters)).toEqual(written);
    }),
  );
});

test("another platform has another version, the same one the same", () => {
  fc.assert(
    fc.property(platform, (written) => {
      const { version } = platformDocuments(written);
      expect(platformDocuments(structuredClone(written)).version).toBe(version);
      expect(platformDocuments({ ...written, ledgerTable: "another" }).version).not.toBe(version);
    }),
  );
});

const one = Platform.parse({
  ...stage,
  account,
  region,
  ledgerTable: names.ledgerTable,
  idempotencyTable: names.idempotencyTable,
  reportTopicArn: "arn:topic",
  groups: [],
});

test("a group too long for a parameter is refused by the parameter's name", () => {
  const alarms = Array.from({ length: 100 }, (_, index) =>
    names.alarm(`a-very-long-name-of-an-alarm-${index}`),
  );
  const groups: unknown = [
    {
      strategy: "rolling",
      name: "pipelines",
      repository: "pipelines",
      cluster: "c",
      policy: { alarms },
      services: [{ name: "pipelines", container: "pipelines", service: "pipelines" }],
    },
  ];
  expect(() => platformDocuments(Platform.parse({ ...one, groups }))).toThrow(
    /\/signalbox-production\/platform\/groups\/pipelines would have \d+ bytes.*fewer alarms/,
  );
});

test("what is missing or wrong is named", () => {
  const { path, parameters } = platformDocuments(one);
  const region = (change: object) => [
    { name: `${path}/region`, value: JSON.stringify({ ...one, groups: [], ...change }) },
  ];
  expect(parameters.map(({ name }) => name)).toEqual([`${path}/region`]);
  expect(() => platformOf(path, [])).toThrow(`there is no SSM parameter ${path}/region; deploy the stage`);
  expect(() => platformOf(path, region({ groups: 7 }))).toThrow(
    `${path}/region is not as a deployment writes it`,
  );
  expect(() => platformOf(path, region({ groups: ["x"] }))).toThrow(`no SSM parameter ${path}/groups/x`);
  expect(() => platformOf(path, region({ account: 7 }))).toThrow("at account");
});
