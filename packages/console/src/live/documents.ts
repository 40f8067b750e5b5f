import { signal } from "@preact/signals";
import type {
  AlarmDocument,
  BackupDocument,
  BusEvent,
  CloudDocument,
  ExecutionDocument,
  FaultDocument,
  GroupDocument,
  HistoryRecord,
  MetricsDocument,
  Put,
  RegionDocument,
  RestorableDocument,
  ScalingDocument,
} from "@signalbox/core/console/documents";

type Documents<T> = ReadonlyMap<string, T>;

export const cloud = signal<CloudDocument | undefined>(undefined);
export const groups = signal<Documents<GroupDocument>>(new Map());
export const executions = signal<Documents<ExecutionDocument>>(new Map());
export const alarms = signal<Documents<AlarmDocument>>(new Map());
export const metrics = signal<Documents<MetricsDocument>>(new Map());
export const faults = signal<Documents<FaultDocument>>(new Map());
export const backups = signal<Documents<BackupDocument>>(new Map());
export const restorables = signal<Documents<RestorableDocument>>(new Map());
export const scalings = signal<Documents<ScalingDocument>>(new Map());
/** Of a platform that stands in several. */
export const regions = signal<Documents<RegionDocument>>(new Map());
/** Newest first. */
export const busEvents = signal<readonly BusEvent[]>([]);
/** Of the execution that the page shows, oldest first. */
export const history = signal<{ readonly arn: string; readonly events: readonly HistoryRecord[] }>({
  arn: "",
  events: [],
});

/** Events that the page keeps; the stream keeps as many for a page that comes later. */
const keptEvents = 300;

/** Takes changed documents over; `anew` forgets those that are not among them. */
export function take(puts: readonly Put[], anew = false): void {
  const next = {
    group: new Map(anew ? [] : groups.value),
    execution: new Map(anew ? [] : executions.value),
    alarm: new Map(anew ? [] : alarms.value),
    metrics: new Map(anew ? [] : metrics.value),
    fault: new Map(anew ? [] : faults.value),
    backup: new Map(anew ? [] : backups.value),
    restorable: new Map(anew ? [] : restorables.value),
    scaling: new Map(anew ? [] : scalings.value),
    region: new Map(anew ? [] : regions.value),
  };
  const touched = new Set<string>();
  for (const put of puts) {
    touched.add(put.topic);
    if (put.topic === "cloud") cloud.value = put.value ?? undefined;
    else if (put.value === null) next[put.topic].delete(put.id);
    else if (put.topic === "group") next.group.set(put.id, put.value);
    else if (put.topic === "execution") next.execution.set(put.id, put.value);
    else if (put.topic === "alarm") next.alarm.set(put.id, put.value);
    else if (put.topic === "fault") next.fault.set(put.id, put.value);
    else if (put.topic === "backup") next.backup.set(put.id, put.value);
    else if (put.topic === "restorable") next.restorable.set(put.id, put.value);
    else if (put.topic === "scaling") next.scaling.set(put.id, put.value);
    else if (put.topic === "region") next.region.set(put.id, put.value);
    else next.metrics.set(put.id, put.value);
  }
  if (anew || touched.has("group")) groups.value = next.group;
  if (anew || touched.has("execution")) executions.value = next.execution;
  if (anew || touched.has("alarm")) alarms.value = next.alarm;
  if (anew || touched.has("fault")) faults.value = next.fault;
  if (anew || touched.has("backup")) backups.value = next.backup;
  if (anew || touched.has("restorable")) restorables.value = next.restorable;
  if (anew || touched.has("scaling")) scalings.value = next.scaling;
  if (anew || touched.has("region")) regions.value = next.region;
  if (anew || touched.has("metrics")) metrics.value = next.metrics;
}

export function takeEvents(events: readonly BusEvent[], anew = false): void {
  const newest = events.toReversed();
  busEvents.value = anew ? newest : [...newest, ...busEvents.value].slice(0, keptEvents);
}
