import { arns } from "@signalbox/core/platform/arns";
import { workflows } from "@signalbox/functions/registry";
import { redeploy } from "../workflows/redeploy.fixture.ts";
import { type Aim, type MatrixFault, matrixFaults } from "./faults.ts";
import { usual } from "./stands.ts";
import { type Visit, Visits } from "./visits.ts";
import { type Aftermath, type AnyMatrix, type Ground, type Scenario, underTest } from "./workflow.ts";

/** One cell of the matrix; `id` replays it. */
export interface Case {
  readonly id: string;
  readonly scenario: Scenario<Ground>;
  /** Name of the workflow. */
  readonly machine: string;
  readonly state: string;
  /** Which visit of the state is struck. */
  readonly visit: number;
  readonly fault: MatrixFault;
  readonly aim: Aim | string;
}

export interface Result {
  readonly id: string;
  readonly end: string;
  /** Why nothing could be struck; the case did not run then. */
  readonly spared?: string;
  /** How often the fault struck. */
  readonly strikes: number;
  /** What does not hold; empty when the run ended safely. */
  readonly violations: readonly string[];
  /** What was visited and what struck, with the seconds since the start. */
  readonly story: readonly string[];
}

/** No run may last longer, in virtual time. */
const longest = 12 * 3_600_000;

/** AWS's own principal: a dark region does not keep the harness from looking. */
const statesIn = (region: string) =>
  ({ region, principal: { kind: "service", name: "states.amazonaws.com" } }) as const;

/** All cells of a scenario, from a run without faults: the first visit of each state, and of loops the last one too. */
export async function casesOf(matrix: AnyMatrix, scenario: Scenario<Ground>): Promise<Case[]> {
  let seen: readonly Visit[] = [];
  const { end, violations } = await play(matrix, scenario, undefined, (visits) => {
    seen = visits.all;
  });
  if (violations.length > 0)
    throw new Error(`${scenario.name} is unsafe without faults (${end}): ${violations.join("; ")}`);
  const states = Object.entries(scenario.states).flatMap(([machine, some]) =>
    some.map((state) => ({ machine, state })),
  );
  return states.flatMap(({ machine, state }) => {
    const visits = seen.filter(
      (visit) => visit.machine === machine && visit.state === state && isUnderTest(visit),
    );
    const [first, last] = [visits[0], visits.at(-1)];
    if (!first || !last) throw new Error(`${scenario.name} never visits ${state}`);
    return (first.number === last.number ? [first] : [first, last]).flatMap((visit) =>
      faultsOf(matrix).map((fault) => ({
        id: `${matrix.name}/${scenario.name}/${machine}/${state}/${visit.number}/${fault.name}`,
        scenario,
        machine,
        state,
        visit: visit.number,
        fault,
        aim:
          matrix.spares?.(state, fault.name, { scenario: scenario.name, isLast: visit !== first }) ??
          fault.aim(visit),
      })),
    );
  });
}

/** What strikes each visit of a matrix. */
export const faultsOf = ({ faults }: AnyMatrix): readonly MatrixFault[] =>
  faults
    ?.map((fault) => (typeof fault === "string" ? matrixFaults.find(({ name }) => name === fault) : fault))
    .filter((fault) => fault !== undefined) ?? matrixFaults;

export async function runCase(matrix: AnyMatrix, cell: Case): Promise<Result> {
  const { id, aim } = cell;
  if (typeof aim === "string") return { id, end: "", spared: aim, strikes: 0, violations: [], story: [] };
  const { end, strikes, violations, story } = await play(matrix, cell.scenario, { ...cell, aim });
  if (strikes === 0 && cell.fault.name === "stale-read" && violations.length === 0)
    return { id, end: "", spared: "what it had read before was still so", strikes, violations, story: [] };
  return {
    id,
    end,
    strikes,
    violations: strikes === 0 ? ["the fault strikes", ...violations] : violations,
    story,
  };
}

async function play(
  matrix: AnyMatrix,
  scenario: Scenario<Ground>,
  cell?: Case & { readonly aim: Aim },
  see: (visits: Visits) => void = () => {},
) {
  let played: { end: string; strikes: number; violations: string[]; story: string[] } | undefined;
  let visits = new Visits([], () => 0);
  const guards: typeof scenario.setting.guards = (clock) => {
    visits = new Visits(matrix.workflows, () => clock.now(), matrix.stands);
    return [...(scenario.setting.guards?.(clock) ?? []), visits.guard];
  };
  await matrix.play({ ...scenario.setting, guards }, async (laptop) => {
    const { cloud, clock } = laptop;
    for (const workflow of matrix.workflows)
      if (!workflows.includes(workflow)) await redeploy(laptop, workflow);
    // The cloud remembers reads from now on, so that they can be stale later.
    if (cell?.fault.name === "stale-read")
      cloud.faults.add({ kind: "stale-read", from: "2100-01-01T00:00:00Z" });
    if (!cell) visits.heedReads();
    const armed = cell && arm(matrix, cell, laptop, visits);
    const started = await scenario.start(laptop);
    void scenario.meanwhile?.(laptop, visits).catch(() => undefined);
    await ended(laptop, started);
    await allEnded(laptop, matrix);
    const acted = visits.all.findLast(({ state }) => matrix.acts(state));
    const execution = acted ? startedFor(matrix, acted) : started;
    const end = await endOf(laptop, execution);
    armed?.mend();
    await clock.sleep(60_000);
    await laptop.traffic?.stop();
    const after: Aftermath<Ground> = {
      laptop,
      execution,
      visits,
      fault: cell?.fault.name,
      state: cell?.state,
      armedAt: armed?.at() ?? Number.NaN,
    };
    const declared = matrix.ends[end];
    const violations = declared ? [] : [`${end} is one of the declared safe ends`];
    for (const invariant of [...(declared ?? []), ...matrix.always])
      if (!(await invariant.holds(after))) violations.push(invariant.says);
    played = { end, strikes: armed?.strikes() ?? 0, violations, story: storyOf(laptop, visits) };
    see(visits);
  });
  if (!played) throw new Error("the scenario did not come to its end");
  return played;
}

/** Visits and strikes together, by time. */
function storyOf({ cloud, clock }: Ground, { all }: Visits): string[] {
  const start = all[0]?.at ?? clock.now();
  const visited = all.map(({ at, state, number, execution }) => ({
    at,
    text: `${state} ${number} of ${execution.slice(execution.lastIndexOf(":") + 1)}`,
  }));
  const struck = cloud.faults
    .struck()
    .map(({ at, kind, what }) => ({ at: Date.parse(at), text: `⚡ ${kind}: ${what}` }));
  return [...visited, ...struck]
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, text }) => `${((at - start) / 1000).toFixed(3).padStart(9)} ${text}`);
}

/** Breaks things when the cell's visit begins, and mends them when another one does. */
function arm(matrix: AnyMatrix, cell: Case & { readonly aim: Aim }, laptop: Ground, visits: Visits) {
  const { aim, machine, state } = cell;
  const { faults } = laptop.cloud;
  let ids: readonly string[] = [];
  // A scenario may have faults of its own, which strike as well: so often that the oldest strikes are forgotten.
  let own: ReadonlySet<string> = new Set();
  let most = 0;
  const counted = (): number => {
    most = Math.max(most, faults.struck().filter(({ id }) => own.has(id)).length);
    return most;
  };
  let at = Number.NaN;
  let besides = 0;
  const mend = (): void => {
    const active = new Set(faults.active().map(({ id }) => id));
    for (const id of ids) if (active.has(id)) faults.remove(id);
    ids = [];
  };
  visits.onBegin = async (visit) => {
    if (!isUnderTest(visit)) return;
    counted();
    if (
      visit.machine !== machine ||
      visit.state !== state ||
      visit.number !== cell.visit ||
      !Number.isNaN(at)
    ) {
      if (aim.until === "visit") mend();
      return;
    }
    at = laptop.clock.now();
    ids = aim.faults.map((fault) => faults.add(fault));
    own = new Set(ids);
    if (aim.beside === undefined) return;
    besides++;
    await matrix[aim.beside](laptop, state);
  };
  return {
    mend: () => {
      if (aim.until !== "said") mend();
    },
    at: () => at,
    // What another hand did is no fault of the registry, but it struck all the same.
    strikes: () => (aim.faults.length === 0 ? besides : counted()),
  };
}

/** The execution of the first workflow that a visit was for: those that it starts are named as it is. */
function startedFor({ workflows: [first] }: AnyMatrix, { execution, machine, stands }: Visit): string {
  const { names } = stands;
  return execution
    .replace(`:${names.deployed(machine)}:`, `:${names.deployed(first?.name ?? "")}:`)
    .replace(new RegExp(`:(${underTest})-[^:]*$`), ":$1");
}

/** Waits until an execution has ended, but no longer than any run may last; answers its status. */
async function ended({ world, clock, platform }: Ground, executionArn: string): Promise<string> {
  const caller = statesIn(platform.region);
  const until = clock.now() + longest;
  for (;;) {
    const { status = "" } = await world.call("states", "DescribeExecution", { executionArn }, caller);
    if (status !== "RUNNING" || clock.now() >= until) return status;
    await clock.sleep(5_000);
  }
}

/** Also those that a repeated event started. */
async function allEnded(laptop: Ground, matrix: AnyMatrix): Promise<void> {
  const { world, platform } = laptop;
  const { names } = matrix.stands ?? usual;
  const caller = statesIn(platform.region);
  for (const { name } of matrix.workflows) {
    const stateMachineArn = arns.stateMachine(platform, names.deployed(name));
    const { executions = [] } = await world.call("states", "ListExecutions", { stateMachineArn }, caller);
    for (const { executionArn = "" } of executions) await ended(laptop, executionArn);
  }
}

/** The name of the state in which an execution ended, or its status where it ended in none. */
async function endOf({ world }: Ground, executionArn: string): Promise<string> {
  const [, , , region = ""] = executionArn.split(":");
  const caller = statesIn(region);
  const input = { executionArn, reverseOrder: true, maxResults: 5 };
  const { events = [] } = await world.call("states", "GetExecutionHistory", input, caller);
  const last = events.find(({ type }) => type === "FailStateEntered" || type === "SucceedStateEntered");
  if (last?.stateEnteredEventDetails?.name !== undefined) return last.stateEnteredEventDetails.name;
  const { status = "" } = await world.call("states", "DescribeExecution", { executionArn }, caller);
  return status;
}

/** Those that it starts are named as it is, or after it. */
const isUnderTest = ({ execution }: Visit): boolean => {
  const name = execution.slice(execution.lastIndexOf(":") + 1);
  return name === underTest || name.startsWith(`${underTest}-`);
};
