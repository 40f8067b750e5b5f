import fc from "fast-check";
import { expect, test } from "vitest";
import { problemsOf, sound } from "./config.fixture.ts";
import { Config } from "./config.ts";
import { InvalidConfig } from "./invalid-config.ts";
import { byDefault } from "./layer.ts";
import { layered } from "./layered.ts";
import { leavesOf } from "./leaves.ts";
import { merge } from "./merge.ts";
import { type Path, pathText, valueAt } from "./path.ts";

/** A value put at a path of record keys. */
function at([key = "", ...rest]: Path, value: unknown): object {
  return { [key]: rest.length === 0 ? value : at(rest, value) };
}

test("every value of a valid configuration says which layer gave it", () => {
  const leaves = [...leavesOf(sound)].filter(({ path }) => path.every((key) => typeof key === "string"));
  fc.assert(
    fc.property(fc.array(fc.nat(2), { minLength: leaves.length, maxLength: leaves.length }), (owners) => {
      // `regions` has lists of records, which only one layer can give.
      const layers = ["base", "stage", "more"].map((origin, index) => ({
        origin,
        layer: merge([
          index === 0 ? { regions: sound.regions } : {},
          ...leaves.filter((_, leaf) => owners[leaf] === index).map(({ path, value }) => at(path, value)),
        ]),
      }));
      const found = layered(layers, {});
      expect([...leavesOf(found.config)].map(({ path }) => pathText(path))).toEqual(
        found.leaves.map(({ path }) => pathText(path)),
      );
      for (const { path, value, origin } of found.leaves) {
        const owner = layers.find((layer) => layer.origin === origin);
        if (owner) expect(valueAt(owner.layer, path)).toEqual(value);
        else {
          expect(origin).toBe(byDefault);
          for (const { layer } of layers) expect(valueAt(layer, path)).toBeUndefined();
        }
      }
    }),
    { numRuns: 30 },
  );
});

test("a list decides for all within it, and what a later layer takes away has its default", () => {
  const pools = (spotPercent?: number) => [
    { name: "gpu", instanceTypes: ["g6.xlarge"], max: 4, ...(spotPercent !== undefined && { spotPercent }) },
  ];
  const { config, leaves } = layered(
    [
      {
        origin: "base",
        layer: merge([sound, { inference: { pools: pools(50) }, network: { flowLogDays: 7 } }]),
      },
      { origin: "stage", layer: { inference: { pools: pools() }, network: { flowLogDays: null } } },
    ],
    {},
  );
  const origin = (path: string) => leaves.find((leaf) => pathText(leaf.path) === path)?.origin;
  expect(config.inference.pools[0]?.spotPercent).toBe(0);
  expect(origin("inference.pools[0].spotPercent")).toBe("default");
  expect(origin("inference.pools[0].max")).toBe("stage");
  expect(config.network.flowLogDays).toBe(90);
  expect(origin("network.flowLogDays")).toBe("default");
});

test("an unknown key at any depth is refused with its path and what was given", () => {
  const { config } = layered([{ origin: "base", layer: sound }], {});
  const containers = [...leavesOf(config)]
    .flatMap(({ path }) => path.map((_, length) => path.slice(0, length)))
    .filter((path) => path.every((key) => typeof key === "string"))
    // Names of these are free; `regions` is a list.
    .filter(
      (path) =>
        !/^(images|groups|services|backup\.classes|regions)$|writable|environment/.test(pathText(path)),
    );
  fc.assert(
    fc.property(fc.constantFrom(...containers), fc.stringMatching(/^zz[a-z]{1,8}$/), (container, key) => {
      const path = [...container, key];
      const problems = problemsOf(at(path, 7));
      expect(problems).toMatchObject([
        { path: pathText(path), wrong: "there is no such field", given: "7", origin: "stage" },
      ]);
    }),
  );
});

test("an unknown key near a known one asks whether that was meant, and says what there is", () => {
  expect(problemsOf({ data: { database: { maxCapcity: 32 } } })).toMatchObject([
    {
      path: "data.database.maxCapcity",
      suggestion: "did you mean maxCapacity?",
      allowed: expect.stringContaining("minCapacity, maxCapacity, readers"),
    },
  ]);
  expect(problemsOf({ services: { web: { route: { kind: "public", path: ["/*"] } } } })).toMatchObject([
    { path: "services.web.route.path", suggestion: "did you mean paths?", allowed: "kind, paths" },
  ]);
});

test("every fault is named at once: the schema's, unknown keys, and those of checks whose parts are sound", () => {
  const problems = problemsOf({
    data: { database: { maxCapacity: "much" } },
    edge: { routing: "latncy", wafs: true },
    neutralRegion: "eu-west-1",
    backup: { classes: { daily: { schedule: "daily" } }, locked: true },
    services: { wbe: { port: 70_000 } },
  });
  expect(problems.map(({ path }) => path).toSorted()).toEqual([
    "backup.classes.daily.schedule",
    "backup.locked",
    "data.database.maxCapacity",
    "edge.routing",
    "edge.wafs",
    "neutralRegion",
    "services.wbe.group",
    "services.wbe.image",
    "services.wbe.port",
    "services.wbe.route",
  ]);
  expect(problems.find(({ path }) => path === "edge.routing")).toEqual({
    path: "edge.routing",
    wrong: "it cannot be this",
    given: "latncy",
    allowed: "one of failover, latency",
    suggestion: "did you mean latency?",
    origin: "stage",
  });
  expect(problems.find(({ path }) => path === "services.wbe.group")).toMatchObject({
    wrong: "it is missing",
    suggestion: "did you mean services.web?",
  });
});

test("an unknown key within a list is refused with the place that it has there", () => {
  const [first, second] = sound.regions ?? [];
  expect(problemsOf({ regions: [first, { ...second, zonez: 3 }] })).toMatchObject([
    { path: "regions[1].zonez", suggestion: "did you mean zones?" },
  ]);
});

test("a kind that there is not is answered with those that there are", () => {
  expect(problemsOf({ services: { web: { route: { kind: "publik" } } } })).toMatchObject([
    {
      path: "services.web.route.kind",
      allowed: "one of public, internal-load-balancer, service-connect",
      suggestion: "did you mean public?",
    },
  ]);
});

test("a configuration with faults is an error by name, with a line for each", () => {
  const found = () => layered([{ origin: "base", layer: { ...sound, zzz: 1, domain: null } }], {});
  expect(found).toThrow(InvalidConfig);
  expect(found).toThrow(
    /^the configuration has 2 faults\ndomain: it is missing\nzzz: there is no such field\nsignalbox config check says/,
  );
  expect(found).toThrow(expect.objectContaining({ name: "Config.Invalid" }));
});

test("a long value is cut in a fault", () => {
  const [problem] = problemsOf({ domain: { host: "x".repeat(200) } });
  expect(problem?.given).toBe(`${"x".repeat(119)}…`);
});

test("the merged result is read once: what it gives is what the schema gives", () => {
  expect(layered([{ origin: "base", layer: sound }], {}).config).toEqual(Config.parse(sound));
});
