import type { Clock } from "@signalbox/core/clock";
import type { Contents } from "@signalbox/core/upgrade/contents";
import type { Probe } from "@signalbox/core/upgrade/probes";
import type { SurveyedAfter, SurveyedBefore } from "@signalbox/functions/upgrade/around-migration";
import { Arrival } from "../arrival.ts";
import type { Change, Database, Row } from "../database-plane.ts";
import { logMissing, nothingArrives, tooEarly } from "../plane-error.ts";
import { SqlError } from "../sql-error.ts";
import { lookAt } from "./look-at.ts";
import { askModel, probesIn, readsIn, recordedIn } from "./probes.ts";
import type { Store } from "./store.ts";
import { surveyOf } from "./survey.ts";

/** One transaction of the log, or a hole in it. */
interface Entry {
  readonly at: number;
  readonly changes: readonly Change[] | "lost";
}

/** A database in memory: its tables, and the log of what has changed since its base. */
export class ModelDatabase implements Database {
  readonly name: string;
  readonly #clock: Clock;
  readonly #store: Store;
  /** What the log begins with, and when. */
  #base: { readonly at: number; readonly store: Store };
  #log: Entry[] = [];
  readonly #followers = new Set<ModelDatabase>();
  #primary: ModelDatabase | undefined;
  readonly #arrival: Arrival;
  /** What the primary wrote and has not arrived. */
  #underway: Entry[] = [];
  #runs = true;
  /** Passwords of who may log in, by his name: a cluster's roles are its standbys' as well. */
  readonly logins: Map<string, string>;
  /** When the log ceased to be archived. */
  stalledAt: number | undefined;

  constructor(name: string, clock: Clock, store: Store, primary?: ModelDatabase) {
    this.name = name;
    this.#clock = clock;
    this.#store = store;
    this.#arrival = new Arrival(clock);
    this.#base = { at: clock.now(), store: store.copy() };
    this.#primary = primary;
    this.logins = primary?.logins ?? new Map();
    if (primary) primary.#followers.add(this);
  }

  /** As of now. */
  get store(): Store {
    this.#arrive(this.#clock.now() - this.#arrival.lateMs);
    return this.#store;
  }

  async url(): Promise<string> {
    return `model:${this.name}`;
  }

  async isStandby(): Promise<boolean> {
    return this.#primary !== undefined;
  }

  async transact(changes: readonly Change[]): Promise<void> {
    this.#mustRun();
    if (this.#primary) throw new SqlError("25006", "cannot execute a change in a read-only transaction");
    const undo: (() => void)[] = [];
    try {
      for (const change of changes) undo.push(this.store.apply(change));
    } catch (error) {
      for (const step of undo.toReversed()) step();
      throw error;
    }
    this.store.transaction += 1;
    const entry: Entry = { at: this.#clock.now(), changes };
    this.#log.push(entry);
    for (const follower of this.#followers) follower.#underway.push(entry);
  }

  async columns(table: string): Promise<string[]> {
    this.#mustRun();
    return this.store.names().includes(table) ? Object.keys(this.store.table(table).definition.columns) : [];
  }

  async rows(table: string): Promise<Row[]> {
    this.#mustRun();
    return this.store.rows(table);
  }

  async contents() {
    this.#mustRun();
    return this.store.contents();
  }

  async look(transaction?: string) {
    this.#mustRun();
    return lookAt(this.store, transaction);
  }

  /** Since its log began: of a clone none. */
  async statements(): Promise<Probe[]> {
    this.#mustRun();
    return recordedIn(this.#log.flatMap(({ changes }) => (changes === "lost" ? [] : changes)));
  }

  async surveyBefore(recorded: readonly Probe[]): Promise<SurveyedBefore> {
    this.#mustRun();
    const probes = [...probesIn(this.store), ...recorded];
    return {
      surveyed: surveyOf(this.store),
      bytes: this.store.sizeBytes(),
      probes,
      answers: askModel(this.store, probes),
    };
  }

  async surveyAfter(before: Contents, probes: readonly Probe[]): Promise<SurveyedAfter> {
    this.#mustRun();
    const reads = readsIn(this.store);
    return {
      surveyed: surveyOf(this.store, before),
      bytes: this.store.sizeBytes(),
      answers: askModel(this.store, probes),
      new: { probes: reads, answers: askModel(this.store, reads) },
    };
  }

  async sizeBytes(): Promise<number> {
    return this.store.sizeBytes();
  }

  restorable() {
    return { from: this.#base.at, to: this.stalledAt ?? this.#clock.now() };
  }

  async promote(): Promise<void> {
    this.#arrive(this.#clock.now() - this.#arrival.lateMs);
    this.#underway = [];
    if (this.#primary) this.#primary.#followers.delete(this);
    this.#primary = undefined;
  }

  delay(ms: number): void {
    this.#arrive(this.#clock.now() - this.#arrival.lateMs);
    this.#arrival.lateMs = ms;
  }

  arrivedTo(): number {
    return this.#primary ? this.#arrival.to : this.#clock.now();
  }

  /** Of a standby: its primary writes no more, and all that it wrote arrives. */
  async takeOver(): Promise<void> {
    if (this.#arrival.lateMs === Number.POSITIVE_INFINITY) throw nothingArrives(this.name);
    await this.#primary?.kill();
    this.#arrive(this.#clock.now());
    await this.promote();
  }

  async kill(): Promise<void> {
    this.#runs = false;
  }

  async start(): Promise<void> {
    this.#runs = true;
  }

  /** How it was at a time. */
  storeAt(at: number): Store {
    if (at < this.#base.at) throw tooEarly(this.name, at);
    if (at > (this.stalledAt ?? at)) throw logMissing(this.name, at);
    const store = this.#base.store.copy();
    for (const entry of this.#log) {
      if (entry.at > at) break;
      if (entry.changes === "lost") throw logMissing(this.name, at);
      for (const change of entry.changes) store.apply(change);
      store.transaction += 1;
    }
    return store;
  }

  forget(at: number): void {
    if (at <= this.#base.at) return;
    const store = this.storeAt(Math.min(at, this.#clock.now()));
    this.#log = this.#log.filter((entry) => entry.at > at);
    this.#base = { at, store };
  }

  loseLog(): void {
    const last = this.#log.pop();
    this.#log.push({ at: last?.at ?? this.#clock.now(), changes: "lost" });
  }

  #arrive(writtenTo: number): void {
    for (let entry = this.#underway[0]; entry && entry.at <= writtenTo; entry = this.#underway[0]) {
      this.#underway.shift();
      if (entry.changes !== "lost") {
        for (const change of entry.changes) this.#store.apply(change);
        this.#store.transaction += 1;
      }
      this.#log.push(entry);
    }
  }

  #mustRun(): void {
    if (!this.#runs) throw new SqlError("08006", `${this.name} does not answer: its processes have ended`);
  }
}
