import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkObject } from '../util/check.js';
import { Resource } from './resource.js';
import type { Query, Schema } from './schemas.js';

/** A widget. Only the integration that owns it sees its `settings`. */
export interface Widget extends Schema<'Widget'> {}
/** Settings by the keys of the widget's `settings_template`. */
export interface WidgetSettings extends Schema<'WidgetSettings'> {}
/** Parameters of {@link Widgets.list}. */
export type WidgetListParams = Query<'widgets.list'>;

const ONE = '/api/v4/widgets/{widget_code}';

/**
 * Widgets that are public, installed, or uploaded by the user. Their key is the code, not the id.
 * @see https://developers.kommo.com/reference/widgets
 */
export class Widgets extends Resource {
  /**
   * Lists widgets.
   * @see https://developers.kommo.com/reference/widgets
   */
  list(params: WidgetListParams = {}, options?: ListOptions): PagePromise<Widget> {
    return this.http.list('/api/v4/widgets', { query: params, options }, codec);
  }

  /**
   * Gets one widget by its code.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/widgets
   */
  get(code: string, options?: RequestOptions): ApiPromise<Widget> {
    return this.http.get(ONE, { path: { widget_code: code }, options }, codec);
  }

  /**
   * Installs a widget with its settings and returns it in full; administrators only.
   * @throws ValidationError, ForbiddenError, NotFoundError
   * @see https://developers.kommo.com/reference/widgets
   */
  install(code: string, settings: WidgetSettings, options?: RequestOptions): ApiPromise<Widget> {
    const body = checkObject(settings, 'settings');
    return this.http.one('POST', ONE, { path: { widget_code: code }, body, options }, codec);
  }

  /**
   * Uninstalls a widget; administrators only.
   * @throws ForbiddenError, NotFoundError
   * @see https://developers.kommo.com/reference/widgets
   */
  uninstall(code: string, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', ONE, { path: { widget_code: code }, options });
  }
}

// Kommo writes the rating with a comma, and settings that are empty, or numbered, as an array.
function tidy(widget: Widget): Widget {
  const rating: unknown = widget.rating;
  if (typeof rating === 'string') widget.rating = Number.parseFloat(rating.replace(',', '.')) || null;
  if (Array.isArray(widget.settings)) widget.settings = { ...widget.settings };
  return widget;
}

const codec = { read: tidy };
