import type { World } from "../../world/world.ts";
import { after, type Health, judge, unchecked } from "./health-rules.ts";
import type { Registry } from "./registry.ts";
import type { RegisteredTarget, TargetGroup } from "./state.ts";

/** From RegisterTargets, or from a rule's first use of the group, to the first check. Milliseconds; AWS names no figure. */
const registration = 1_000;

/** Starts and ends checks so that just the registered targets of groups in use are checked. */
export function reconcile(world: World, registry: Registry, group: TargetGroup): void {
  const used = registry.userOf(group) !== undefined;
  for (const registered of group.targets) {
    if (registered.state === "draining") continue;
    if (used && !registered.watch) watch(world, group, registered);
    if (!used) rest(registered);
  }
}

function rest(registered: RegisteredTarget): void {
  registered.watch?.abort();
  registered.watch = undefined;
  registered.state = "unused";
  registered.reason = "Target.NotInUse";
  registered.description = "Target group is not configured to receive traffic from the load balancer";
}

function watch(world: World, group: TargetGroup, registered: RegisteredTarget): void {
  const watching = new AbortController();
  registered.watch = watching;
  registered.state = "initial";
  registered.reason = "Elb.RegistrationInProgress";
  registered.description = "Target registration is in progress";
  world.background(`health checks of ${registered.target.ip} in ${group.name}`, () =>
    check(world, group, registered, watching.signal),
  );
}

async function check(
  world: World,
  group: TargetGroup,
  registered: RegisteredTarget,
  signal: AbortSignal,
): Promise<void> {
  await world.clock.sleep(registration, signal);
  registered.reason = "Elb.InitialHealthChecking";
  registered.description = "Initial health checks in progress";
  let health: Health = unchecked;
  for (;;) {
    const due = world.clock.now() + group.health.intervalSeconds * 1000;
    const { port, path, timeoutSeconds, matcher } = group.health;
    const target = port === "traffic-port" ? registered.target : { ...registered.target, port: Number(port) };
    const verdict = judge(await world.plane.probe(target, path, timeoutSeconds), matcher);
    signal.throwIfAborted();
    health = after(health, verdict.passed, group.health);
    registered.state = health.state;
    if (health.state === "healthy") registered.reason = registered.description = undefined;
    if (health.state === "unhealthy" && !verdict.passed) {
      registered.reason = verdict.reason;
      registered.description = verdict.description;
    }
    await world.clock.sleep(Math.max(0, due - world.clock.now()), signal);
  }
}

/** No new requests from now on; the target stays listed as draining until the deregistration delay is over. */
export function drain(world: World, group: TargetGroup, registered: RegisteredTarget): void {
  registered.watch?.abort();
  const waiting = new AbortController();
  registered.watch = waiting;
  registered.state = "draining";
  registered.reason = "Target.DeregistrationInProgress";
  registered.description = "Target deregistration is in progress";
  const seconds = Number(group.attributes.get("deregistration_delay.timeout_seconds"));
  world.background(`deregistration of ${registered.target.ip} from ${group.name}`, async () => {
    await world.clock.sleep(seconds * 1000, waiting.signal);
    forget(group, registered);
  });
}

export function forget(group: TargetGroup, registered: RegisteredTarget): void {
  registered.watch?.abort();
  group.targets = group.targets.filter((other) => other !== registered);
}
