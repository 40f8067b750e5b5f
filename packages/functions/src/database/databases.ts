import type { DatabaseLook } from "@signalbox/core/backup/content/manifest-of";

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
  /** `at` in milliseconds since 1970; twice in one minute is once. */
  writeCanary(login: Login, at: number): Promise<void>;
}
