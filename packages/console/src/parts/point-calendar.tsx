import { type Cell, calendarOf } from "@signalbox/core/backup/catalogue/calendar";
import type { BackupDocument } from "@signalbox/core/console/documents";
import { useMemo, useRef } from "preact/hooks";
import { minute } from "../live/world-time.ts";
import { cellTitle, columnTitles, phaseLetters, rowTitle } from "../logic/point-cell.ts";

interface Props {
  readonly entry: BackupDocument;
  /** `wall` of the cell that is chosen. */
  readonly chosen: number | undefined;
  readonly onChoose: (cell: Cell) => void;
}

/** The points of a class, one cell a day or an hour. The arrow keys go from point to point. */
export function PointCalendar({ entry: { id, points, schedule }, chosen, onChoose }: Props) {
  const present = minute.value;
  const { unit, rows } = useMemo(() => calendarOf(points, schedule, present), [points, schedule, present]);
  const table = useRef<HTMLTableElement>(null);
  const filled = rows.flatMap(({ cells }) => cells.filter(({ phase }) => phase !== undefined));
  const reached = filled.some(({ wall }) => wall === chosen) ? chosen : filled.at(-1)?.wall;
  const walk = (event: KeyboardEvent): void => {
    const buttons = [...(table.current?.querySelectorAll("button") ?? [])];
    const at = event.target instanceof HTMLButtonElement ? buttons.indexOf(event.target) : -1;
    const next = buttons[nextOf(event.key, at, buttons.length)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="calendar-frame" tabIndex={0} aria-label={`Points of ${id}, by the ${unit}`}>
      <table ref={table} class={`calendar calendar-${unit}`} onKeyDown={walk}>
        <thead>
          <tr>
            <td />
            {columnTitles(unit).map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ wall, cells }) => (
            <tr key={wall}>
              <th scope="row">{rowTitle(wall)}</th>
              {cells.map((cell) => (
                <td key={cell.wall}>
                  {cell.phase === undefined ? (
                    <span class={`no-point ${cell.isToCome ? "to-come" : ""}`} />
                  ) : (
                    <button
                      type="button"
                      class={`point point-${cell.phase} ${cell.hadFailure ? "point-after-failure" : ""}`}
                      tabIndex={cell.wall === reached ? 0 : -1}
                      aria-pressed={cell.wall === chosen}
                      aria-label={cellTitle(cell, unit)}
                      title={cellTitle(cell, unit)}
                      onClick={() => onChoose(cell)}
                    >
                      {phaseLetters[cell.phase]}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function nextOf(key: string, at: number, count: number): number {
  if (key === "ArrowRight" || key === "ArrowDown") return at + 1;
  if (key === "ArrowLeft" || key === "ArrowUp") return at - 1;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : -1;
}
