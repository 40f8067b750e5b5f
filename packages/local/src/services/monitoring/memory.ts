import type { Regional } from "../regional.ts";
import type { Memory } from "../service.ts";
import { type AnyAlarm, intervalOf } from "./alarms/alarm.ts";
import type { HistoryEntry } from "./alarms/history-entry.ts";
import type { Alarms } from "./alarms/registry.ts";
import type { Watch } from "./alarms/watch.ts";
import type { SavedSeries } from "./metrics/series.ts";
import type { MetricName, MetricStore } from "./metrics/store.ts";

interface State {
  readonly store: MetricStore;
  readonly alarms: Alarms;
  readonly watch: Watch;
}

interface SavedAlarms {
  readonly alarms: readonly AnyAlarm[];
  readonly history: readonly HistoryEntry[];
}

interface SavedName extends MetricName {
  readonly unit: string;
}

/** Alarms with their states and history, and one part for each metric's data. Dashboards are not kept. */
export function memory(of: Regional<State>): Memory {
  /** Of each region, as last saved: histories are long, and seldom change. */
  const saved = new Map<string, SavedAlarms>();
  const alarmsOf = (region: string, { alarms }: State): SavedAlarms => {
    const all = alarms.list();
    const before = saved.get(region);
    // Neither alarms nor entries are ever changed in place.
    const same =
      before?.alarms.length === all.length && all.every((alarm, index) => alarm === before.alarms[index]);
    if (same && before.history.at(-1) === alarms.history().at(-1)) return before;
    const part = { alarms: all, history: [...alarms.history()] };
    saved.set(region, part);
    return part;
  };
  return {
    save: () => {
      const parts = new Map<string, unknown>();
      for (const [region, state] of of.known()) {
        parts.set(JSON.stringify([region]), alarmsOf(region, state));
        for (const { namespace, metric, dimensions, units } of state.store.list())
          for (const [unit, series] of units)
            parts.set(JSON.stringify([region, { namespace, metric, dimensions, unit }]), series.save());
      }
      return parts;
    },
    restore: (parts) => {
      for (const [key, part] of parts) {
        const [region, name]: [string, SavedName?] = JSON.parse(key);
        const { store, alarms, watch } = of(region);
        if (name) {
          store.series(name, name.unit).restore(part as SavedSeries); // as `save` gave it, here and below
          continue;
        }
        const { alarms: all, history } = part as SavedAlarms;
        for (const entry of history) alarms.record(entry);
        for (const alarm of all) {
          alarms.put(alarm);
          if (alarm.kind === "metric") watch.start(intervalOf(alarm));
        }
      }
    },
  };
}
