import * as fs from 'fs';
import * as path from 'path';
import { App, Chart, Names, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { stageYamlFile, stringifyAll } from '../manifests/yaml';
import { isMesh } from '../constructs/mesh';
import { Host, validateTree } from './host';

/**
 * A cdk8s App that writes meshes as they are compiled, without holding them: same files, same bytes, in a fraction of the time and memory.
 * Whatever is unusual (file per resource, charts that depend on each other, custom resolvers, recorded metadata) goes the stock way.
 * All files of a run appear together or, on an error, not at all.
 */
export class MeshApp extends App {
  override synth(): void {
    const all = this.node.findAll(), charts = all.filter((c): c is Chart => Chart.isChart(c));
    const type = this.yamlOutputType;
    if ((type !== YamlOutputType.FILE_PER_CHART && type !== YamlOutputType.FILE_PER_APP) || this.recordsMetadata() || chartsAreLinked(charts, all)) { super.synth(); return; }
    const host = this.validated();
    fs.mkdirSync(this.outdir, { recursive: true });
    const files = type === YamlOutputType.FILE_PER_APP ? (charts.length ? [{ name: 'app', charts }] : []) : charts.map((c) => ({ name: Names.toDnsLabel(c), charts: [c] }));
    const staged: { commit(): void; discard(): void }[] = [];
    try {
      for (const file of files) {
        staged.push(stageYamlFile(path.join(this.outdir, file.name + this.outputFileExtension), (put) => { for (const chart of file.charts) this.write(host, chart, put); }));
      }
    } catch (error) {
      for (const file of staged) file.discard();
      throw error;
    }
    for (const file of staged) file.commit();
    host.warn();
  }

  override synthYaml(): string {
    const all = this.node.findAll(), charts = all.filter((c): c is Chart => Chart.isChart(c));
    if (chartsAreLinked(charts, all)) return super.synthYaml();
    const host = this.validated();
    const documents: object[] = [];
    for (const chart of charts) this.write(host, chart, (d) => documents.push(d));
    return stringifyAll(documents);
  }

  private validated(): Host {
    validateTree(this);
    const host = Host.of(this);
    host.endSynth();
    return host;
  }

  private write(host: Host, chart: Chart, put: (document: object) => void): void {
    if (isMesh(chart)) host.refuse(chart);
    // A chart class of the user's may render itself; a mesh and a stock chart are ours to stream.
    if (isMesh(chart) || chart.toJson === Chart.prototype.toJson) host.documents(chart, put);
    else for (const document of chart.toJson()) put(document);
  }

  private recordsMetadata(): boolean { return (this as unknown as { recordConstructMetadata?: boolean }).recordConstructMetadata === true; }
}

/** Nested charts, or constructs that depend on those of another chart: the files are numbered then, in an order that stock works out. */
function chartsAreLinked(charts: readonly Chart[], all: readonly IConstruct[]): boolean {
  if (charts.some((c) => c.node.scopes.slice(0, -1).some((s) => Chart.isChart(s)))) return true;
  return all.some((c) => c.node.dependencies.some((d) => Chart.isChart(d) || Chart.isChart(c) || Chart.of(d) !== Chart.of(c)));
}
