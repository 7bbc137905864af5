import type { BotWithTable } from '../generated/wire.js';
import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkObject } from '../util/check.js';
import type { Narrow } from './narrow.js';
import { Resource } from './resource.js';
import type { ListQuery, Schema, Schemas } from './schemas.js';

/** A Salesbot. */
export interface Bot extends Schema<'Bot'> {}
/** What a bot is launched for. */
export interface BotRun extends Schema<'BotRun'> {}
/** A bot by its id, and what it is launched for. */
export interface BotRunItem extends Schema<'BotRunItem'> {}
/** What a bot is stopped for: a lead. */
export interface BotStop extends Schema<'BotStop'> {}
/** Salesbots and marketing bots. */
export type BotKind = Schemas['BotKind'];
/** A bot that waits for a widget, at one step. */
export interface BotWaiting {
  readonly bot: BotKind;
  readonly botId: number;
  readonly continueId: number;
}
/** Data for a waiting bot, and the steps that it runs before it continues. */
export interface BotContinue extends Schema<'BotContinue'> {}
/** As {@link BotRunItem}, with the numbers of the older API for the types of entities: 1 contact, 2 lead, 12 customer. */
export interface BotRunV2Item extends Schema<'BotRunV2Item'> {}
/** Values of `with`. */
export type BotWith = Schemas['BotWith'];

/** A bot. What `with` asked for is not optional in its type. */
export type BotResult<W extends readonly BotWith[]> = Narrow<Bot, BotWithTable, W>;

/** Parameters of {@link Bots.list}. */
export interface BotListParams<W extends readonly BotWith[] = readonly BotWith[]> extends ListQuery<'bots.list'> {
  with?: W;
}

/** Parameters of {@link Bots.get}. */
export interface BotGetParams<W extends readonly BotWith[] = readonly BotWith[]> {
  with?: W;
}

// The maximum that Kommo accepts in one call.
const MAX_RUNS = 100;

/**
 * Salesbots: listed, launched and stopped. They can't be written through the API.
 * @see https://developers.kommo.com/reference/salesbot
 */
export class Bots extends Resource {
  /**
   * Lists Salesbots.
   * @see https://developers.kommo.com/reference/salesbots-list
   */
  list<const W extends readonly BotWith[] = []>(
    params: BotListParams<W> = {},
    options?: ListOptions,
  ): PagePromise<BotResult<W>> {
    return this.http.list('/api/v4/bots', { query: params, options });
  }

  /**
   * Gets one Salesbot.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/get-salesbot-by-id
   */
  get<const W extends readonly BotWith[] = []>(
    id: number,
    params: BotGetParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<BotResult<W>> {
    return this.http.get('/api/v4/bots/{id}', { path: { id }, query: params, options });
  }

  /**
   * Launches a Salesbot for one lead or contact: `run(7, { entity_id: 42, entity_type: 'leads' })`. Kommo confirms only that it accepted the request.
   * @throws NotFoundError, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/launch-a-salesbot
   */
  run(id: number, target: BotRun, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('POST', '/api/v4/bots/{id}/run', {
      path: { id },
      body: checkObject(target, 'target'),
      options,
    });
  }

  /**
   * Launches up to 100 Salesbots in one call.
   * @throws InputError on more than 100, ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/launch-salesbots
   */
  runMany(runs: readonly BotRunItem[], options?: RequestOptions): ApiPromise<void> {
    return this.http.run('POST', '/api/v4/bots/run', { body: checkBatch(runs, 'runs', MAX_RUNS), options });
  }

  /**
   * Stops a Salesbot for one lead: `stop(7, { entity_id: 42, entity_type: 'leads' })`.
   * @throws NotFoundError, ValidationError
   * @see https://developers.kommo.com/reference/stop-salesbot
   */
  stop(id: number, target: BotStop, options?: RequestOptions): ApiPromise<void> {
    const body = checkObject(target, 'target');
    return this.http.run('POST', '/api/v4/bots/{id}/stop', { path: { id }, body, options });
  }

  /**
   * Continues a bot that waits for a widget. Only administrators can do this. `parseReturnUrl` of `kommo-sdk/webhooks` reads `at` from the `return_url`
   * that the widget was sent.
   * @throws NotFoundError, ValidationError
   * @see https://developers.kommo.com/reference/salesbot-widget-block-execution-confirmation
   */
  continue(at: BotWaiting, params: BotContinue, options?: RequestOptions): ApiPromise<void> {
    const { bot, botId, continueId } = checkObject(at, 'at');
    const path = { bot, bot_id: botId, continue_id: continueId };
    const body = checkObject(params, 'params');
    return this.http.run('POST', '/api/v4/{bot}/{bot_id}/continue/{continue_id}', { path, body, options });
  }

  /**
   * Launches up to 100 Salesbots, the older way. It is the only way for customers.
   * @throws InputError on more than 100, BadRequestError
   * @see https://developers.kommo.com/reference/salesbot
   */
  runV2(runs: readonly BotRunV2Item[], options?: RequestOptions): ApiPromise<void> {
    return this.http.run('POST', '/api/v2/salesbot/run', { body: checkBatch(runs, 'runs', MAX_RUNS), options });
  }
}
