import type { RequestHead } from "../../world/plane/plane.ts";
import type { RegisteredTarget, TargetGroup, WeightedGroup } from "./state.ts";

/** AWS's names: the group that a forward action chose, and the target that a group chose. */
const groupCookie = "AWSALBTG";
const targetCookie = "AWSALB";

/**
 * The group that an earlier answer bound this client to, whatever its weight is now: group stickiness beats weights.
 * @returns undefined without such a cookie, past its time, or when the action names the group no more
 */
export function boundGroup(
  groups: readonly WeightedGroup[],
  request: RequestHead,
  now: number,
): TargetGroup | undefined {
  const arn = boundTo(request, groupCookie, now);
  return arn === undefined ? undefined : groups.find(({ group }) => group.arn === arn)?.group;
}

/** The target that this client is bound to, while it is healthy; a draining one gives its clients to others. */
export function boundTarget(
  group: TargetGroup,
  request: RequestHead,
  now: number,
): RegisteredTarget | undefined {
  const address = boundTo(request, targetCookie, now);
  if (address === undefined) return undefined;
  return group.targets.find((target) => addressOf(target) === address && target.state === "healthy");
}

/** Set-Cookie fields that bind a client to a group; each answer starts the time anew. */
export const bindToGroup = (group: TargetGroup, now: number, seconds: number): string[] =>
  bind(groupCookie, group.arn, now, seconds);

export const bindToTarget = (target: RegisteredTarget, now: number, seconds: number): string[] =>
  bind(targetCookie, addressOf(target), now, seconds);

/** Seconds; undefined while a group's targets are not sticky. */
export function targetStickiness({ attributes }: TargetGroup): number | undefined {
  if (attributes.get("stickiness.enabled") !== "true") return undefined;
  return Number(attributes.get("stickiness.lb_cookie.duration_seconds"));
}

/** AWS's cookies are encrypted; these are only opaque: what they bind to, and until when. */
function bind(name: string, to: string, now: number, seconds: number): string[] {
  const until = now + seconds * 1000;
  const value = Buffer.from(JSON.stringify([to, until])).toString("base64url");
  const cookie = (as: string): string => `${as}=${value}; Expires=${new Date(until).toUTCString()}; Path=/`;
  // The second one is for requests from other sites, which browsers send it with only when told so.
  return [cookie(name), `${cookie(`${name}CORS`)}; SameSite=None; Secure`];
}

function boundTo({ headers }: RequestHead, name: string, now: number): string | undefined {
  const value = cookieNamed(headers.cookie, name) ?? cookieNamed(headers.cookie, `${name}CORS`);
  if (value === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(value, "base64url").toString());
    if (!Array.isArray(parsed)) return undefined;
    const [to, until]: unknown[] = parsed;
    return typeof to === "string" && typeof until === "number" && until > now ? to : undefined;
  } catch {
    // Not one of ours.
    return undefined;
  }
}

function cookieNamed(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(";") ?? []) {
    const pair = part.trim();
    if (pair.startsWith(`${name}=`)) return pair.slice(name.length + 1);
  }
  return undefined;
}

const addressOf = ({ target }: RegisteredTarget): string => `${target.ip}:${target.port}`;
