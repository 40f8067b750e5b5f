import type { Random } from "../../../world/random.ts";
import { groupId, userId } from "./people.ts";
import { json, moment, pick, prose, type Row, type Rows, rowsOf, skewed } from "./rows.ts";
import type { Size } from "./size.ts";

/** Models, prompts, tools, functions, files, documents and memories as v0.3.16 has them. */
export function workspace({ users, of }: Size, chance: Random): Rows[] {
  const owned = (): { readonly user_id: string; readonly created_at: number } => ({
    user_id: userId(pick(chance, users)),
    created_at: moment(chance),
  });
  const code = (): string => prose(chance, 2_000);
  const table = (name: string, countFor500: number, row: (index: number) => Row): Rows => ({
    table: name,
    rows: rowsOf(of(countFor500), row),
  });
  return [
    table("model", 85, (index) => ({
      id: `model-${index}`,
      ...owned(),
      name: `Model ${index}`,
      meta: json({ description: prose(chance, 100) }),
      params: json({ temperature: 0.7 }),
      updated_at: moment(chance),
    })),
    table("prompt", 300, (index) => ({
      command: `/prompt-${index}`,
      user_id: userId(pick(chance, users)),
      title: `Prompt ${index}`,
      content: prose(chance, 400),
      timestamp: moment(chance),
    })),
    table("tool", 45, (index) => ({
      id: `tool_${index}`,
      ...owned(),
      name: `Tool ${index}`,
      content: code(),
      specs: json([{ name: "run" }]),
      meta: json({}),
      updated_at: moment(chance),
    })),
    table("function", 25, (index) => ({
      id: `function_${index}`,
      ...owned(),
      name: `Function ${index}`,
      type: "filter",
      content: code(),
      meta: json({}),
      is_active: true,
      is_global: index === 0,
      updated_at: moment(chance),
    })),
    table("file", 6_000, (index) => ({
      id: fileId(index),
      ...owned(),
      filename: `${prose(chance, 12)}.pdf`,
      meta: json({ name: "paper.pdf", size: skewed(chance, 14_000, 900_000), path: `/uploads/${index}.pdf` }),
    })),
    table("document", 120, (index) => ({
      collection_name: `collection-${index}`,
      name: `document-${index}`,
      title: `Document ${index}`,
      filename: `document-${index}.pdf`,
      content: json({ tags: [{ name: "legacy" }] }),
      user_id: userId(pick(chance, users)),
      timestamp: moment(chance),
    })),
    table("memory", 2_500, (index) => ({
      id: `memory-${index}`,
      ...owned(),
      content: prose(chance, 80),
      updated_at: moment(chance),
    })),
  ];
}

export const fileId = (index: number): string => `file-${index}`;

/** From v0.4.0: who may use what; a third has no say, which means everyone. */
export function access(index: number): string | null {
  if (index % 3 === 0) return null;
  const ids = { group_ids: [groupId(0)], user_ids: [userId(0)] };
  return json(index % 3 === 1 ? {} : { read: ids, write: { group_ids: [], user_ids: [userId(0)] } });
}
