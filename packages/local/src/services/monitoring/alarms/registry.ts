import { AwsError } from "../../error.ts";
import type { Alarm, AlarmState } from "./alarm.ts";

/** The alarms of one region. */
export class Alarms {
  readonly #alarms = new Map<string, Alarm>();

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

  /** The alarm as it is after the change. */
  change(alarm: Alarm, state: AlarmState): Alarm {
    const changed = { ...alarm, state };
    this.#alarms.set(alarm.name, changed);
    return changed;
  }
}
