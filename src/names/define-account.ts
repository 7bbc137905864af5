import type { Http } from '../http/client.js';
import { type AccountBinding, BIND_ACCOUNT } from './account-binding.js';
import { bindAccount } from './bind.js';
import type { AccountDefinition } from './definition.js';
import type { AccountResources } from './resources.js';

/**
 * Makes the names of an account usable: `new Kommo({ account })` then accepts and returns them in place of ids.
 * Returns its argument together with the code that translates. Programs that do not call it do not bundle that code.
 *
 * ```ts no-run
 * export const account = defineAccount({ leads: { fields: { budget: { id: 1, type: 'numeric' } } }, ... });
 * ```
 */
export function defineAccount<const A extends AccountDefinition>(account: A): A & AccountBinding<AccountResources<A>> {
  return {
    ...account,
    // The public types do not say what resources are made with.
    [BIND_ACCOUNT]: (type, http) => bindAccount(account, type as unknown as new (http: Http) => never, http as Http),
  };
}
