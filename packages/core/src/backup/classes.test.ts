import { expect, test } from "vitest";
import { sound } from "../config/config.fixture.ts";
import { layered } from "../config/layered.ts";
import { adoptedClass, classesOf } from "./classes.ts";
import { lifecyclesOf } from "./retention/lifecycle.ts";

const tiers = {
  "database-hourly": { target: "database", schedule: "cron(0 * * * ? *)", retentionDays: 7 },
  "files-daily": {
    target: "files",
    schedule: "cron(0 3 * * ? *)",
    timezone: "Europe/Berlin",
    retentionDays: 30,
    copyRetentionDays: 365,
  },
};
const configured = (layer: object) =>
  layered(
    [
      { origin: "base", layer: sound },
      { origin: "stage", layer },
    ],
    {},
  ).config;
const classes = classesOf(configured({ backup: { classes: tiers } }));

test("a class is a target with a tier; beside the scheduled ones are the log, the baseline and the replicas", () => {
  expect(classes.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
    "database/point-in-time continuous",
    "database/baseline baseline",
    "database/daily scheduled",
    "database/hourly scheduled",
    "files/baseline baseline",
    "files/daily scheduled",
    "secrets/replicas replicated",
  ]);
  expect(classes.at(-1)).toMatchObject({ regions: ["eu-west-1"] });
});

test("the lifecycle of a point is set when it is made: its class's retention here, that of copies elsewhere", () => {
  const lifecycles = classes.flatMap((each) =>
    each.kind === "scheduled" ? [[each.id, lifecyclesOf(each)]] : [],
  );
  expect(Object.fromEntries(lifecycles)).toMatchObject({
    "database/hourly": { point: { DeleteAfterDays: 7 }, copy: undefined },
    "files/daily": { point: { DeleteAfterDays: 30 }, copy: { DeleteAfterDays: 365 } },
  });
});

test("a platform of one region copies nothing, and files in EFS have no continuous baseline", () => {
  const alone = classesOf(
    configured({
      regions: [sound.regions![0]],
      data: { files: { kind: "efs" } },
      backup: { classes: tiers },
    }),
  );
  expect(alone.find(({ id }) => id === "files/daily")).toMatchObject({ copyRetentionDays: undefined });
  expect(alone.find(({ id }) => id === "files/baseline")).toMatchObject({ continuous: false });
});

test("a point that somebody else made is of the class that its tag names, or made by hand", () => {
  expect(adoptedClass("files", "baseline", classes)).toBe("files/baseline");
  expect(adoptedClass("files", "files/daily", classes)).toBe("files/daily");
  expect(adoptedClass("database", "files/daily", classes)).toBe("database/by-hand");
  expect(adoptedClass("database", undefined, classes)).toBe("database/by-hand");
});
