import type { Memory } from "../service.ts";
import { keyOfItem } from "./key.ts";
import { type SavedTable, Table } from "./table.ts";
import type { Tables } from "./tables.ts";
import type { Item } from "./value.ts";

/** One part for each table and one for each item, so that a write saves one item. Items never change: the same object is the same. */
export function memory(tables: Tables): Memory {
  return {
    save: () => {
      const parts = new Map<string, unknown>();
      for (const [region, named] of tables.regions())
        for (const [name, table] of named) {
          parts.set(JSON.stringify([region, name]), table.save());
          for (const { key, item } of table.rows.all())
            parts.set(JSON.stringify([region, name, key.text]), item);
        }
      return parts;
    },
    restore: (parts) => {
      const made = new Map<string, Table>();
      const read = [...parts].map(([key, part]) => {
        const [region, name, item]: string[] = JSON.parse(key);
        return { region: region ?? "", name, item, part };
      });
      for (const { region, name, item, part } of read) {
        if (item !== undefined) continue;
        const table = Table.restore(part as SavedTable); // as `save` gave it, here and below
        tables.add(region, table);
        made.set(`${region}/${name}`, table);
      }
      for (const { region, name, item, part } of read) {
        const table = made.get(`${region}/${name}`);
        if (item !== undefined) table?.rows.put(keyOfItem(table.setting.schema, part as Item), part as Item);
      }
    },
  };
}
