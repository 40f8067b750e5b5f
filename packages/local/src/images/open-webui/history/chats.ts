import type { Random } from "../../../world/random.ts";
import { userId } from "./people.ts";
import { happens, json, moment, pick, prose, type Row, type Rows, rowsOf, skewed } from "./rows.ts";
import type { Size } from "./size.ts";

export const chatId = (index: number): string => `chat-${index.toString().padStart(7, "0")}`;
export const chatsOf = ({ of }: Size): number => of(40_000);

/** Chats as v0.3.16 keeps them, each a blob with all its messages, and what is shared: a copy under a user who is none. */
export function chats(size: Size, chance: Random): Rows[] {
  const count = chatsOf(size);
  const shared = new Set(Array.from({ length: size.of(380) }, (_, index) => (index * 97) % count));
  return [
    { table: "chat", rows: chatRows(size, count, shared, chance) },
    {
      table: "chatidtag",
      rows: rowsOf(size.of(9_000), (index) => ({
        id: `chatidtag-${index}`,
        tag_name: happens(chance, 0.1) ? "pinned" : `Topic ${index % 40}`,
        chat_id: chatId(pick(chance, count)),
        user_id: userId(pick(chance, size.users)),
        timestamp: moment(chance),
      })),
    },
    {
      table: "tag",
      rows: rowsOf(size.of(1_400), (index) => ({
        id: `tag-${index}`,
        name: `Topic ${index}`,
        user_id: userId(pick(chance, size.users)),
        data: null,
      })),
    },
  ];
}

function* chatRows(
  { users }: Size,
  count: number,
  shared: ReadonlySet<number>,
  chance: Random,
): Generator<Row> {
  for (let index = 0; index < count; index++) {
    const row = chatRow(index, users, chance);
    const share = `share-${index}`;
    yield { ...row, share_id: shared.has(index) ? share : null };
    if (shared.has(index)) yield { ...row, id: share, user_id: `shared-${row.id}`, share_id: null };
  }
}

function chatRow(index: number, users: number, chance: Random) {
  const at = moment(chance);
  return {
    id: chatId(index),
    user_id: userId(pick(chance, users)),
    title: prose(chance, 30),
    chat: json(happens(chance, 0.01) ? {} : blob(at, chance)),
    created_at: at,
    updated_at: at + pick(chance, 100_000),
    archived: happens(chance, 0.1),
  };
}

/** Messages by id in a tree, and which is the last one: 9 on average. */
function blob(at: number, chance: Random): unknown {
  const count = Math.min(600, Math.max(2, skewed(chance, 6, 80)));
  const ids = Array.from({ length: count }, () => chance.hex(12));
  const messages = ids.map((id, index) => {
    const asks = index % 2 === 0;
    const parent = index === 0 ? null : ids[happens(chance, 0.02) ? Math.max(0, index - 2) : index - 1];
    return {
      id,
      parentId: parent ?? null,
      role: asks ? "user" : "assistant",
      content: prose(chance, asks ? skewed(chance, 180, 8_000) : skewed(chance, 1_900, 12_000)),
      timestamp: at + index * 20,
      ...(asks ? {} : { model: `model-${index % 5}`, done: true }),
    };
  });
  return {
    history: { currentId: ids.at(-1), messages: Object.fromEntries(messages.map((one) => [one.id, one])) },
  };
}
