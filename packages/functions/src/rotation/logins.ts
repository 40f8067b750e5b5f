import pg from "pg";
import { z } from "zod";
import { scramVerifier } from "./scram.ts";

/** What a secret of the database holds. */
export const Login = z.object({ username: z.string().min(1), password: z.string().min(1) });
export type Login = z.output<typeof Login>;

/** Owns all that the platform makes in the database; both users become it when they log in. */
export const owner = "webui";

/** The users that take turns. */
export const users: readonly string[] = ["webui_1", "webui_2"];

/** The database, as a rotation needs it. */
export interface Database {
  /** Lets these log in, and with no other password. Safe to be done again. */
  allow(admin: Login, logins: readonly Login[]): Promise<void>;
  /** Throws unless this one can log in and is the owner then. */
  check(login: Login): Promise<void>;
}

export interface Address {
  readonly host: string;
  readonly port?: number;
  readonly database: string;
  /** Checked against the certificates that Node trusts; off for a server that has none. */
  readonly tls: boolean;
}

/**
 * Why one owner: a migration makes tables, and those of one user would be closed to the other. AWS's own function for two
 * users grants the second the rights of the first and not the other way round,
 * https://github.com/aws-samples/aws-secrets-manager-rotation-lambdas
 */
export function postgres(address: Address): Database {
  const as = (login: Login) => session(address, login);
  return {
    async allow(admin, logins) {
      await using client = await as(admin);
      const exists = async (role: string) =>
        (await client.query("SELECT FROM pg_roles WHERE rolname = $1", [role])).rowCount === 1;
      const name = pg.escapeIdentifier;
      if (!(await exists(owner))) await client.query(`CREATE ROLE ${name(owner)} NOLOGIN`);
      // Whoever makes a role may grant it to himself, and has to: https://www.postgresql.org/docs/16/role-attributes.html
      await client.query(`GRANT ${name(owner)} TO ${name(admin.username)}`);
      await client.query(`ALTER DATABASE ${name(address.database)} OWNER TO ${name(owner)}`);
      // Not a trusted extension: its owner is who administers the database, and Open WebUI finds it there. A laptop's server has none.
      const lacking =
        "SELECT FROM pg_available_extensions WHERE name = 'vector' AND installed_version IS NULL";
      if ((await client.query(lacking)).rowCount === 1) await client.query("CREATE EXTENSION vector");
      for (const { username, password } of logins) {
        const verb = (await exists(username)) ? "ALTER" : "CREATE";
        const verifier = pg.escapeLiteral(scramVerifier(password));
        await client.query(`${verb} ROLE ${name(username)} LOGIN PASSWORD ${verifier}`);
        await client.query(`GRANT ${name(owner)} TO ${name(username)}`);
        await client.query(`ALTER ROLE ${name(username)} SET role = ${pg.escapeLiteral(owner)}`);
      }
    },
    async check(login) {
      await using client = await as(login);
      const { rows } = await client.query("SELECT current_user AS role");
      const role: unknown = rows[0]?.role;
      if (role !== owner) throw new Error(`${login.username} is ${role} when logged in, not ${owner}`);
    },
  };
}

async function session({ host, port = 5432, database, tls }: Address, login: Login) {
  const client = new pg.Client({
    host,
    port,
    database,
    user: login.username,
    password: login.password,
    ssl: tls,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 10_000,
  });
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}
