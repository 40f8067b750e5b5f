import { expect, test } from "vitest";
import { quietCloud } from "./faulty.fixture.ts";

const us = "us-east-1";
const eu = "eu-west-1";
const west = "us-west-2";

test("a dark region is joined to none until it is back, and who watches hears of both", async () => {
  const { cloud, clock } = quietCloud();
  const { links } = cloud.world;
  let heard = 0;
  links.watch(() => {
    heard++;
  });
  cloud.faults.add({ kind: "region-dark", region: us, forSeconds: 60 });
  expect([links.join(us, eu), links.join(eu, us), links.join(us, us), links.join(eu, west)]).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect(links.lateMs("database", us, eu)).toBe(Number.POSITIVE_INFINITY);
  expect(heard).toBe(1);
  await clock.run(clock.sleep(60_000));
  expect(heard).toBe(2);
  expect(links.join(us, eu)).toBe(true);
  expect(links.lateMs("database", us, eu)).toBe(0);
});

test("copies into one region come late, or not at all, of one kind of data alone", () => {
  const { faults, world } = quietCloud().cloud;
  faults.add({ kind: "replication-lags", region: eu, seconds: 30 });
  faults.add({ kind: "replication-stops", region: eu, of: "files" });
  const late = (what: "database" | "files" | "secrets", to: string) => world.links.lateMs(what, us, to);
  expect(late("database", eu)).toBe(30_000);
  expect(late("files", eu)).toBe(Number.POSITIVE_INFINITY);
  expect(late("secrets", eu)).toBe(0);
  expect(late("database", west)).toBe(0);
  faults.remove("f2");
  expect(late("files", eu)).toBe(0);
});
