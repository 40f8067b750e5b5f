import { AwsError } from "../../error.ts";
import type { Alarm, AlarmState } from "./alarm.ts";

/** A change of an alarm's state, as its history keeps it. */
export interface Change {
  readonly alarm: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
}

/** AWS keeps 30 days; a number bounds memory whatever the alarms do. */
const changesAtMost = 1000;

/** The alarms of one region. */
export class Alarms {
  readonly #alarms = new Map<string, Alarm>();
  readonly #changes: Change[] = [];

  put(alarm: Alarm): void {
    this.#alarms.set(alarm.name, alarm);
  }

  find(name: string | undefined): Alarm | undefined {
    return this.#alarms.get(name ?? "");
  }

  get(name: string | undefined): Alarm {
    const alarm = this.find(name);
    if (!alarm) throw new AwsError("ResourceNotFound", `Could not find alarm with name ${name}`);
    return alarm;
  }

  delete(name: string): void {
    this.#alarms.delete(name);
  }

  /** By name. */
  list(): readonly Alarm[] {
    return [...this.#alarms.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Newest last; those of deleted alarms are there too. */
  changes(): readonly Change[] {
    return this.#changes;
  }

  /** The alarm as it is after the change. */
  change(alarm: Alarm, state: AlarmState): Alarm {
    const changed = { ...alarm, state };
    this.#alarms.set(alarm.name, changed);
    if (state.value !== alarm.state.value) {
      this.#changes.push({ alarm: alarm.name, from: alarm.state, to: state });
      if (this.#changes.length > changesAtMost) this.#changes.shift();
    }
    return changed;
  }
}
