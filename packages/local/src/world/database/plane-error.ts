import { NamedError } from "@signalbox/core/error";

export const unknown = (name: string): NamedError =>
  new NamedError("Database.Unknown", `there is no database and no snapshot ${name}`, { name });

export const exists = (name: string): NamedError =>
  new NamedError("Database.Exists", `there already is a database or a snapshot ${name}`, { name });

export const logMissing = (name: string, at: number, options?: ErrorOptions): NamedError =>
  new NamedError(
    "Database.LogMissing",
    `the log of ${name} does not reach to ${new Date(at).toISOString()}: a piece of it is missing`,
    { name, at },
    options,
  );

export const tooEarly = (name: string, at: number): NamedError =>
  new NamedError("Database.TooEarly", `${name} cannot be brought back to ${new Date(at).toISOString()}`, {
    name,
    at,
  });

export const nothingArrives = (name: string): NamedError =>
  new NamedError("Database.NothingArrives", `${name} hears nothing of its primary`, { name });
