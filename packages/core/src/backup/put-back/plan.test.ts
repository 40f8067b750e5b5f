import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ConfigurationParts } from "../configuration/document.ts";
import { taken } from "../configuration/secret-shapes.ts";
import { planConfiguration } from "./plan-configuration.ts";
import { planSecrets } from "./plan-secrets.ts";

type Parameters = ConfigurationParts["parameters"];
type Secret = ConfigurationParts["secrets"][string];

const parts = (more: Partial<ConfigurationParts>): ConfigurationParts => ({
  platform: {},
  machines: {},
  taskDefinitions: {},
  parameters: {},
  secrets: {},
  ...more,
});
const plan = (recorded: ConfigurationParts, present: ConfigurationParts, more = {}) =>
  planConfiguration({
    recorded,
    present,
    runnable: new Set(),
    latest: {},
    othersParameters: { deploy: "/s/platform/", connections: "/s/connections/" },
    groupOf: () => "web",
    ...more,
  });
const parameters = fc.dictionary(
  fc.constantFrom("/s/a", "/s/b", "/s/c", "/s/platform/region", "/s/connections/database-host"),
  fc.record({ type: fc.constant("String" as const), version: fc.nat(), value: fc.constantFrom("1", "2") }),
);

describe("parameters", () => {
  test("that are written back stand as they were, lead back to what stood there, and nobody else's is among them", () => {
    fc.assert(
      fc.property(parameters, parameters, (then, now) => {
        const recorded = parts({ parameters: then });
        const { changes } = plan(recorded, parts({ parameters: now }));
        const after: Parameters = { ...now };
        for (const change of changes) {
          if (change.kind !== "parameter") throw new Error(change.kind);
          expect(change.name).not.toMatch(/platform|connections/);
          expect(change.from).toBe(now[change.name]?.value);
          after[change.name] = { type: change.type, version: 1, value: change.to };
        }
        expect(plan(recorded, parts({ parameters: after })).changes).toEqual([]);
        expect(Object.keys(now).filter((name) => !(name in after))).toEqual([]);
      }),
    );
  });

  test("whose value was left out are told of, and not written", () => {
    const of = (value: string) => parts({ parameters: { "/s/a": { type: "String", version: 1, value } } });
    expect(plan(of(taken), of("1"))).toMatchObject({
      changes: [],
      told: [expect.stringMatching(/no backup/)],
    });
  });
});

test("a task definition is registered again only where it cannot be run and no secret was left out; a service is moved by a release alone", () => {
  const content = { family: "s-web", containerDefinitions: [{ name: "web", image: "web:1" }] };
  const arn = "arn:aws:ecs:us-east-1:1:task-definition/s-web:1";
  const then = parts({ taskDefinitions: { web: { arn, cluster: "s", content } } });
  const other = { ...content, containerDefinitions: [{ name: "web", image: "web:2" }] };
  const now = parts({ taskDefinitions: { web: { arn: `${arn}2`, cluster: "s", content: other } } });
  expect(plan(then, now).changes).toMatchObject([{ kind: "task-definition", arn }]);
  expect(plan(then, now).told).toEqual([expect.stringContaining("signalbox release web --image")]);
  expect(plan(then, now, { runnable: new Set([arn]) }).changes).toEqual([]);
  expect(plan(then, now, { latest: { "s-web": content } }).changes).toEqual([]);
  const hidden = { ...content, containerDefinitions: [{ environment: [{ name: "A", value: taken }] }] };
  const left = parts({ taskDefinitions: { web: { arn, cluster: "s", content: hidden } } });
  expect(plan(left, left).changes).toEqual([]);
});

describe("a secret", () => {
  const secret = (more: Partial<Secret> = {}): Secret => ({
    arn: "arn:s",
    rotates: false,
    versions: { v1: ["AWSCURRENT"] },
    replicas: [],
    ...more,
  });
  const changed = (then: Secret, now: Secret | undefined, known = ["v1", "v2"]) =>
    planSecrets({ recorded: { s: then }, present: now ? { s: now } : {}, known: { s: known } });
  const later = { versions: { v2: ["AWSCURRENT"], v1: ["AWSPREVIOUS"] } };

  test.each<[string, Secret | undefined, readonly string[], readonly string[]]>([
    ["that is as it was", secret(), ["v1"], []],
    [
      "that waits for its deletion",
      secret({ deletedAt: "2026-01-01T00:00:00Z" }),
      ["v1"],
      ["secret-deletion"],
    ],
    ["whose version is another one", secret(later), ["v1", "v2"], ["secret-version"]],
    ["whose version is forgotten", secret(later), ["v2"], []],
    ["that was rotated", secret({ ...later, rotates: true }), ["v1", "v2"], []],
    ["that is a replica now", secret({ ...later, primaryRegion: "eu-west-1" }), ["v1", "v2"], []],
    ["that is gone", undefined, [], []],
  ])("%s", (_, now, known, kinds) => {
    const { changes, told } = changed(secret(), now, [...known]);
    expect(changes.map(({ kind }) => kind)).toEqual(kinds);
    expect(told.length > 0).toBe(kinds.length === 0 && known.join() !== "v1");
  });
});
