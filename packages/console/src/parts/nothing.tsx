import type { ComponentChildren } from "preact";
import { cloud } from "../live/documents.ts";
import { CopyCommand } from "./copy-command.tsx";

interface Props {
  readonly title: string;
  /** What brings about what the view is for. */
  readonly command: string;
  readonly children: ComponentChildren;
}

/** A view of a cloud that has nothing for it: why, and how to get it. */
export function Nothing({ title, command, children }: Props) {
  if (cloud.value === undefined) return <p class="quiet-text">connecting to the local cloud …</p>;
  return (
    <section class="empty card">
      <h2>{title}</h2>
      <p>{children}</p>
      <CopyCommand command={command} />
    </section>
  );
}
