import type { RevisionSettings } from '../../settings/revision';
import { injectionFacts, type InjectionFacts } from '../parts/settings';
import type { TemplateName } from '../template-names';
import { writeTemplate, type Template } from '../template/write';
import { agentgateway, agentgatewayWaypoint } from './agentgateway';
import { gateway } from './gateway';
import { grpcAgent } from './grpc-agent';
import { grpcSimple } from './grpc-simple';
import { kubeGateway } from './kube-gateway';
import { sidecar } from './sidecar';
import { waypoint } from './waypoint';

const TEMPLATES: Readonly<Record<TemplateName, (facts: InjectionFacts) => Template>> = { sidecar, gateway, 'grpc-agent': grpcAgent, 'grpc-simple': grpcSimple, 'kube-gateway': kubeGateway, waypoint, agentgateway, 'agentgateway-waypoint': agentgatewayWaypoint };

/** The text of one of the built-in templates. */
export const injectionTemplate = (name: TemplateName, settings: RevisionSettings): string => writeTemplate(TEMPLATES[name](injectionFacts(settings)));
