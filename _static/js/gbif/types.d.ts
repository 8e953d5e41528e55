/* What the modules share, for editors that check types. No browser reads this file. */

export interface Question {
  values: Record<string, string[]>;
  offset: number;
  view: string;
  /** Those that the visitor chose; none: those of the page. */
  columns: string[];
  record: string;
}

export interface Settings {
  kind: string;
  path: string;
  site: string;
  api: string;
  tiles: string;
  siteOnly: string[][];
  apiOnly: string[][];
  scope: Record<string, string[]>;
  fields: Record<string, { parameter: string; type: string }>;
  facets: Record<string, string>;
  columns: string[];
  allColumns: string[];
  /** The taxonomy that GBIF is asked in. */
  checklist: string;
  views: string[];
  types: string[];
}

export type Speech = ReturnType<typeof import("./words.js").speech>;

/** Text; a link; a name that GBIF is asked for; a scientific name; several links. */
export type Value =
  | string
  | { text: string; href: string }
  | { name: string; key: string }
  | { italic: string; plain: string }
  | { text: string; href: string }[];

export interface Picture {
  address: (side: number) => string;
  original: string;
  maker: string;
  title: string;
  licence: Value;
}

export interface Row {
  key: string;
  title: Value;
  cells: Record<string, Value>;
  pictures: Picture[];
  dataset: string;
  number: string;
  /** Its type status, in words. */
  type: string;
  /** Keys of its taxon and of its species. */
  taxa: string[];
}

export type Counts = { value: string; count: number }[];

export interface Page {
  count: number;
  last: boolean;
  results: Record<string, any>[];
  rows: Row[];
  facets: Map<string, Counts>;
}

/** What parts of the script share. */
export interface Desk {
  root: HTMLElement;
  settings: Settings;
  talk: Speech;
  question: () => Question;
  /** Whether the visitor has asked something on this page. */
  consented: () => boolean;
  go: (question: Question, how?: string, focus?: string) => void;
  again: () => void;
  href: (question: Question) => string;
}
