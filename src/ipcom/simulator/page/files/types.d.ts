/** What the server tells the page, and what the page keeps of it. The Python side is live_picture.py and its neighbours. */

export interface Thing {
  kind: string;
  name: string;
  output: string;
  down: string;
}

export interface Room {
  name: string;
  things: Thing[];
}

export interface Bus {
  bus: number;
  type: string;
  rooms: Room[];
  names: Record<string, string>;
  dimmers: string[];
}

export interface Motor {
  position: number;
  running: "" | "up" | "down";
  both_on: boolean;
  both_on_count: number;
  both_on_s: number;
}

export interface Gateway {
  state: "running" | "restarting" | "off";
  connections: number;
  speed: number;
}

export interface State {
  values: Record<string, Record<string, number>>;
  motors: Record<string, Motor>;
  gateway: Gateway;
}

export interface LogLine {
  number: number;
  at: number;
  source: "client" | "gateway" | "house" | "page";
  connection: number;
  kind: string;
  text: string;
  routine: boolean;
}

export interface Fault {
  name: string;
  theme: string;
  what: string;
  unit: "flag" | "count" | "replies" | "percent" | "duration" | "write_reply" | "refusal";
  takes: string;
  choices: string[];
  default: string;
  usual: string;
  value: string;
}

export interface All {
  type: "all";
  address: string;
  buses: Bus[];
  speeds: [number, number];
  faults: Fault[];
  state: State;
  log: LogLine[];
}

export interface Changes {
  type: "changes";
  state?: Partial<State>;
  faults?: Fault[];
  log?: LogLine[];
  mistakes?: string[];
}

/** The house as the page knows it. */
export interface House extends Omit<All, "type"> {
  live: boolean;
  mistakes: string[];
}

export type Send = (type: string, fields?: Record<string, unknown>) => void;
