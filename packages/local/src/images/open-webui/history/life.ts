import type { Random } from "../../../world/random.ts";
import { chatId, chats, chatsOf } from "./chats.ts";
import { groups, people, sessions, userId } from "./people.ts";
import { happens, json, moment, pick, prose, type Row, type Rows, rowsOf } from "./rows.ts";
import type { Size } from "./size.ts";
import { access, fileId, workspace } from "./workspace.ts";

/** What people do with a release: rows that they add, and statements by which they change others. */
export interface Life {
  readonly rows: readonly Rows[];
  readonly changes: readonly string[];
}

/** A seeded installation's life between a release and the next; releases that are not named bring nothing that anybody uses. */
export function lifeAfter(release: string, size: Size, chance: Random): Life {
  const { users, of } = size;
  const own = chance.fork(release);
  const table = (name: string, countFor500: number, row: (index: number, base: Base) => Row): Rows => ({
    table: name,
    rows: rowsOf(of(countFor500), (index) => {
      const at = moment(own);
      const base = {
        id: `${name}-${index}`,
        user_id: userId(pick(own, users)),
        created_at: at,
        updated_at: at,
      };
      return row(index, base);
    }),
  });
  const lives: Readonly<Record<string, () => Partial<Life>>> = {
    "v0.3.16": () => ({ rows: [...people(size, own), ...workspace(size, own), ...chats(size, own)] }),
    "v0.3.17": () => ({
      rows: [table("config", 1, (index) => ({ id: index + 1, version: 0, data: json(settings(own)) }))],
      changes: ["select setval(pg_get_serial_sequence('config', 'id'), max(id)) from config"],
    }),
    "v0.3.31": () => ({
      rows: [
        table("knowledge", 120, (index, base) => ({
          ...base,
          name: `Knowledge ${index}`,
          description: prose(own, 40),
          data: json({
            file_ids: [
              ...new Set(Array.from({ length: 37 }, (_, part) => fileId((index * 37 + part) % of(6_000)))),
            ],
          }),
        })),
      ],
    }),
    "v0.3.33": () => ({
      rows: [
        table("folder", 900, (index, base) => ({
          ...base,
          name: `Folder ${index}`,
          is_expanded: index % 2 === 0,
        })),
        table("feedback", 6_500, (_, base) => ({
          ...base,
          version: 0,
          type: "rating",
          data: json({ rating: 1 }),
        })),
      ],
      changes: [
        `update chat set folder_id = 'folder-' || (length(title) + created_at % ${of(900)}) where created_at % 7 = 0`,
      ],
    }),
    "v0.4.0": () => ({
      rows: groups(size, own),
      changes: ["model", "knowledge", "prompt", "tool"].map(
        (name) =>
          `update ${name} t set access_control = (case abs(hashtext(t::text)) % 3 when 0 then null when 1 then '${access(1)}' else '${access(2)}' end)::json`,
      ),
    }),
    "v0.5.0": () => ({
      rows: [
        table("channel", 35, (index, base) => ({
          ...base,
          name: `channel-${index}`,
          access_control: access(index),
        })),
        table("message", 22_000, (index, base) => ({
          ...base,
          channel_id: `channel-${index % of(35)}`,
          content: prose(own, 120),
        })),
      ],
    }),
    "v0.5.3": () => ({
      rows: [
        table("message_reaction", 5_000, (index, { id, user_id, created_at }) => ({
          id,
          user_id,
          created_at,
          message_id: `message-${index % of(22_000)}`,
          name: "thumbsup",
        })),
      ],
    }),
    "v0.6.6": () => ({
      rows: [
        table("note", 1_800, (index, base) => ({
          ...base,
          title: `Note ${index}`,
          data: json({ content: { md: prose(own, 600) } }),
          access_control: access(index),
        })),
      ],
    }),
    "v0.6.27": () => ({ rows: sessions(size, own) }),
    "v0.6.41": () => ({
      rows: [
        table("channel_member", 700, (index, base) => ({
          ...base,
          channel_id: `channel-${index % of(35)}`,
          status: "joined",
          is_active: true,
          is_channel_muted: false,
          is_channel_pinned: false,
          joined_at: base.created_at,
        })),
      ],
    }),
    "v0.6.42": () => ({
      rows: [
        ["channel_file", 600, "channel", of(35)] as const,
        ["chat_file", 9_000, "chat", chatsOf(size)] as const,
      ].map(([name, count, parent, parents]) =>
        table(name, count, (index, base) => ({
          ...base,
          [`${parent}_id`]: parent === "chat" ? chatId(index % parents) : `${parent}-${index % parents}`,
          file_id: fileId(Math.floor(index / parents) % of(6_000)),
        })),
      ),
    }),
    "v0.8.0": () => ({
      rows: [
        table("skill", 40, (index, base) => ({
          ...base,
          name: `Skill ${index}`,
          content: prose(own, 900),
          is_active: true,
        })),
      ],
    }),
    "v0.9.0": () => ({
      rows: [
        table("automation", 60, (index, base) => ({
          ...base,
          name: `Automation ${index}`,
          data: json({}),
          is_active: true,
        })),
        table("automation_run", 9_000, (index, { id, created_at }) => ({
          id,
          created_at,
          automation_id: `automation-${index % of(60)}`,
          status: "success",
        })),
        table("calendar", 300, (index, base) => ({ ...base, name: `Calendar ${index}`, is_default: true })),
        table("calendar_event", 2_500, (index, base) => ({
          ...base,
          calendar_id: `calendar-${index % of(300)}`,
          title: `Event ${index}`,
          start_at: base.created_at,
          all_day: false,
          is_cancelled: false,
        })),
      ],
      changes: ["update note set is_pinned = (created_at % 12 = 0) where created_at % 5 <> 0"],
    }),
    "v0.9.6": () => ({
      rows: [
        table("knowledge_directory", 200, (index, base) => ({
          ...base,
          knowledge_id: `knowledge-${index % of(120)}`,
          name: `Directory ${index}`,
        })),
      ],
    }),
    "v0.11.0": () => ({
      changes: [
        `update chat set meta = json_build_object('type', 'timer', 'status', 'pending', 'timer_at', updated_at + 600) where created_at % 400 = 0`,
      ],
    }),
  };
  const { rows = [], changes = [] } = lives[release]?.() ?? {};
  return { rows, changes };
}

interface Base {
  readonly id: string;
  readonly user_id: string;
  readonly created_at: number;
  readonly updated_at: number;
}

/** Some 230 settings, as one blob. */
const settings = (chance: Random): unknown =>
  Object.fromEntries(
    Array.from({ length: 23 }, (_, part) => [
      `part${part}`,
      Object.fromEntries(
        Array.from({ length: 10 }, (_, key) => [`key${key}`, happens(chance, 0.5) ? prose(chance, 60) : key]),
      ),
    ]),
  );
