import { describe, expect, test } from "vitest";
import { problemsOf, sound } from "./config.fixture.ts";
import { layered } from "./layered.ts";
import { pathText } from "./path.ts";

const read = (environment: Record<string, string>) =>
  layered([{ origin: "base", layer: sound }], environment);

describe("an environment variable", () => {
  test("goes before the files, in JSON or else as text, and is named as the origin", () => {
    const { config, leaves } = read({
      SIGNALBOX__data__database__maxCapacity: "32",
      SIGNALBOX__edge__routing: "latency",
      SIGNALBOX__edge__cdn: "false",
      SIGNALBOX__notifications__emails: '["a@example.com"]',
      SIGNALBOX__services__web__environment__THREAD_POOL_SIZE: "2000",
      SIGNALBOX_ENDPOINT: "http://127.0.0.1:4566",
    });
    expect(config.data.database.maxCapacity).toBe(32);
    expect(config.edge).toMatchObject({ routing: "latency", cdn: false });
    expect(config.notifications.emails).toEqual(["a@example.com"]);
    expect(leaves.find(({ path }) => pathText(path) === "edge.routing")?.origin).toBe(
      "environment variable SIGNALBOX__edge__routing",
    );
  });

  test("stays text where the schema wants text, so that a version is no number", () => {
    const { config } = read({
      SIGNALBOX__data__database__engineVersion: "16.6",
      SIGNALBOX__images__web__version: "2",
      SIGNALBOX__services__web__environment: '{"A":"1"}',
    });
    expect(config.data.database.engineVersion).toBe("16.6");
    expect(config.images.web?.version).toBe("2");
    expect(config.services.web?.environment).toEqual({ A: "1" });
  });

  test("that names a field goes before one that names the record around it", () => {
    const { config } = read({
      SIGNALBOX__data__cache__replicas: "2",
      SIGNALBOX__data__cache: '{"replicas":0,"engine":"redis"}',
    });
    expect(config.data.cache).toMatchObject({ replicas: 2, engine: "redis" });
  });

  test("takes a value away with null", () => {
    const night = '{"from":"20:00","to":"07:00","timezone":"UTC"}';
    expect(read({ SIGNALBOX__nightShutdown: night }).config.nightShutdown).toBeDefined();
    expect(
      read({ SIGNALBOX__nightShutdown: night, SIGNALBOX__nightShutdown__timezone: '"UTC"' }).config
        .nightShutdown,
    ).toBeDefined();
    expect(problemsOf({ nightShutdown: { from: "x" } }, { SIGNALBOX__nightShutdown: "null" })).toEqual([]);
  });

  test("is refused with the field that it names, in the letters that it has", () => {
    expect(problemsOf({}, { SIGNALBOX__data__database__MAXCAPACITY: "32" })).toMatchObject([
      {
        path: "data.database.MAXCAPACITY",
        given: "32",
        origin: "environment variable SIGNALBOX__data__database__MAXCAPACITY",
      },
    ]);
    expect(problemsOf({}, { SIGNALBOX__data____replicas: "1" })).toMatchObject([
      { path: "SIGNALBOX__data____replicas", wrong: expect.stringContaining("empty key") },
    ]);
  });

  test("cannot reach into a list, and the fault says to give the list whole", () => {
    expect(problemsOf({}, { SIGNALBOX__regions__0__cidr: "10.9.0.0/16" })).toMatchObject([
      { path: "regions", suggestion: "give the whole list at once, in JSON" },
    ]);
  });
});
