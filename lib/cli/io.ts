/** Where a command reads and writes; tests give their own. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly stdin: () => string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether `out` is a terminal that takes colour. */
  readonly colour: boolean;
}

export type Paint = (text: string) => string;
export interface Palette { readonly bold: Paint; readonly dim: Paint; readonly red: Paint; readonly yellow: Paint; readonly blue: Paint; readonly green: Paint }

export function palette(colour: boolean): Palette {
  const paint = (code: number): Paint => (text) => (colour && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { bold: paint(1), dim: paint(2), red: paint(31), green: paint(32), yellow: paint(33), blue: paint(34) };
}
