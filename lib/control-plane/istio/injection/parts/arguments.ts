import type { InjectionFacts } from './settings';
import { text, type Item } from '../template/node';
import { annotationOr } from './pod';

/** Command line of the agent. */
export function agentArguments({ settings }: InjectionFacts, role: 'sidecar' | 'router' | 'waypoint', own: readonly Item[] = []): readonly Item[] {
  const { proxy, clusterDomain, logLevel, logAsJson } = settings;
  return [
    'proxy', role, '--domain', `$(POD_NAMESPACE).svc.${clusterDomain}`, ...own,
    text`--proxyLogLevel=${annotationOr('sidecar.istio.io/logLevel', proxy.logLevel)}`,
    text`--proxyComponentLogLevel=${annotationOr('sidecar.istio.io/componentLogLevel', proxy.componentLogLevel)}`,
    text`--log_output_level=${annotationOr('sidecar.istio.io/agentLogLevel', logLevel)}`,
    // A waypoint has nobody whose token it could exchange.
    role !== 'waypoint' && proxy.stsPort !== undefined ? `--stsPort=${proxy.stsPort}` : undefined,
    logAsJson ? '--log_as_json' : undefined,
  ];
}
/** Where ejections are logged; gateways of the template `gateway` have no such file. */
export const outlierLog = ({ settings: { proxy } }: InjectionFacts): Item => (proxy.outlierLogPath ? `--outlierLogPath=${proxy.outlierLogPath}` : undefined);
