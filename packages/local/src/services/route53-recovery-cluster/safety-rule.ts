/** That of some controls so many stay On, and that they rest for a while between two changes. */
export interface SafetyRule {
  readonly arn: string;
  readonly name: string;
  /** ARNs. */
  readonly controls: readonly string[];
  readonly atLeast: number;
  /** Milliseconds after a change in which every request about its controls fails. */
  readonly waitPeriodMs: number;
}

/**
 * Why an assertion rule refuses what a request would leave; undefined where it does not. It looks at what is there once all of the request
 * is done, https://docs.aws.amazon.com/r53recovery/latest/dg/routing-control.safety-rules.html
 */
export function refusal(
  rule: SafetyRule,
  after: {
    readonly changed: readonly string[];
    /** ARNs of the controls that would be On. */
    readonly on: ReadonlySet<string>;
    /** Since the last change of one of the rule's controls; undefined: there was none. */
    readonly restedMs: number | undefined;
  },
): string | undefined {
  if (!rule.controls.some((arn) => after.changed.includes(arn))) return undefined;
  if (after.restedMs !== undefined && after.restedMs < rule.waitPeriodMs)
    return `The wait period of the safety rule ${rule.arn} (${rule.name}) is not over.`;
  const on = rule.controls.filter((arn) => after.on.has(arn)).length;
  return on < rule.atLeast
    ? `The safety rule ${rule.arn} (${rule.name}) wants ${rule.atLeast} routing controls On, and this request would leave ${on}.`
    : undefined;
}
