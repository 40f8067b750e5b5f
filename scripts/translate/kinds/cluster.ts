import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

export const cluster = kind({
  type: "aws:ecs/cluster:Cluster",
  becomes: "`CreateCluster`",
  inputs: {
    name: z.string(),
    settings: leftOut("there are no Container Insights"),
    serviceConnectDefaults: leftOut("there is no Service Connect"),
  },
  translate: ({ name }, { name: id, region }) => [
    call(id, region, "ecs", "CreateCluster", { clusterName: name }),
  ],
});
