import { AwsError } from "../../error.ts";
import type { Alarm, AnyAlarm, CompositeAlarm } from "./alarm.ts";
import type { HistoryEntry } from "./history-entry.ts";

/** AWS keeps 30 days; a number bounds memory whatever the alarms do. */
const entriesAtMost = 3000;

/** The alarms of one region. */
export class Alarms {
  readonly #alarms = new Map<string, AnyAlarm>();
  readonly #history: HistoryEntry[] = [];
  /** By name; made when it is asked for, since alarms are looked at far more often than one comes or goes. */
  #names: readonly string[] | undefined;
  /** The same, but for a change of any. */
  #list: readonly AnyAlarm[] | undefined;
  /** The few on alarms, which are asked for whenever one of the many on metrics changes. */
  readonly #composites = new Map<string, CompositeAlarm>();

  put(alarm: AnyAlarm): void {
    if (!this.#alarms.has(alarm.name)) this.#names = undefined;
    this.#list = undefined;
    this.#alarms.set(alarm.name, alarm);
    if (alarm.kind === "composite") this.#composites.set(alarm.name, alarm);
  }

  find(name: string | undefined): AnyAlarm | undefined {
    return this.#alarms.get(name ?? "");
  }

  get(name: string | undefined): AnyAlarm {
    const alarm = this.find(name);
    if (!alarm) throw new AwsError("ResourceNotFound", `Could not find alarm with name ${name}`);
    return alarm;
  }

  delete(name: string): void {
    this.#alarms.delete(name);
    this.#composites.delete(name);
    this.#names = undefined;
    this.#list = undefined;
  }

  /** By name. */
  list(): readonly AnyAlarm[] {
    this.#names ??= [...this.#alarms.keys()].sort();
    this.#list ??= this.#names.map((name) => this.get(name));
    return this.#list;
  }

  onMetrics(): readonly Alarm[] {
    return this.list().filter((alarm) => alarm.kind === "metric");
  }

  /** The composite alarms whose rules name the alarm. */
  parentsOf(name: string): readonly CompositeAlarm[] {
    const found = [...this.#composites.values()].filter(({ children }) => children.includes(name));
    return found.length < 2 ? found : found.sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  record(entry: HistoryEntry): void {
    this.#history.push(entry);
    if (this.#history.length > entriesAtMost) this.#history.shift();
  }

  /** Newest last; what happened to deleted alarms is there too. */
  history(): readonly HistoryEntry[] {
    return this.#history;
  }
}
