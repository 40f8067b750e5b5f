import { describe, expect, test } from "vitest";
import { Config } from "./config.ts";
import { describe as described } from "./description.ts";
import { fieldsOf, fieldText } from "./fields.ts";

const fields = [...fieldsOf(Config)].map(({ path, schema }) => ({
  name: fieldText(path),
  schema,
  last: path.at(-1) ?? "",
  ...described(schema),
}));

/** Units by the end of a field's name. */
const units: Readonly<Record<string, string>> = {
  Seconds: "s",
  Minutes: "min",
  Hours: "h",
  Days: "d",
  Percent: "%",
  Usd: "USD",
  Gb: "GB",
  Megabytes: "MB",
  Capacity: "ACU",
  memory: "MiB",
  cpu: "vCPU/1024",
};

/** Numbers that count something or compare two things, and so have no unit. */
const counts =
  /^(zones|readers|standbyInstances|poolSize|replicas|slots|prefillPerSecond|secondsPerToken|usdPerHour|min|max|standby|standbyMin|port|extensions|minimumRequests|crashesIn15Minutes|alpha|beta|toleratedRatio|unacceptableRatio|acceptableRate|acceptableSlowRate|coldRatio|errorShare|failedShare|slowShare|requests|concurrency|attempts|bad|total|requestsPerMinute|requestsPerFiveMinutes|critical|high|medium)$/;

describe("every field of the configuration", () => {
  test("is found, in records, lists and choices too", () => {
    const names = fields.map(({ name }) => name);
    for (const name of [
      "name",
      "regions[].cidr",
      "services.<name>.scaling.min",
      "services.<name>.route.(public).paths",
      "groups.<name>.policy.ladder",
      "backup.lock.graceDays",
      "inference.pools[].max",
    ])
      expect(names).toContain(name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("says what it is and has an example", () => {
    expect(fields.filter(({ description }) => !description).map(({ name }) => name)).toEqual([]);
    expect(fields.filter(({ examples }) => examples.length === 0).map(({ name }) => name)).toEqual([]);
  });

  test("takes its own example, and its own default", () => {
    for (const { name, schema, examples, default: preset } of fields) {
      for (const example of examples) expect(schema.safeParse(example).error, name).toBeUndefined();
      if (preset !== undefined) expect(schema.safeParse(preset).error, name).toBeUndefined();
    }
  });

  test("has a unit when it is a number that measures something", () => {
    for (const { name, last, type, unit } of fields) {
      const [, wanted] =
        Object.entries(units).find(([end]) => last.toLowerCase().endsWith(end.toLowerCase())) ?? [];
      if (wanted !== undefined && !counts.test(last)) expect(unit, name).toBe(wanted);
      else if (type === "integer" || type === "number") expect(last, `${name} has no unit`).toMatch(counts);
    }
  });
});
