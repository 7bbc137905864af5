/**
 * `kommo-sdk/widget`: types of the object and the callbacks of a widget, which runs inside Kommo's own pages. It holds no code.
 * Inside a widget, `new Kommo({ auth: 'session' })` calls the API as the user who is signed in.
 * @see https://developers.kommo.com/docs/widget-locations
 * @module
 */

/** Places where a widget is started: `area` of {@link WidgetSystem}. */
export type WidgetArea =
  | 'lcard'
  | 'ccard'
  | 'comcard'
  | 'cucard'
  | 'llist'
  | 'clist'
  | 'tlist'
  | 'culist'
  | 'settings'
  | 'advanced_settings'
  | 'card_sdk'
  | 'catalogs'
  | 'digital_pipeline'
  | 'lead_sources'
  | 'widget_page'
  | 'sms'
  | 'mobile_card'
  | 'salesbot_designer'
  | 'website_chat_button'
  | 'everywhere'
  | (string & {});

/** What `self.system()` returns: where the widget runs, and for whom. */
export interface WidgetSystem {
  readonly area: WidgetArea;
  readonly amouser?: string;
  readonly amouser_id?: string | number;
  readonly domain?: string;
  readonly subdomain?: string;
  readonly [name: string]: unknown;
}

/** Selected rows of a list: `self.list_selected()`. */
export interface WidgetSelection {
  readonly count_selected?: number;
  readonly selected: readonly {
    readonly id: number | string;
    readonly type?: string;
    readonly emails?: readonly string[];
    readonly phones?: readonly string[];
  }[];
  readonly summary?: { readonly items?: number; readonly emails?: number; readonly phones?: number };
}

/** A row that the tab of the card SDK shows. */
export interface WidgetCardItem {
  readonly id: number | string;
  readonly sku?: string;
  readonly name: string;
  readonly price?: string | number;
}

/** What `onSave` gets: the fields of the settings, as the user filled them in. */
export interface WidgetSaved {
  readonly active?: 'Y' | 'N';
  readonly fields?: Readonly<Record<string, string>>;
  readonly [name: string]: unknown;
}

/**
 * What Kommo calls. `init`, `bind_actions` and `render` return true if the widget works. If `render` returns false, the other two
 * are not called.
 * @see https://developers.kommo.com/docs/card-sdk
 */
export interface WidgetCallbacks {
  /** Draws the widget. Kommo calls it first. */
  render(): boolean;
  /** Starts the widget after `render`. */
  init(): boolean;
  /** Attaches event handlers after `render`. */
  bind_actions(): boolean;
  /** Opens the settings of the widget. The argument is the modal window, a jQuery object. */
  settings?(modal?: unknown): void;
  /** The user saves the settings. Returning false keeps them from being saved. */
  onSave?(saved: WidgetSaved): boolean | Promise<boolean>;
  /** The widget was installed. */
  onInstall?(): void;
  /** The user leaves the area, or switches the widget off. */
  destroy?(): void;
  /** Opens the settings of a trigger in the digital pipeline. */
  dpSettings?(): void;
  /** Opens the page of advanced settings. */
  advancedSettings?(): void;
  /** Opens the page of the widget in the left menu. */
  initMenuPage?(params: { readonly location?: string; readonly item_code?: string }): void;
  contacts?: { selected(): void };
  leads?: { selected(): void };
  todo?: { selected(): void };
  /** Settings of the widget as a step of a salesbot. */
  salesbotDesignerSettings?(body: unknown, rowTemplate: unknown, params: unknown): unknown;
  /** Code of the salesbot step. */
  onSalesbotDesignerSave?(handlerCode: string, params: Readonly<Record<string, unknown>>): string;
  /** The widget is added as a source of leads to a pipeline. */
  onAddAsSource?(pipelineId: number | string): void;
  /** Rows that the tab of a card offers before a search. */
  loadPreloadedData?(): Promise<readonly WidgetCardItem[]>;
  /** Rows that are linked to a card. */
  loadElements?(type: string, id: number | string): Promise<readonly WidgetCardItem[]>;
  /** Saves which rows are linked to a card. */
  linkCard?(links: readonly unknown[]): Promise<unknown>;
  /** Rows that fit a search in a card. */
  searchDataInCard?(query: string, type: string, id: number | string): Promise<readonly WidgetCardItem[]>;
}

/** Settings of a request of `$authorizedAjax`, which are those of `jQuery.ajax`. */
export interface WidgetRequest {
  readonly url: string;
  readonly method?: string;
  readonly data?: unknown;
  readonly dataType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The object of the widget: `this` in the function that `script.js` returns. */
export interface Widget {
  callbacks: WidgetCallbacks;
  /** Texts of the file in `i18n` for the user's language. */
  readonly langs: Readonly<Record<string, unknown>>;
  readonly params: { readonly widget_code?: string; readonly path?: string; readonly [name: string]: unknown };
  /** Where the widget runs, and for whom. */
  system(): WidgetSystem;
  /** Settings as they were saved. */
  get_settings(): Readonly<Record<string, string>>;
  /** Changes settings in memory. They are saved by `crm_post` or the settings page. */
  set_settings(settings: Readonly<Record<string, unknown>>): void;
  get_version(): string;
  /** A text of `i18n`, by its path: `userLang`. */
  i18n(path: string): string | Readonly<Record<string, unknown>>;
  /** Renders a Twig template of the widget or of Kommo. */
  render(
    template: { readonly ref?: string; readonly data?: string },
    params?: Readonly<Record<string, unknown>>,
  ): string;
  /** Draws the widget in the right-hand panel of a card. */
  render_template(template: {
    readonly caption?: { readonly class_name?: string; readonly html?: string };
    readonly body?: string;
    readonly render?: string;
  }): void;
  /** The selected rows of a list. */
  list_selected(): WidgetSelection;
  /** The state that the settings page shows. */
  set_status(status: 'installed' | 'install' | 'error'): void;
  /** Sends a request to your own server with a one-time token in `X-Auth-Token`. Verify it there with `verifyOneTimeToken`. */
  $authorizedAjax?(request: WidgetRequest): PromiseLike<unknown>;
  crm_post?(url: string, data: unknown, callback: (answer: unknown) => void, type?: string, error?: () => void): void;
}

/** The function that `script.js` returns from `define(['jquery'], ...)`. Kommo calls it with `new`. */
export type WidgetConstructor = (this: Widget) => void;
