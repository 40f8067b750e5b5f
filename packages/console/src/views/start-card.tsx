import type { WorkflowDocument } from "@signalbox/core/console/documents";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface Props {
  readonly workflow: WorkflowDocument;
  readonly opened: boolean;
  readonly children: ComponentChildren;
}

/** A workflow that can be started. Its form is drawn once it is opened, and then keeps what was typed. */
export function StartCard({ workflow: { name, region, machineArn, description }, opened, children }: Props) {
  const [drawn, setDrawn] = useState(opened);
  const id = `start-${machineArn}`;
  return (
    <section class="card start" aria-labelledby={id}>
      <details open={opened} onToggle={({ currentTarget }) => setDrawn(drawn || currentTarget.open)}>
        <summary>
          <h2 id={id}>{name}</h2> <span class="quiet-text">{region}</span>
          <p>{description}</p>
        </summary>
        {drawn && children}
      </details>
    </section>
  );
}
