import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goBuild, goModule } from './go';
import { buildOnce } from './once';

const tools = join(__dirname, '../pulumi-tools');
const versions = { cli: 'v3.259.0', languageHost: 'v3.68.0', provider: '4.25.0' };
const sdk = 'github.com/pulumi/pulumi/sdk/v3';
const providerModule = 'github.com/pulumi/pulumi-kubernetes/provider/v4';

/** The binaries of Pulumi. */
export interface PulumiTools {
  /** Folder with `pulumi` and `pulumi-language-nodejs`: the first of a PATH. */
  readonly bin: string;
  /** Path of the Kubernetes provider. */
  readonly provider: string;
  /** As `4.25.0`: its plugin folder is `plugins/resource-kubernetes-v4.25.0` of a PULUMI_HOME. */
  readonly providerVersion: string;
}

/** Pulumi's engine, Node language host and Kubernetes provider. */
export function buildPulumi(log?: (line: string) => void): PulumiTools {
  const [cli, languageHost, provider] = ['cli', 'language-host', 'provider'].map((part) => join(tools, part));
  const version = (value: string) => ({ [`${sdk}/go/common/version.Version`]: value });
  const engine = buildOnce({
    name: 'pulumi-engine',
    what: 'Pulumi\'s engine and its Node language host; the first time takes 4 to 5 minutes on two cores',
    sources: [cli, languageHost],
    settings: [versions.cli, versions.languageHost],
    make: (into) => {
      goBuild({ what: 'Pulumi\'s language host', from: languageHost, to: join(into, 'pulumi-language-nodejs'), packages: [`${sdk}/nodejs/cmd/pulumi-language-nodejs`], variables: version(versions.languageHost) });
      goBuild({ what: 'Pulumi', from: cli, to: join(into, 'pulumi'), packages: ['github.com/pulumi/pulumi/pkg/v3/cmd/pulumi'], variables: version(versions.cli) });
    },
  }, log);
  const kubernetes = buildOnce({
    name: 'pulumi-provider',
    what: 'Pulumi\'s Kubernetes provider; the first time takes 5 to 7 minutes on two cores, and 4 GB',
    sources: [provider],
    settings: [versions.provider],
    make: (into) => buildProvider(provider, into),
  }, log);
  return { bin: engine, provider: join(kubernetes, 'pulumi-resource-kubernetes'), providerVersion: versions.provider };
}

/** The provider embeds its schema, which its Go module carries in another form only: it is brought into that form beside a copy of our sources. */
function buildProvider(source: string, into: string): void {
  const copy = join(into, 'source');
  mkdirSync(join(copy, 'embedded'), { recursive: true });
  for (const file of readdirSync(source).filter((name) => /\.go$|^go\./.test(name))) copyFileSync(join(source, file), join(copy, file));
  const files = join(goModule(providerModule, source), 'cmd/pulumi-resource-kubernetes');
  const json = (file: string): object => JSON.parse(readFileSync(join(files, file), 'utf8')) as object;
  writeFileSync(join(copy, 'embedded/schema.json'), JSON.stringify({ ...json('schema.json'), version: versions.provider }));
  writeFileSync(join(copy, 'embedded/terraform-mapping.json'), JSON.stringify(json('terraform-mapping.json')));
  goBuild({
    what: 'Pulumi\'s Kubernetes provider', from: copy, to: join(into, 'pulumi-resource-kubernetes'), packages: ['.'],
    variables: { [`${providerModule}/pkg/version.Version`]: versions.provider },
  });
  rmSync(copy, { recursive: true });
}
