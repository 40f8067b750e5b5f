import { type Database as Logins, postgres } from "@signalbox/functions/rotation/logins";
import type { WorldClock } from "../clock.ts";
import type { DatabasePlane } from "./database-plane.ts";
import { ModelDatabase } from "./model/database.ts";
import { SqlError } from "./sql-error.ts";

/** Who may come as the master user: a server of this machine lets him in without a password. */
const master = { username: "postgres", password: "none" };

/** Who may log in to the database behind a host: of a real one its roles, of a model what it was told. */
export function loginsAt(
  { databases, clock }: { readonly databases: DatabasePlane; readonly clock: WorldClock },
  host: string,
): Logins {
  const found = databases.at(host);
  if (!found) throw new Error(`getaddrinfo ENOTFOUND ${host}`);
  if (found instanceof ModelDatabase) {
    const { logins } = found;
    return {
      allow: async (_, allowed) => {
        if (await found.isStandby())
          throw new SqlError("25006", "cannot change a role in a read-only transaction");
        for (const { username, password } of allowed) logins.set(username, password);
      },
      check: async ({ username, password }) => {
        if (logins.get(username) !== password)
          throw new SqlError("28P01", `password authentication failed for user "${username}"`);
      },
    };
  }
  const real = async (): Promise<Logins> => {
    const { hostname, port, pathname } = new URL(await found.url());
    return postgres({ host: hostname, port: Number(port), database: pathname.slice(1), tls: false });
  };
  return {
    allow: (_, allowed) => clock.hold(real().then((database) => database.allow(master, allowed))),
    check: (login) => clock.hold(real().then((database) => database.check(login))),
  };
}
