import type { AnyAlarm, CompositeAlarm } from "../alarm.ts";
import { timestamp } from "../timestamp.ts";

/** What made CloudWatch look at a composite alarm. */
export type Cause = { readonly put: "created" | "updated" } | { readonly child: AnyAlarm };

export function compositeReason(alarm: CompositeAlarm, value: string, cause: Cause): string {
  if ("put" in cause) return `${alarm.arn} was ${cause.put} and its alarm rule evaluates to ${value}`;
  const { arn, state } = cause.child;
  return `${arn} transitioned to ${state.value} at ${longDate(state.transitioned)}`;
}

/** JSON text: the alarm that changed or, of an alarm that was put, all that its rule names. */
export function compositeReasonData(children: readonly AnyAlarm[]): string {
  return JSON.stringify({
    triggeringAlarms: children.map(({ arn, state }) => ({
      arn,
      state: { value: state.value, timestamp: timestamp(state.transitioned) },
    })),
  });
}

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Friday 04 August, 2023 12:54:46 UTC */
function longDate(time: number): string {
  const date = new Date(time);
  const [year, , rest = ""] = date.toISOString().split("-");
  return `${days[date.getUTCDay()]} ${rest.slice(0, 2)} ${months[date.getUTCMonth()]}, ${year} ${rest.slice(3, 11)} UTC`;
}
