/** What the panel uses of Home Assistant's frontend: the object `hass` that each panel is given, and its connection. */

export type Unsubscribe = () => void | Promise<void>;

export interface Connection {
  readonly connected: boolean;
  addEventListener(type: "ready" | "disconnected", listener: () => void): void;
  removeEventListener(type: "ready" | "disconnected", listener: () => void): void;
  sendMessagePromise<Answer>(message: object): Promise<Answer>;
  subscribeMessage<Event>(
    listener: (event: Event) => void,
    message: object,
    options?: { resubscribe?: boolean },
  ): Promise<Unsubscribe>;
}

export interface Area {
  area_id: string;
  name: string;
  floor_id?: string | null;
}

/** An error of a websocket command or of an action. */
export interface HassError {
  code?: string | number;
  message?: string;
  translation_key?: string;
  translation_domain?: string;
  translation_placeholders?: Record<string, string>;
}

export interface HomeAssistant {
  readonly connection: Connection;
  readonly connected: boolean;
  readonly language: string;
  readonly locale?: { language: string };
  readonly areas: Record<string, Area>;
  readonly themes?: { darkMode?: boolean };
  localize(key: string, placeholders?: Record<string, string | number>): string;
  loadBackendTranslation(category: string, integration?: string): Promise<unknown>;
  callService(domain: string, service: string, data?: object, target?: object): Promise<unknown>;
  callApi<Answer>(method: "POST", path: string, data: object): Promise<Answer>;
  callWS<Answer>(message: object): Promise<Answer>;
  hassUrl?(path?: string): string;
}

export interface Route {
  prefix: string;
  path: string;
}
