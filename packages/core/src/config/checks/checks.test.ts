import { describe, expect, test } from "vitest";
import { problemsOf, sound } from "../config.fixture.ts";

/** A layer over the sound configuration, and the only fault that it makes. */
type Row = readonly [what: string, layer: object, path: string, wrong: RegExp];

function faults(rows: readonly Row[]): void {
  test.each(rows)("%s is refused", (_what, layer, path, wrong) => {
    expect(problemsOf(layer)).toMatchObject([
      { path, wrong: expect.stringMatching(wrong), allowed: expect.any(String) },
    ]);
  });
}

const service = (more: object) => ({ services: { web: more } });
const [first, second] = sound.regions ?? [];
const regions = (more: object, before: object = {}) => ({
  regions: [
    { ...first, ...before },
    { ...second, ...more },
  ],
});
const daily = (more: object) => ({ backup: { classes: { daily: more } } });
const lock = { minRetentionDays: 7, maxRetentionDays: 366, graceDays: 3 };
const permanent = { permanent: true, notifications: { emails: ["platform@example.com"] } };
const locked = (more: object, bounds: object = lock) => ({
  ...permanent,
  backup: { ...daily(more).backup, lock: bounds },
});

test("in a sound configuration, and in a sound permanent one with a lock, nothing is wrong", () => {
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf(locked({}))).toEqual([]);
});

describe("regions:", () => {
  faults([
    ["a region twice", regions({ region: "us-east-1" }), "regions[1].region", /regions\[0\] is us-east-1/],
    ["no primary", regions({}, { role: "tertiary" }), "regions", /no region is primary/],
    ["a tertiary without a secondary", regions({ role: "tertiary" }), "regions", /no region is secondary/],
    ["a range that is no /16", regions({ cidr: "10.1.0.0/20" }), "regions[1].cidr", /it is a \/20/],
    ["an address within its range", regions({ cidr: "10.1.2.0/16" }), "regions[1].cidr", /within its range/],
    ["public addresses", regions({ cidr: "8.8.0.0/16" }), "regions[1].cidr", /not private/],
    [
      "172.32.0.0, just past the private ones",
      regions({ cidr: "172.32.0.0/16" }),
      "regions[1].cidr",
      /private/,
    ],
    ["the same range twice", regions({ cidr: "10.0.0.0/16" }), "regions[1].cidr", /overlaps 10\.0\.0\.0\/16/],
    ["a neutral region of the platform", { neutralRegion: "eu-west-1" }, "neutralRegion", /go dark with it/],
    [
      "a region of another partition",
      { neutralRegion: "cn-north-1" },
      "neutralRegion",
      /commercial partition/,
    ],
    [
      "routing controls of one region",
      { regions: [first], edge: { routingControls: true } },
      "edge.routingControls",
      /one region/,
    ],
  ]);

  test("a second primary is refused once, where it stands", () => {
    expect(problemsOf(regions({ role: "primary" })).map(({ path }) => path)).toEqual(["regions[1].role"]);
  });

  test("an overlap comes with a range that is free", () => {
    const [problem] = problemsOf(regions({ cidr: "10.0.0.0/16" }));
    expect(problem?.suggestion).toBe("10.1.0.0/16 is free");
    expect(problemsOf(regions({ cidr: "10.0.128.0/17" })).map(({ wrong }) => wrong)).toContainEqual(
      expect.stringContaining("overlaps"),
    );
  });
});

describe("data:", () => {
  const database = (more: object) => ({ data: { database: more } });
  faults([
    [
      "a capacity that ends before it begins",
      database({ minCapacity: 32 }),
      "data.database.minCapacity",
      /more than/,
    ],
    [
      "a database that would never pause",
      database({ minCapacity: 0 }),
      "data.database.minCapacity",
      /RDS Proxy/,
    ],
    ["a reader too many for two regions", database({ readers: 15 }), "data.database.readers", /at most 14/],
    [
      "17 instances in a standby",
      database({ standbyInstances: 17 }),
      "data.database.standbyInstances",
      /cannot/,
    ],
    [
      "more replicas than other zones",
      { data: { cache: { replicas: 3 } } },
      "data.cache.replicas",
      /3 zones/,
    ],
  ]);

  test("as many readers as AWS has, and a pause without a proxy, are taken", () => {
    expect(problemsOf(database({ readers: 14 }))).toEqual([]);
    expect(problemsOf(database({ minCapacity: 0, proxy: false }))).toEqual([]);
  });
});

describe("the catalogue:", () => {
  const third = { group: "web", image: "web", port: 80, route: { kind: "service-connect" } };
  faults([
    [
      "a group that does not exist",
      { services: { more: { ...third, group: "wbe" } } },
      "services.more.group",
      /no wbe/,
    ],
    [
      "an image that does not exist",
      { services: { models: { image: "modls" } } },
      "services.models.image",
      /no modls/,
    ],
    ["a group without services", { groups: { idle: {} } }, "groups.idle", /no service belongs/],
    [
      "two images in one group",
      { groups: { web: { strategy: "rolling" } }, services: { more: { ...third, image: "models" } } },
      "services.more.image",
      /web runs web/,
    ],
    ["a canary on Service Connect", { services: { more: third } }, "groups.web.strategy", /nothing to shift/],
    [
      "generations of a service without the cache",
      service({ generations: "open-webui" }),
      "services.web.generations",
      /does not reach the cache/,
    ],
    [
      "an upgrade of a group that is rolling",
      { groups: { models: { strategy: "rolling", upgrade: { migrations: "open-webui" } } } },
      "groups.models.upgrade",
      /mixes versions/,
    ],
    [
      "an upgrade of a group that does not reach the database",
      { groups: { models: { upgrade: { migrations: "open-webui" } } } },
      "groups.models.upgrade",
      /reaches the database/,
    ],
    [
      "identity that is off",
      { identity: { enabled: false } },
      "services.web.needs",
      /identity\.enabled is false/,
    ],
    [
      "inference that nobody serves",
      { groups: { models: null }, services: { models: null } },
      "services.web.needs",
      /internal-load-balancer/,
    ],
  ]);

  test("a name near one that exists asks whether that was meant", () => {
    const [problem] = problemsOf({ services: { models: { image: "modls" } } });
    expect(problem?.suggestion).toBe("did you mean models?");
  });
});

describe("routes:", () => {
  const paths = (...given: string[]) => service({ route: { kind: "public", paths: given } });
  faults([
    ["a path twice", paths("/*", "/a", "/a"), "services.web.route.paths[2]", /it has this path/],
    ["no answer to what is left", paths("/api/*"), "services", /what the others do not take/],
    [
      "a path of 129 letters",
      paths("/*", `/${"a".repeat(128)}`),
      "services.web.route.paths[1]",
      /129 letters/,
    ],
    [
      "a letter that ALB does not take",
      paths("/*", "/a b"),
      "services.web.route.paths[1]",
      /no such letters/,
    ],
    ["two wildcards in a path", paths("/*", "/*/a/*"), "services.web.route.paths[1]", /wildcards/],
    [
      "21 paths",
      paths(...Array.from({ length: 21 }, (_, n) => `/${n}`)),
      "services.web.route.paths",
      /cannot be/,
    ],
    [
      "blue-green with more paths than ECS can shift",
      { groups: { web: { strategy: "blue-green" } }, ...paths("/*", "/a", "/b", "/c", "/d", "/e") },
      "services.web.route.paths",
      /they need 2 rules, and ECS shifts one/,
    ],
  ]);

  test("a path of two services is refused at the second", () => {
    const api = { group: "web", image: "web", port: 80, route: { kind: "public", paths: ["/*"] } };
    expect(problemsOf({ services: { api } })).toMatchObject([
      { path: "services.api.route.paths[0]", wrong: "web has this path already" },
    ]);
  });

  test("more rules than a load balancer has are refused", () => {
    const api = (n: number) => ({
      group: "web",
      image: "web",
      port: 80,
      route: { kind: "public", paths: Array.from({ length: 20 }, (_, path) => `/${n}/${path}`) },
    });
    const many = (length: number) => ({
      services: Object.fromEntries(Array.from({ length }, (_, n) => [`api-${n}`, api(n)])),
    });
    // Each has four rules for its 20 paths, five for each side on the preview listener, and eight for the preview's cookie.
    expect(problemsOf(many(4))).toEqual([]);
    expect(problemsOf(many(5))).toMatchObject([
      { path: "services", wrong: expect.stringContaining("114 rules") },
    ]);
  });
});

describe("tasks:", () => {
  faults([
    ["memory that Fargate has not", service({ cpu: 256, memory: 4096 }), "services.web.memory", /CPU 256/],
    ["memory between two sizes", service({ cpu: 8192, memory: 17_408 }), "services.web.memory", /CPU 8192/],
    [
      "more tasks at least than at most",
      service({ scaling: { min: 11 } }),
      "services.web.scaling.min",
      /more than/,
    ],
    [
      "as much for a standby",
      service({ scaling: { standbyMin: 11 } }),
      "services.web.scaling.standbyMin",
      /more/,
    ],
    [
      "a pool with more at least than at most",
      { inference: { pools: [{ name: "gpu", instanceTypes: ["g6.xlarge"], min: 5, max: 4 }] } },
      "inference.pools[0].min",
      /more than max/,
    ],
    [
      "directories as large as the task",
      service({ writable: { "/tmp": 2048 } }),
      "services.web.writable",
      /2048 MiB/,
    ],
    [
      "a secret in the open",
      service({ environment: { OPENAI_API_KEY: "sk-1" } }),
      "services.web.environment.OPENAI_API_KEY",
      /secret/,
    ],
    [
      "a health check without its kind",
      service({ healthCommand: ["curl", "x"] }),
      "services.web.healthCommand",
      /CMD/,
    ],
  ]);

  test("the nearest size that Fargate has is suggested", () => {
    expect(problemsOf(service({ cpu: 256, memory: 4096 }))).toMatchObject([
      { allowed: "one of 512, 1024, 2048 MiB", suggestion: "2048 is nearest" },
    ]);
    expect(problemsOf(service({ cpu: 16_384, memory: 122_880 }))).toEqual([]);
  });

  test("a secret is not shown in the fault", () => {
    const problems = problemsOf(service({ environment: { OPENAI_API_KEY: "sk-1" } }));
    expect(problems).toMatchObject([{ origin: "stage" }]);
    expect(JSON.stringify(problems)).not.toContain("sk-1");
  });

  test("switches that are named like secrets are none", () => {
    expect(problemsOf(service({ environment: { ENABLE_API_KEY: "true", MAX_TOKENS: "9" } }))).toEqual([]);
  });
});

describe("releases:", () => {
  const policy = (more: object) => ({ groups: { web: { policy: more } } });
  const freeze = (more: object) => ({
    freezes: {
      weekend: { from: "FRI 18:00", to: "MON 08:00", timeZone: "UTC", reason: "nobody is in", ...more },
    },
  });
  faults([
    ["a ladder that falls", policy({ ladder: [50, 25, 100] }), "groups.web.policy.ladder", /rises/],
    ["a ladder that ends early", policy({ ladder: [10, 50] }), "groups.web.policy.ladder", /ends at 100/],
    [
      "a release of a year",
      policy({ personSeconds: 604_800, ladder: tenths() }),
      "groups.web.policy",
      /days/,
    ],
    [
      "a load test of a group that no user reaches",
      { groups: { models: { policy: { gates: [{ kind: "load-test", name: "load" }] } } } },
      "groups.models.policy.gates[0].kind",
      /the preview listener reaches no other/,
    ],
    [
      "a load test of a rolling group",
      { groups: { web: { strategy: "rolling", policy: { gates: [{ kind: "load-test", name: "load" }] } } } },
      "groups.web.policy.gates[0].kind",
      /a rolling release has no preview/,
    ],
    [
      "a load test that takes longer than a Lambda may",
      policy({ gates: [{ kind: "load-test", name: "load", deadlineSeconds: 45 }] }),
      "groups.web.policy.gates[0].deadlineSeconds",
      /a Lambda has 50 s/,
    ],
    [
      "a webhook on a port that the network is not left by",
      policy({ gates: [{ kind: "webhook", name: "smoke", url: "http://checks.example.com:8080" }] }),
      "groups.web.policy.gates[0].url",
      /left by 443 and 8443 alone/,
    ],
    [
      "a freeze of an unknown group",
      freeze({ groups: ["wep"] }),
      "freezes.weekend.groups[0]",
      /no group wep/,
    ],
    ["a freeze that begins on no day", freeze({ from: "Friday" }), "freezes.weekend.from", /FRI 18:00/],
    ["a freeze of no zone", freeze({ timeZone: "Berlin" }), "freezes.weekend.timeZone", /no such zone/],
    [
      "tasks that leave too late",
      service({ drainSeconds: 1_700 }),
      "services.web.drainSeconds",
      /1820 s to leave/,
    ],
  ]);

  function tenths(): number[] {
    return Array.from({ length: 20 }, (_, n) => 5 * (n + 1));
  }
});

describe("times:", () => {
  const night = (more: object) => ({
    nightShutdown: { from: "20:00", to: "07:00", timezone: "UTC", ...more },
  });
  faults([
    [
      "a schedule in words",
      daily({ schedule: "every day" }),
      "backup.classes.daily.schedule",
      /no such repeating/,
    ],
    [
      "a time of its own",
      daily({ schedule: "at(2030-01-01T00:00:00)" }),
      "backup.classes.daily.schedule",
      /repeating/,
    ],
    [
      "30 February",
      daily({ schedule: "cron(0 0 30 FEB ? *)" }),
      "backup.classes.daily.schedule",
      /no such time/,
    ],
    ["a rate in seconds", daily({ schedule: "rate(5 seconds)" }), "backup.classes.daily.schedule", /no such/],
    ["a zone of no place", daily({ timezone: "Europe/Berln" }), "backup.classes.daily.timezone", /time zone/],
    ["an offset as a zone", night({ timezone: "+01:00" }), "nightShutdown.timezone", /time zone/],
    ["a night without length", night({ to: "20:00" }), "nightShutdown.to", /ends when it begins/],
  ]);

  test.each([
    ["0 2 * * *", "cron(0 2 * * ? *)"],
    ["cron(0 2 * * * *)", "cron(0 2 * * ? *)"],
    ["cron(0 2 * * 1)", "cron(0 2 ? * 1 *)"],
  ])("Unix's %s gets %s as a suggestion", (schedule, likely) => {
    expect(problemsOf(daily({ schedule }))).toMatchObject([{ suggestion: `did you mean ${likely}?` }]);
  });

  test("a zone near one that exists asks whether that was meant", () => {
    expect(problemsOf(daily({ timezone: "Europe/Berln" }))).toMatchObject([
      { suggestion: "did you mean Europe/Berlin?" },
    ]);
  });
});

describe("backups:", () => {
  faults([
    [
      "a retention under the lock's",
      locked({ retentionDays: 6 }),
      "backup.classes.daily.retentionDays",
      /7 d at least/,
    ],
    [
      "one over it",
      locked({ retentionDays: 367 }),
      "backup.classes.daily.retentionDays",
      /longer than 366 d/,
    ],
    ["a copy over it", locked({ copyRetentionDays: 400 }), "backup.classes.daily.copyRetentionDays", /366/],
    [
      "a baseline under it",
      { ...permanent, backup: { continuousDays: 6, lock } },
      "backup.continuousDays",
      /7 d at least/,
    ],
    ["a lock of a stage that goes", { backup: { lock } }, "backup.lock", /not permanent/],
    [
      "a copy that goes first",
      daily({ copyRetentionDays: 7 }),
      "backup.classes.daily.copyRetentionDays",
      /before its/,
    ],
  ]);

  test("a lock without a range is refused, beside what it then refuses", () => {
    const paths = problemsOf(locked({}, { ...lock, minRetentionDays: 400 })).map(({ path }) => path);
    expect(paths).toContain("backup.lock.minRetentionDays");
  });
});

describe("the stage:", () => {
  const night = { from: "20:00", to: "07:00", timezone: "UTC" };
  faults([
    ["a permanent one that sleeps", { ...permanent, nightShutdown: night }, "nightShutdown", /permanent/],
    ["a permanent one that nobody hears of", { permanent: true }, "notifications.emails", /nobody/],
    ["an agreement after the objective", { recovery: { rtoMinutes: 5 } }, "recovery.confirmMinutes", /over/],
    [
      "a load balancer with less patience than CloudFront",
      { edge: { idleTimeoutSeconds: 30 } },
      "edge.originSilenceSeconds",
      /earlier/,
    ],
    ["logs kept for 45 days", { observability: { logDays: 45 } }, "observability.logDays", /CloudWatch Logs/],
  ]);
});

const tests = {
  image: "web",
  integration: { command: ["integration"] },
  smoke: { command: ["smoke"] },
};
const pipeline = (more: object, of: object = {}) => ({
  pipeline: {
    groups: ["web"],
    staging: { stage: "staging", region: "us-east-1", url: "https://chat.staging.example.com" },
    tests: { ...tests, ...of },
    ...more,
  },
});

describe("pipeline:", () => {
  test("a pipeline to another stage with tests of its own is sound", () => {
    expect(problemsOf(pipeline({}))).toEqual([]);
  });
  faults([
    ["a group that is not there", pipeline({ groups: ["wob"] }), "pipeline.groups[0]", /no wob/],
    ["tests without an image", pipeline({}, { image: "tests" }), "pipeline.tests.image", /no tests/],
    ["a task that Fargate has not", pipeline({}, { memory: 512 }), "pipeline.tests.memory", /CPU 1024/],
    [
      "itself as its staging",
      pipeline({ staging: { stage: "other", region: "us-east-1", url: `https://${sound.domain?.host}` } }),
      "pipeline.staging.url",
      /against production/,
    ],
    ["a deadline of no time", pipeline({ approvalHours: 0 }), "pipeline.approvalHours", /./],
  ]);
});
