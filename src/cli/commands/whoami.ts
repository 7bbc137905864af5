import { connect } from '../connect.js';
import { isNotAllowed } from '../failure.js';
import { type CommonOptions, type Io, report } from '../io.js';

/** Shows the user and the account of the token. */
export async function whoami(io: Io, options: CommonOptions): Promise<void> {
  const kommo = await connect(io, options);
  const account = await kommo.account.get();
  const user = await kommo.users.get(account.current_user_id).catch((error: unknown) => {
    // Only administrators can read users. The token itself is valid, as the account was read with it.
    if (isNotAllowed(error)) return undefined;
    throw error;
  });
  const result = {
    account: { id: account.id, name: account.name, subdomain: account.subdomain, url: kommo.baseUrl },
    user: { id: account.current_user_id, name: user?.name, email: user?.email, admin: user?.rights?.is_admin },
  };
  const who = user ? `${user.name} <${user.email}>` : `user ${account.current_user_id}`;
  report(io, options, result, `${who}${user?.rights?.is_admin ? ' (admin)' : ''} in ${account.name}, ${kommo.baseUrl}`);
}
