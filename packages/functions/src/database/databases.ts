import type { DatabaseLook } from "@signalbox/core/backup/content/manifest-of";
import type { Contents } from "@signalbox/core/upgrade/contents";
import type { Probe } from "@signalbox/core/upgrade/probes";
import type { SurveyedAfter, SurveyedBefore } from "../upgrade/around-migration.ts";

/** A database as the master user meets it. */
export interface Login {
  /** The cluster's writer endpoint. */
  readonly host: string;
  readonly database: string;
  readonly username: string;
  readonly password: string;
}

/** What is asked of databases, whatever they are. Each throws what the database says. */
export interface Databases {
  /** All of it as of one moment; `transaction` is that of the first of two looks, as its manifest says. */
  look(login: Login, transaction?: string): Promise<DatabaseLook>;
  /** `at` in milliseconds since 1970; twice in one minute is once. From then on the database records what it is asked. */
  writeCanary(login: Login, at: number): Promise<void>;
  /** The newest of those rows, milliseconds since 1970; undefined: there is none. */
  newestCanary(login: Login): Promise<number | undefined>;
  /** What the database that serves was asked, without the values; none of a clone, which begins without any. */
  readStatements(login: Login): Promise<Probe[]>;
  /** Before a migration: asks a clone what its version says, `recorded` and what its tables lead to expect. Nothing of it stays. */
  surveyBefore(login: Login, recorded: readonly Probe[]): Promise<SurveyedBefore>;
  /** After it: the same statements again; `before` is what the database held. */
  surveyAfter(login: Login, before: Contents, probes: readonly Probe[]): Promise<SurveyedAfter>;
}
