import type { RevisionSettings } from '../../settings/revision';
import { injectionFacts } from '../parts/settings';
import { writeTemplate } from '../template/write';
import { gateway } from './gateway';
import { grpcAgent } from './grpc-agent';
import { grpcSimple } from './grpc-simple';
import { kubeGateway } from './kube-gateway';
import { sidecar } from './sidecar';
import { waypoint } from './waypoint';

/** By the names under which pods and istiod ask for them. */
const TEMPLATES = { sidecar, gateway, 'grpc-agent': grpcAgent, 'grpc-simple': grpcSimple, 'kube-gateway': kubeGateway, waypoint };
export type TemplateName = keyof typeof TEMPLATES;
export const TEMPLATE_NAMES = Object.keys(TEMPLATES) as readonly TemplateName[];

/** The text of one of the built-in templates. */
export const injectionTemplate = (name: TemplateName, settings: RevisionSettings): string => writeTemplate(TEMPLATES[name](injectionFacts(settings)));
