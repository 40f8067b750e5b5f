import { NamedError } from "@signalbox/core/error";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { policyFaults } from "@signalbox/core/release/policy-faults";
import type { Order } from "@signalbox/core/release/release";
import { ReleaseRequest } from "@signalbox/core/release/request";
import { frozen } from "@signalbox/core/release/turns/freeze";
import { wayBackPolicy } from "@signalbox/core/release/turns/way-back";
import type { Permission } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import type { FunctionContext } from "../../context.ts";
import { rulesOf } from "../../maintenance/page.ts";
import * as allow from "../../release/allow.ts";
import { runName } from "../../release/names.ts";
import { checkAlarms, checkNew, checksAllow, pinned } from "./checks.ts";
import { findWayBack } from "./find-way-back.ts";
import { groupThat } from "./group.ts";
import { strategyOf } from "./strategies.ts";
import { isFrozen, lookForTurn } from "./turn.ts";

/** What `assess` calls. */
export const assessAllows: readonly Permission[] = [allow.readLedger, allow.readExecution, ...checksAllow];

/** Hears a reason against a release. `Validate` throws the first one; a plan keeps all of them. */
export type Refuse = (reason: NamedError) => void;

/** A release as it is asked for. */
export interface Asked {
  readonly request: unknown;
  /** ARN of its execution; empty where there is none. */
  readonly execution: string;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
}

/** What a request comes to. */
export interface Assessed {
  readonly request: ReleaseRequest;
  readonly group: ReleaseGroup;
  /** Absent where a way back leads nowhere. */
  readonly order?: Order;
  /** Why it waits for its turn; what serves is then compared at its turn. */
  readonly waits?: string;
}

/**
 * Every check of a release before anything is done, in one order: each tells `refuse` its reason, and what it does not stand
 * in the way of is checked all the same. Answers undefined where it is not clear which group is meant, or under which policy.
 */
export async function assess(
  context: FunctionContext,
  asked: Asked,
  refuse: Refuse,
): Promise<Assessed | undefined> {
  const hear = hearing(refuse);
  const request = await hear(() => parse(ReleaseRequest, asked.request));
  const group = request && (await hear(() => groupOf(context, request)));
  const given = group && (await hear(() => parse(ReleasePolicy, { ...group.policy, ...request.policy })));
  if (!request || !group || !given) return undefined;
  await hear(() => checkLength(group, given));
  await hear(() => checkFaults(group, given));
  await hear(() => checkForce(group, request));
  // A region that has no page cannot keep its users out while another one migrates.
  if (request.everywhere) await hear(() => rulesOf(context.platform));
  const { image } = request;
  const found = await hear(() => contentOf(context, group, request, given));
  // An image that is not there is planned with all the same.
  const content = found ?? (image && { image: { ...image, digest: image.digest ?? "" }, policy: given });
  if (!content) return { request, group };
  const order = orderOf(group, request, content, asked.execution);
  const waits = await checkTurn(context, group, order, asked.askedAt, refuse);
  if (waits !== undefined) return { request, group, order, waits };
  await hear(() => checkAlarms(context, order.policy.alarms));
  if (found && !order.back) await hear(() => checkNew(context, group, order.image.digest));
  return { request, group, order };
}

/** Runs a check and tells its reason; AWS's own errors are none. */
const hearing =
  (refuse: Refuse) =>
  async <T>(check: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await check();
    } catch (error) {
      if (!(error instanceof NamedError)) throw error;
      refuse(error);
      return undefined;
    }
  };

function groupOf({ platform }: FunctionContext, { group: name, image }: ReleaseRequest): ReleaseGroup {
  return groupThat(
    platform,
    (each) => (name === undefined || each.name === name) && (!image || each.repository === image.repository),
    `no group fits ${name ?? `the repository ${image?.repository}`}`,
  );
}

function checkLength({ name, strategy }: ReleaseGroup, policy: ReleasePolicy): void {
  const tooLong = strategyOf(name, strategy).whyTooLong(policy);
  if (tooLong !== undefined)
    throw new NamedError("Release.InvalidRequest", `the policy is too long: ${tooLong}`);
}

function checkFaults({ name, strategy, services }: ReleaseGroup, policy: ReleasePolicy): void {
  const previewed = services.some((service) => "previewAddress" in service);
  const faults = policyFaults({ strategy, services: services.map((each) => each.name), previewed, policy });
  if (faults.length === 0) return;
  const said = faults.map(({ path, wrong, allowed }) => `${path.join(".")}: ${wrong}; allowed: ${allowed}`);
  throw new NamedError("Release.InvalidRequest", `the policy does not fit ${name}: ${said.join("; ")}`);
}

/** What can be known before the rehearsal of what a person wants whatever it says. */
function checkForce(group: ReleaseGroup, { force }: ReleaseRequest): void {
  if (!force || migrationsOf(group) !== undefined) return;
  throw new NamedError(
    "Release.InvalidRequest",
    `releases of ${group.name} change no schema, so that no rehearsal chooses their strategy: leave force out`,
  );
}

const migrationsOf = (group: ReleaseGroup): Order["migrations"] =>
  "upgrade" in group ? group.upgrade?.migrations : undefined;

type Content = Pick<Order, "image" | "policy" | "back">;

/** What is released, and how: an image, or what ran before. */
async function contentOf(
  context: FunctionContext,
  group: ReleaseGroup,
  { image }: ReleaseRequest,
  policy: ReleasePolicy,
): Promise<Content> {
  return image
    ? { image: await pinned(context, image), policy }
    : { ...(await findWayBack(context, group, policy)), policy: wayBackPolicy(policy) };
}

const orderOf = (
  group: ReleaseGroup,
  { requestedBy, reason, breakGlass, force, everywhere }: ReleaseRequest,
  content: Content,
  execution: string,
): Order => ({
  ...(everywhere && together(everywhere)),
  group: group.name,
  strategy: group.strategy,
  run: runName(execution),
  execution,
  requestedBy,
  ...(reason && { reason }),
  ...(breakGlass && { breakGlass }),
  ...(force && { force }),
  // What it goes back to has served on the schema that there is, or the way back was refused.
  ...(!content.back && migrationsOf(group) && { migrations: migrationsOf(group) }),
  ...content,
});

/** What was rehearsed where it migrates holds here as well. */
const together = ({
  upgrade,
  ...everywhere
}: NonNullable<ReleaseRequest["everywhere"]>): Pick<Order, "everywhere" | "upgrade"> => ({
  everywhere,
  ...(upgrade && { upgrade }),
});

/** Tells why it is not its turn, nor will be; answers what it has to wait for first. */
async function checkTurn(
  context: FunctionContext,
  group: ReleaseGroup,
  order: Order,
  askedAt: number,
  refuse: Refuse,
): Promise<string | undefined> {
  const looked = await hearing(refuse)(() => lookForTurn(context, group, order, askedAt));
  if (!looked) return undefined;
  const { turn, freeze, holder } = looked;
  const kept = freeze !== undefined && isFrozen(order);
  // At its start a release is refused, though it would wait as long: nobody may be there when the freeze ends.
  if (kept) refuse(frozen(freeze));
  else if (turn.kind === "end") refuse(new NamedError(turn.error, turn.why));
  if (turn.kind === "take") return undefined;
  return holder || (turn.kind === "wait" && !kept) ? turn.why : undefined;
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (!success) throw new NamedError("Release.InvalidRequest", z.prettifyError(error));
  return data;
}
