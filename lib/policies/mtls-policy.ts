import type { Construct } from 'constructs';
import { oneOf } from '../constructs/arguments';
import { MtlsMode } from '../constructs/modes';
import { type Everywhere, type Here, MeshPolicy, type Named, policyNames, type Scope } from './policy';

/** Props of mutual TLS. */
export interface MtlsPolicyProps {
  readonly mode: MtlsMode;
  /** By port name. @default - `mode` on every port */
  readonly ports?: Readonly<Record<string, MtlsMode>>;
}
const NAMES = policyNames<MtlsPolicyProps>({ mode: 0, ports: 0 });

/** Whether the proxies of what is covered accept plaintext. Server side: the most specific holds. */
export class MtlsPolicy extends MeshPolicy {
  constructor(scope: Scope<Everywhere>, id: string, props: Here<MtlsPolicyProps>);
  constructor(scope: Construct, id: string, props: Named<MtlsPolicyProps, Everywhere>);
  constructor(scope: Construct, id: string, props: MtlsPolicyProps) {
    super('MtlsPolicy', scope, id, props, 'MtlsPolicy');
    this.reads(MtlsPolicy, NAMES, props);
    const modes = Object.values(MtlsMode);
    this.says('MtlsPolicy', props, (at) => ({
      mode: oneOf(at, 'mode', props.mode, modes), ports: Object.fromEntries(Object.entries(props.ports ?? {}).map(([port, mode]) => [port, oneOf(at, `the mode of port ${port}`, mode, modes)])),
    }));
  }
}
