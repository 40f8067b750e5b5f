import fc from "fast-check";
import { expect, test } from "vitest";
import { run } from "./engine.fixture.ts";
import { StatesError } from "./error.ts";
import type { Json, JsonObject } from "./json.ts";

/** A state without its name and its way on. */
type Body = JsonObject;

const recovery = fc.record({
  Retry: fc.constantFrom<Json>(
    [],
    [{ ErrorEquals: ["Odd"], MaxAttempts: 2, JitterStrategy: "FULL" }],
    [{ ErrorEquals: ["States.ALL"] }],
  ),
});
const assign = fc.constantFrom<JsonObject>({}, { Assign: { seen: "{% $string($states.input) %}" } });

const { flow } = fc.letrec<{ flow: readonly Body[]; body: Body }>((tie) => ({
  body: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    assign.map((more): Body => ({ Type: "Pass", ...more })),
    assign.map((more): Body => ({ Type: "Pass", Output: "{% {'was': $states.input} %}", ...more })),
    fc.nat(9).map((Seconds): Body => ({ Type: "Wait", Seconds })),
    fc.constantFrom<Body>({ Type: "Fail", Error: "Made" }, { Type: "Pass", Output: "{% $nothing %}" }),
    recovery.map(
      (more): Body => ({
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        TimeoutSeconds: 5,
        ...more,
      }),
    ),
    fc
      .tuple(fc.array(tie("flow"), { minLength: 1, maxLength: 3 }), recovery)
      .map(([Branches, more]): Body => ({ Type: "Parallel", Branches, ...more })),
    fc.tuple(tie("flow"), recovery, fc.nat(3), fc.nat(2)).map(
      ([ItemProcessor, more, items, MaxConcurrency]): Body => ({
        Type: "Map",
        Items: Array.from({ length: items }, (_, item) => item),
        MaxConcurrency,
        ItemProcessor,
        ...more,
      }),
    ),
  ),
  flow: fc.array(tie("body"), { minLength: 1, maxLength: 4 }),
}));

/** Names the states, sends each on to the next, and gives those that can fail a way out to a safe end. */
function named(bodies: readonly Body[], counter: { next: number }): JsonObject {
  const names = bodies.map(({ Type }) => `${Type}${counter.next++}`);
  const safe = `Safe${counter.next++}`;
  const States: Record<string, Json> = { [safe]: { Type: "Succeed" } };
  for (const [index, body] of bodies.entries()) {
    const { Branches, ItemProcessor, ...rest } = body;
    const name = names[index] ?? "";
    const onward = body.Type === "Fail" ? {} : { Next: names[index + 1] ?? safe };
    const catches = body.Type === "Map" && Number(name.slice(3)) % 2 === 0;
    States[name] = {
      ...rest,
      ...(Array.isArray(Branches) && {
        Branches: Branches.map((branch) => named(branch as readonly Body[], counter)),
      }), // as generated above
      ...(Array.isArray(ItemProcessor) && {
        ItemProcessor: named(ItemProcessor as readonly Body[], counter),
      }), // as generated above
      ...(catches && { Catch: [{ ErrorEquals: ["States.ALL"], Next: safe }] }),
      ...onward,
    };
  }
  return { StartAt: names[0] ?? safe, States };
}

const machines = flow.map((bodies) => named(bodies, { next: 0 }));

/** Tasks answer, fail or hang, by turns. */
const answer = (_: unknown, attempt: number): Json | Promise<Json> => {
  if (attempt % 3 === 1) throw new StatesError("Odd", `attempt ${attempt}`);
  return attempt % 7 === 5 ? new Promise<never>(() => undefined) : { attempt };
};

const count = (types: readonly string[], suffix: string): number =>
  types.filter((type) => type.endsWith(suffix)).length;

test("whatever a machine does, it ends, and its history is whole", async () => {
  await fc.assert(
    fc.asyncProperty(machines, async (machine) => {
      const { end, events, types } = await run(machine, { answer });
      expect(["SUCCEEDED", "FAILED"]).toContain(end.status);
      expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
      for (const { id = 0, previousEventId = 0 } of events) expect(previousEventId).toBeLessThan(id);
      const times = events.map(({ timestamp }) => timestamp?.getTime() ?? Number.NaN);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(types.filter((type) => /^Execution(?!Started)/.test(type))).toEqual([types.at(-1)]);
      // What was entered was left, or something says why not.
      const left = count(types, "StateEntered") - count(types, "StateExited");
      const excused = types.filter((type) =>
        /(Failed|Aborted|TimedOut)$|^FailStateEntered/.test(type),
      ).length;
      expect(left).toBeGreaterThanOrEqual(0);
      if (excused === 0) expect(left).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test("without failures, every state that is entered is left, and every iteration that starts succeeds", async () => {
  const calm = machines.filter((machine) => !/"Fail"|nothing/.test(JSON.stringify(machine)));
  await fc.assert(
    fc.asyncProperty(calm, async (machine) => {
      const { end, types } = await run(machine, { answer: () => ({}) });
      expect(end.status).toBe("SUCCEEDED");
      expect(count(types, "StateExited")).toBe(count(types, "StateEntered"));
      expect(count(types, "IterationSucceeded")).toBe(count(types, "IterationStarted"));
      expect(count(types, "ParallelStateSucceeded")).toBe(count(types, "ParallelStateStarted"));
      expect(count(types, "Aborted") + count(types, "Failed")).toBe(0);
    }),
    { numRuns: 200 },
  );
});

test("what a branch or an iteration assigns is never seen outside it", async () => {
  await fc.assert(
    fc.asyncProperty(machines, async (machine) => {
      const inner = {
        StartAt: "Inner",
        States: {
          Inner: { Type: "Pass", Assign: { x: "inside" }, Next: "In" },
          In: { Type: "Pass", Output: "{% $x %}", End: true },
        },
      };
      const wrapped = {
        StartAt: "First",
        States: {
          First: { Type: "Pass", Assign: { x: "outside" }, Next: "Both" },
          Both: {
            Type: "Parallel",
            Branches: [inner, machine],
            Catch: [{ ErrorEquals: ["States.ALL"], Next: "Last" }],
            Next: "Each",
          },
          Each: { Type: "Map", Items: [1, 2], ItemProcessor: inner2(inner), Next: "Last" },
          Last: { Type: "Pass", Output: "{% $x %}", End: true },
        },
      };
      const { end } = await run(wrapped, { answer });
      expect(end.output?.value).toBe("outside");
    }),
    { numRuns: 100 },
  );
});

/** The same flow under other names: a machine's names are unique throughout. */
function inner2(flow: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(flow).replaceAll("In", "Item"));
}
