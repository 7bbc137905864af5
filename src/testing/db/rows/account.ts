import type { TaskTypeRow } from './users.js';

/** The account itself. */
export interface AccountRow {
  readonly id: number;
  readonly name: string;
  readonly subdomain: string;
  readonly created_at: number;
  readonly created_by: number;
  readonly updated_at: number;
  readonly updated_by: number;
  /** The user that the access token stands for. */
  readonly current_user_id: number;
  readonly country: string;
  readonly currency: string;
  readonly currency_symbol: string;
  readonly customers_mode: 'unavailable' | 'disabled' | 'segments' | 'dynamic' | 'periodicity';
  readonly is_unsorted_on: boolean;
  readonly is_loss_reason_enabled: boolean;
  readonly is_helpbot_enabled: boolean;
  readonly is_technical_account: boolean;
  readonly is_products_enabled: boolean;
  readonly contact_name_display_order: 1 | 2;
  readonly amojo_id: string;
  readonly uuid: string;
  readonly version: number;
  readonly users_groups: readonly { readonly id: number; readonly name: string; readonly uuid: string | null }[];
  readonly task_types: readonly TaskTypeRow[];
  readonly timezone: string;
  readonly timezone_offset: string;
}
