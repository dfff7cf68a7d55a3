import { join } from 'node:path';
import { goInstall } from './go';
import { buildOnce } from './once';

const version = 'v3.21.4';

/** Path of helm, which renders the official charts for comparison. */
export function buildHelm(log?: (line: string) => void): string {
  const folder = buildOnce({
    name: 'helm',
    what: `helm ${version}; the first time takes 1 to 2 minutes on two cores`,
    sources: [],
    settings: [version],
    make: (into) => goInstall('helm', `helm.sh/helm/v3/cmd/helm@${version}`, into),
  }, log);
  return join(folder, 'helm');
}
