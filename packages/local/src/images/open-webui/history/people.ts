import type { Random } from "../../../world/random.ts";
import { json, moment, pick, prose, type Rows, rowsOf } from "./rows.ts";
import type { Size } from "./size.ts";

export const userId = (index: number): string => `user-${index.toString().padStart(6, "0")}`;
export const groupId = (index: number): string => `group-${index}`;

/** Users with their keys and log-ins, as v0.3.16 has them. Addresses are in lower case, as the application writes them. */
export function people({ users, of }: Size, chance: Random): Rows[] {
  const email = (index: number): string => `person${index}@example.com`;
  const auth = rowsOf(users, (index) => ({
    id: userId(index),
    email: email(index),
    password: chance.hex(60),
    active: true,
  }));
  const rows = rowsOf(users, (index) => {
    const at = moment(chance);
    return {
      id: userId(index),
      name: `Person ${index}`,
      email: email(index),
      role: index < of(5) ? "admin" : chance.next() < 0.03 ? "pending" : "user",
      profile_image_url: "/user.png",
      api_key: index < of(40) ? `sk-${chance.hex(32)}` : null,
      created_at: at,
      updated_at: at,
      last_active_at: at + 1_000_000,
      settings: json({ ui: { theme: index % 2 ? "dark" : "light" } }),
      info: null,
      oauth_sub: chance.next() < 0.95 ? `oidc@${chance.hex(16)}` : null,
    };
  });
  return [
    { table: "auth", rows: auth },
    { table: "user", rows },
  ];
}

/** From v0.4.0: who belongs together, each member once. */
export function groups({ users, of }: Size, chance: Random): Rows[] {
  const members = Math.max(1, Math.round(of(1_600) / of(30)));
  const rows = rowsOf(of(30), (index) => ({
    id: groupId(index),
    user_id: userId(0),
    name: `Group ${index}`,
    description: prose(chance, 40),
    permissions: json({ workspace: { models: index % 2 === 0 } }),
    user_ids: json([...new Set(Array.from({ length: members }, () => userId(pick(chance, users))))]),
    created_at: moment(chance),
    updated_at: moment(chance),
  }));
  return [{ table: "group", rows }];
}

/** From v0.6.27. */
export function sessions({ users, of }: Size, chance: Random): Rows[] {
  const rows = rowsOf(of(900), (index) => {
    const at = moment(chance);
    return {
      id: `session-${index}`,
      user_id: userId(pick(chance, users)),
      provider: "oidc",
      token: chance.hex(400),
      expires_at: at + 3_600,
      created_at: at,
      updated_at: at,
    };
  });
  return [{ table: "oauth_session", rows }];
}
