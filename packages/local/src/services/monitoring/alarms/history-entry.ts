import type { AlarmHistoryItem, AlarmType } from "@aws-sdk/client-cloudwatch";
import type { AlarmState, AnyAlarm } from "./alarm.ts";

/** Something that happened to an alarm. Its text is made when somebody reads it, which is of few: a tenth of a boot went into it. */
export interface HistoryEntry {
  /** As it was then. */
  readonly alarm: AnyAlarm;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly happened: StateUpdate | ConfigurationUpdate | Action;
}

interface StateUpdate {
  readonly kind: "StateUpdate";
  readonly from: AlarmState;
}

interface ConfigurationUpdate {
  readonly kind: "ConfigurationUpdate";
  readonly type: "Create" | "Update" | "Delete";
}

interface Action {
  readonly kind: "Action";
  readonly action: string;
  readonly message: unknown;
  /** The message of what went wrong. */
  readonly error: string | undefined;
}

export const typeOf = ({ kind }: AnyAlarm): AlarmType =>
  kind === "metric" ? "MetricAlarm" : "CompositeAlarm";

export function historyItem({ alarm, at, happened }: HistoryEntry): AlarmHistoryItem {
  const { summary, data } = textOf(alarm, happened);
  return {
    AlarmName: alarm.name,
    AlarmType: typeOf(alarm),
    Timestamp: new Date(at),
    HistoryItemType: happened.kind,
    HistorySummary: summary,
    HistoryData: JSON.stringify(data),
  };
}

interface Text {
  readonly summary: string;
  readonly data: object;
}

function textOf(alarm: AnyAlarm, happened: HistoryEntry["happened"]): Text {
  switch (happened.kind) {
    case "StateUpdate":
      return stateChanged(alarm, happened);
    case "ConfigurationUpdate":
      return configured(alarm, happened);
    case "Action":
      return actionDone(alarm, happened);
  }
}

const stateChanged = ({ state: to }: AnyAlarm, { from }: StateUpdate): Text => ({
  summary: `Alarm updated from ${from.value} to ${to.value}`,
  data: { version: "1.0", oldState: stateOf(from), newState: stateOf(to) },
});

function configured(alarm: AnyAlarm, { type }: ConfigurationUpdate): Text {
  const past = { Create: "created", Update: "updated", Delete: "deleted" }[type];
  const { Tags: _, ...input } = alarm.input;
  const written = Object.entries(input).map(([name, value]) => [lowerFirst(name), value]);
  return {
    summary: `Alarm "${alarm.name}" ${past}`,
    data: {
      type,
      version: "1.0",
      [`${past}Alarm`]: {
        ...Object.fromEntries(written),
        alarmArn: alarm.arn,
        stateValue: alarm.state.value,
        stateUpdatedTimestamp: alarm.state.updated,
        actionsEnabled: alarm.actionsEnabled,
      },
    },
  };
}

const actionDone = ({ state }: AnyAlarm, { action, message, error }: Action): Text => ({
  summary:
    error === undefined
      ? `Successfully executed action ${action}`
      : `Failed to execute action ${action}. Received error: "${error}"`,
  data: {
    actionState: error === undefined ? "Succeeded" : "Failed",
    stateUpdateTimestamp: state.updated,
    notificationResource: action,
    publishedMessage: JSON.stringify(message),
    error: error ?? null,
  },
});

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
