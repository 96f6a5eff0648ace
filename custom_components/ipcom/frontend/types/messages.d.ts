/** What the websocket commands of the integration give and take. An `index` is an output's place, 0 to 127. */

export type Placeholders = Record<string, string | number>;

/** A sentence that the page says in its own language: `component.ipcom.<category>.<key>`. */
export interface Text {
  key: string;
  category: string;
  placeholders?: Placeholders;
}

export interface Entry {
  entry_id: string;
  title: string;
  loaded: boolean;
  online: boolean;
  host: string;
}

export interface Thing {
  id: string;
  type: "output" | "cover";
  name: string;
  kind: string;
  device_class: string | null;
  /** Of a cover: up, then down; then those that open and close its slats, if a motor of their own does. */
  outputs: number[];
  area_id: string | null;
  entity_id: string | null;
  device_id: string | null;
  icon: string | null;
  disabled: boolean;
  travel_up: number | null;
  travel_down: number | null;
  guessed: boolean;
  /** Of a cover: the first of the favourites that Home Assistant keeps. */
  favourite?: Favourite | null;
  watts?: number | null;
  pulse?: number | null;
  tilt_model?: string | null;
  tilt_time?: number | null;
}

export interface Favourite {
  position: number;
  tilt: number | null;
}

export interface ShutterState {
  position: number | null;
  confidence: string;
  moving: "up" | "down" | null;
  target: number | null;
}

/** The last movement of an output since Home Assistant started. `at` is in Unix seconds. */
export interface Moved {
  at: number;
  own: boolean;
  value: number;
  times: number;
}

export interface Guess {
  kind: "light" | "dimmer" | "shutter" | "scene";
  with: number[];
}

export interface Change {
  index: number;
  old: number;
  value: number;
  own: boolean;
  at: number;
  guess: Guess | null;
}

export interface HouseAll {
  type: "all";
  title: string;
  online: boolean;
  reason: Text | null;
  values: number[] | null;
  moved: Record<string, Moved>;
  things: Thing[];
  shutters: Record<string, ShutterState>;
  /** Whether presses at the wall are told as events. */
  presses: boolean;
}

export type HouseEvent =
  | HouseAll
  | { type: "changes"; changes: Change[] }
  | { type: "things"; things: Thing[] }
  | { type: "link"; online: boolean; reason: Text | null }
  | { type: "shutters"; shutters: Record<string, ShutterState> }
  | { type: "presses"; on: boolean }
  | { type: "removed" };

export interface SaveRequest {
  thing_id?: string;
  /** Not `type`: that is the name of the command. */
  thing_type: "output" | "cover";
  /** Of a thing with `thing_id`, what is left out stays as it is. */
  name?: string;
  kind?: string;
  device_class?: string | null;
  outputs?: number[];
  area_id?: string | null;
  new_area?: string;
  wrong_way?: boolean;
  tilt_model?: string | null;
  tilt_time?: number;
  tilt_outputs?: number[];
  confirmed?: boolean;
}

export type SaveAnswer =
  | { saved: true; thing_id: string }
  | { saved: false; mistake: { field: string; text: Text }; confirm?: undefined }
  | { saved: false; confirm: Confirm; mistake?: undefined };

/** Another kind is another entity: what goes, what comes, and what uses it. */
export interface Confirm {
  before: string;
  after: string;
  users: string[];
}
