import { expect, test } from "vitest";
import { typed } from "../program.fixture.ts";

const config = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  typed(["config", ...args], env);

test.each(["development", "staging", "production", "ollama-pair", "deep-research"])(
  "%s is sound, and its check says so",
  async (stage) => {
    const { code, out, err } = await config(["check", "--stage", stage]);
    expect(err).toContain(`✓ the configuration of ${stage} is sound`);
    expect({ code, out }).toEqual({ code: 0, out: "" });
  },
);

test("a check says every fault: the field, what is wrong, who gave what, what may stand there, what to do", async () => {
  const { code, out, err } = await config(["check", "--stage", "production"], {
    SIGNALBOX__data__cache__replcas: "2",
    "SIGNALBOX__backup__classes__database-hourly__retentionDays": "3",
  });
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toBe(`✗ the configuration of production has 2 faults

  data.cache.replcas
    wrong    there is no such field
    given    2 (environment variable SIGNALBOX__data__cache__replcas)
    allowed  engine, nodeType, replicas
    do       did you mean replicas?

  backup.classes.database-hourly.retentionDays
    wrong    the vault's lock keeps everything for 7 d at least
    given    3 (environment variable SIGNALBOX__backup__classes__database-hourly__retentionDays)
    allowed  from 7 to 366 d, the bounds of backup.lock`);
});

test("a secret among the variables of a service is refused and not shown", async () => {
  const variable = "SIGNALBOX__services__open-webui__environment__OPENAI_API_KEY";
  const { code, err } = await config(["check"], { [variable]: "sk-1" });
  expect(err.replaceAll(/\s+/g, " ")).toContain(`given not shown (environment variable ${variable})`);
  expect(err).not.toContain("sk-1");
  expect(code).toBe(1);
});

test("faults are data for --json, and no configuration is shown that has any", async () => {
  const env = { SIGNALBOX__edge__cdn: "maybe" };
  const problems = [
    {
      path: "edge.cdn",
      wrong: "it cannot be this",
      given: "maybe",
      allowed: "true or false, such as true",
      origin: "environment variable SIGNALBOX__edge__cdn",
    },
  ];
  for (const verb of ["check", "show"]) {
    const { code, out, err } = await config([verb, "--json"], env);
    expect(JSON.parse(out)).toEqual({ stage: "development", problems });
    expect(err).toContain("edge.cdn");
    expect(code).toBe(1);
  }
  const sound = { stage: "development", problems: [], warnings: [] };
  expect(JSON.parse((await config(["check", "--json"])).out)).toEqual(sound);
});

test("a check warns of files on EFS before they are deployed: no backup of them is ever verified", async () => {
  const { code, err } = await config(["check", "--stage", "fargate-cognito"]);
  expect(code).toBe(0);
  expect(err).toMatch(/! data\.files\.kind: files on EFS .*Backup\.NotLookedAt/);
});

test("show prints every value, and its origin if asked", async () => {
  const env = { SIGNALBOX__data__database__maxCapacity: "8" };
  const plain = await config(["show"], env);
  expect(plain.code).toBe(0);
  expect(plain.out).toMatch(/^regions\[0\]\.cidr +10\.0\.0\.0\/16$/m);
  expect(plain.out).not.toContain("ORIGIN");
  const { out } = await config(["show", "--origin"], env);
  expect(out).toMatch(
    /^data\.database\.maxCapacity +8 +environment variable SIGNALBOX__data__database__maxCapacity$/m,
  );
  expect(out).toMatch(/^name +signalbox +base$/m);
  expect(out).toMatch(/^regions\[0\]\.region +us-east-1 +development$/m);
  expect(out).toMatch(/^neutralRegion +us-west-2 +default$/m);
});

test("show --json is the configuration itself, and with --origin each field's value and origin", async () => {
  const whole = JSON.parse((await config(["show", "--json", "--stage", "staging"])).out);
  expect(whole).toMatchObject({ name: "signalbox", regions: [{ role: "primary" }, { role: "secondary" }] });
  const fields = JSON.parse((await config(["show", "--json", "--origin", "--stage", "staging"])).out);
  expect(fields["regions[1].role"]).toEqual({ value: "secondary", origin: "staging" });
});

test("a name that no configuration has is a usage error with a suggestion", async () => {
  const { code, out, err } = await config(["show", "--stage", "prodction"]);
  expect(err).toContain("there is no configuration prodction");
  expect(err).toContain("did you mean production?");
  expect({ code, out }).toEqual({ code: 2, out: "" });
});
