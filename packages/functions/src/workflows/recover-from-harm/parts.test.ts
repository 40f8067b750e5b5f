import { expect, test } from "vitest";
import { goals, type PartsOf, partsOf } from "./parts.ts";

const recovery = {
  run: "h1",
  time: "2026-01-01T00:00:00.000Z",
  requestedBy: "bob",
  region: "us-east-1",
  services: ["open-webui", "ollama"],
  elsewhere: ["eu-west-1"],
};
const namesOf = (of: PartsOf, goal: (typeof goals)[number]) =>
  partsOf(goal, of).map((round) => round.map(({ name, region }) => `${name} ${region}`));
const corruption = { ...recovery, reason: "database_corruption" } as const;
const intrusion = { ...recovery, reason: "security_incident" } as const;

test("users are kept out of every region at once, and let into every region", () => {
  expect(namesOf(corruption, "contained")).toEqual([
    ["h1-quarantine us-east-1", "h1-page-eu-west-1 eu-west-1"],
  ]);
  expect(namesOf(corruption, "reopened").at(-1)).toEqual([
    "h1-lower us-east-1",
    "h1-lower-eu-west-1 eu-west-1",
  ]);
});

test("the password changes before tasks are replaced, and both once more", () => {
  const rounds = namesOf(intrusion, "eradicated").map((round) => round.map((each) => each.split(" ")[0]));
  expect(rounds.slice(1)).toEqual(
    ["1", "2"].flatMap((round) => [
      [`h1-rotate-${round}`],
      [`h1-restart-${round}-open-webui`, `h1-restart-${round}-ollama`],
    ]),
  );
});

test("corruption restores the database alone, an intrusion all of it", () => {
  const [[of] = []] = partsOf("restored", corruption);
  const [[all] = []] = partsOf("restored", intrusion);
  expect([of?.workflow, of?.input]).toMatchObject(["restore", { what: "database", time: recovery.time }]);
  expect([all?.workflow, all?.input]).toMatchObject(["restore-all", { what: "all", time: recovery.time }]);
});

test("each part has a name of its own, but for the restore, which every later goal looks at first", () => {
  const named = goals.flatMap((goal) => partsOf(goal, intrusion).flat()).map(({ name }) => name);
  const others = named.filter((name) => name !== "h1-restore");
  expect(new Set(others).size).toBe(others.length);
  for (const goal of ["eradicated", "reopened"] as const)
    expect(partsOf(goal, intrusion)[0]?.map(({ name }) => name)).toEqual(["h1-restore"]);
});
