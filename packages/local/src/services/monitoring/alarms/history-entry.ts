import type { AlarmState, AnyAlarm } from "./alarm.ts";
import type { HistoryEntry } from "./registry.ts";

const typeOf = ({ kind }: AnyAlarm): HistoryEntry["alarmType"] =>
  kind === "metric" ? "MetricAlarm" : "CompositeAlarm";

export function stateChanged(alarm: AnyAlarm, from: AlarmState): HistoryEntry {
  const { state: to } = alarm;
  return {
    alarm: alarm.name,
    alarmType: typeOf(alarm),
    kind: "StateUpdate",
    at: to.updated,
    summary: `Alarm updated from ${from.value} to ${to.value}`,
    data: JSON.stringify({ version: "1.0", oldState: stateOf(from), newState: stateOf(to) }),
  };
}

export function configured(alarm: AnyAlarm, type: "Create" | "Update" | "Delete", at: number): HistoryEntry {
  const past = { Create: "created", Update: "updated", Delete: "deleted" }[type];
  const { Tags: _, ...input } = alarm.input;
  const written = Object.entries(input).map(([name, value]) => [lowerFirst(name), value]);
  return {
    alarm: alarm.name,
    alarmType: typeOf(alarm),
    kind: "ConfigurationUpdate",
    at,
    summary: `Alarm "${alarm.name}" ${past}`,
    data: JSON.stringify({
      type,
      version: "1.0",
      [`${past}Alarm`]: {
        ...Object.fromEntries(written),
        alarmArn: alarm.arn,
        stateValue: alarm.state.value,
        stateUpdatedTimestamp: alarm.state.updated,
        actionsEnabled: alarm.actionsEnabled,
      },
    }),
  };
}

/** `error` is the message of what went wrong. */
export function actionDone(
  alarm: AnyAlarm,
  { action, message, error, at }: { action: string; message: unknown; error: string | undefined; at: number },
): HistoryEntry {
  return {
    alarm: alarm.name,
    alarmType: typeOf(alarm),
    kind: "Action",
    at,
    summary:
      error === undefined
        ? `Successfully executed action ${action}`
        : `Failed to execute action ${action}. Received error: "${error}"`,
    data: JSON.stringify({
      actionState: error === undefined ? "Succeeded" : "Failed",
      stateUpdateTimestamp: alarm.state.updated,
      notificationResource: action,
      publishedMessage: JSON.stringify(message),
      error: error ?? null,
    }),
  };
}

function stateOf({ value, reason, reasonData }: AlarmState): object {
  return {
    stateValue: value,
    stateReason: reason,
    // What SetAlarmState was given may be no JSON.
    ...(reasonData !== undefined && { stateReasonData: parsed(reasonData) }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const lowerFirst = (name: string): string => `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;
