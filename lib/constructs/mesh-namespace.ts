import type { NamespaceManagement } from '../model';
import { dnsLabel, oneOf } from './arguments';
import { DECLARE, KIND, type ModelBuilder } from './declare';
import { ABOUT, MeshElement } from './element';
import { knownProps, type PropNames } from './known-props';
import type { Mesh } from './mesh';

/** Props of a namespace. */
export interface MeshNamespaceProps {
  /**
   * What the mesh does to the namespace itself. `create`: writes it; `label`: it is there, the mesh writes its labels (the mesh's own among them);
   * `policies`: it is another's, the mesh writes only policies that select the mesh's own gateways; `none`: it is there and stays as it is.
   * @default 'create'
   */
  readonly manage?: NamespaceManagement;
  /** Labels on top of those the target needs. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}
const NAMES: PropNames<MeshNamespaceProps> = { manage: 0, labels: 0 };

/** A namespace: the unit of ownership and of namespace-wide policies. It belongs to one mesh. */
export class MeshNamespace extends MeshElement {
  readonly [KIND] = 'namespace';
  /** Name of the Kubernetes namespace. */
  readonly name: string;
  private readonly props: MeshNamespaceProps;

  constructor(scope: Mesh, name: string, props: MeshNamespaceProps = {}) {
    super(scope, name, 'MeshNamespace');
    const at = this[ABOUT].id;
    if (new.target === MeshNamespace) knownProps(at, NAMES, props);
    this.name = dnsLabel(at, 'the name of a namespace', name);
    this.props = props;
    if (props.manage !== undefined) oneOf(at, 'manage', props.manage, ['create', 'label', 'policies', 'none']);
  }

  /** @internal */
  [DECLARE](into: ModelBuilder): void {
    const { id, origin, mesh } = this[ABOUT];
    into.namespaces.push({ id, origin, mesh, name: this.name, manage: this.props.manage ?? 'create', labels: { ...this.props.labels } });
  }
}
