import { AwsError } from "../error.ts";
import { unsupported } from "../supported.ts";

interface Attribute {
  readonly default: string;
  /** What AWS takes. */
  readonly takes: RegExp | { readonly min: number; readonly max: number };
  /** Values of AWS's that the local cloud does not act on; they are refused by name. */
  readonly refused?: RegExp;
}

/** Keys, defaults and ranges are AWS's. */
export const loadBalancerAttributes: Readonly<Record<string, Attribute>> = {
  "client_keep_alive.seconds": { default: "3600", takes: { min: 60, max: 604_800 } },
  "deletion_protection.enabled": { default: "false", takes: /^(true|false)$/ },
  "idle_timeout.timeout_seconds": { default: "60", takes: { min: 1, max: 4000 } },
};

export const targetGroupAttributes: Readonly<Record<string, Attribute>> = {
  "deregistration_delay.timeout_seconds": { default: "300", takes: { min: 0, max: 3600 } },
  "load_balancing.algorithm.type": {
    default: "round_robin",
    takes: /^(round_robin|least_outstanding_requests|weighted_random)$/,
    refused: /^weighted_random$/,
  },
  "slow_start.duration_seconds": {
    default: "0",
    takes: /^(0|[3-9]\d|[1-8]\d\d|900)$/,
    refused: /[1-9]/,
  },
  "stickiness.enabled": { default: "false", takes: /^(true|false)$/ },
  "stickiness.type": { default: "lb_cookie", takes: /^(lb_cookie|app_cookie)$/, refused: /^app_cookie$/ },
  "stickiness.lb_cookie.duration_seconds": { default: "86400", takes: { min: 1, max: 604_800 } },
};

type Written = { readonly Key?: string | undefined; readonly Value?: string | undefined };

export const defaultsOf = (table: typeof loadBalancerAttributes): Map<string, string> =>
  new Map(Object.entries(table).map(([key, attribute]) => [key, attribute.default]));

/** Changes all or none. */
export function setAttributes(
  operation: string,
  attributes: Map<string, string>,
  table: typeof loadBalancerAttributes,
  written: readonly Written[],
): void {
  for (const { Key: key = "", Value: value = "" } of written) {
    const attribute = table[key];
    if (!attribute) throw unsupported(operation, `the attribute ${key}`);
    const { takes, refused } = attribute;
    const number = Number(value);
    const taken =
      takes instanceof RegExp
        ? takes.test(value)
        : Number.isInteger(number) && value !== "" && number >= takes.min && number <= takes.max;
    if (!taken)
      throw new AwsError("ValidationError", `'${value}' is not a valid value for attribute '${key}'`);
    if (refused?.test(value)) throw unsupported(operation, `${key} = ${value}`);
  }
  for (const { Key: key = "", Value: value = "" } of written) attributes.set(key, value);
}

export const listed = (attributes: ReadonlyMap<string, string>): { Key: string; Value: string }[] =>
  [...attributes].map(([Key, Value]) => ({ Key, Value }));
