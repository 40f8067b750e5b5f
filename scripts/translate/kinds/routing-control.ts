import { z } from "zod";
import { kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

const panelType = "aws:route53recoverycontrol/controlPanel:ControlPanel";

export const routingCluster = kind({
  type: "aws:route53recoverycontrol/cluster:Cluster",
  becomes: "nothing to make: the local cloud's five endpoints are every cluster's",
  inputs: { name: z.string(), networkType: leftOut("there is no network") },
  translate: () => [],
});

export const controlPanel = kind({
  type: panelType,
  becomes: "the panel that its controls name",
  inputs: { name: z.string(), clusterArn: z.string() },
  translate: () => [],
});

const Panel = z.object({ name: z.string() });

export const routingControl = kind({
  type: "aws:route53recoverycontrol/routingControl:RoutingControl",
  becomes: "a switch of ARC's data plane, `route53-recovery-cluster`, which is Off at first",
  inputs: { name: z.string(), clusterArn: z.string(), controlPanelArn: z.string() },
  translate({ name, controlPanelArn: panelArn }, { name: id, outputs }, { graph }) {
    const panel = graph.resources.find((one) => one.type === panelType && one.outputs.arn === panelArn);
    const arn = z.string().parse(outputs.arn);
    return [{ id, routingControl: { arn, name, panelArn, panelName: Panel.parse(panel?.inputs).name } }];
  },
});

export const safetyRule = kind({
  type: "aws:route53recoverycontrol/safetyRule:SafetyRule",
  becomes: "a rule that the data plane holds to: so many of its controls stay On",
  inputs: {
    name: z.string(),
    controlPanelArn: z.string(),
    assertedControls: z.array(z.string()).min(1),
    ruleConfig: z.strictObject({
      type: z.literal("ATLEAST"),
      threshold: z.int(),
      inverted: z.literal(false),
    }),
    waitPeriodMs: z.int(),
  },
  translate({ name, assertedControls: controls, ruleConfig, waitPeriodMs }, { name: id, outputs }) {
    const arn = z.string().parse(outputs.arn);
    return [{ id, safetyRule: { arn, name, controls, atLeast: ruleConfig.threshold, waitPeriodMs } }];
  },
});
