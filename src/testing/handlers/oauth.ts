import { type Handlers, itemOf } from '../http/call.js';
import { Refusal, type Reply, titleOf } from '../http/problems.js';

interface TokenInput {
  client_id: string;
  client_secret: string;
  grant_type: 'authorization_code' | 'refresh_token';
  code?: string;
  refresh_token?: string;
  redirect_uri: string;
}

export const oauthHandlers: Handlers = {
  'oauth.token': (call): Reply => {
    const input = itemOf<TokenInput>(call);
    const { client } = call.oauth;
    if (input.client_id !== client.clientId || input.client_secret !== client.clientSecret)
      refuse('Check the `client_id` parameter');
    if (input.redirect_uri !== client.redirectUri) refuse('Check the `redirect_uri` parameter');
    const origin = new URL(call.origin).host;
    const result =
      input.grant_type === 'authorization_code'
        ? call.oauth.exchangeCode(input.code ?? '', origin)
        : call.oauth.refresh(input.refresh_token ?? '', origin);
    if (typeof result === 'string') refuse(result);
    return { status: 200, type: 'application/json', body: { token_type: 'Bearer', ...result, server_time: call.now } };
  },
};

// The only errors that carry a hint.
function refuse(hint: string): never {
  const type = 'https://developers.kommo.com/v3/errors/OAuthProblemJson';
  const detail = 'The request is missing a parameter, or a parameter is invalid';
  throw new Refusal({ status: 400, body: { hint, title: titleOf(400), type, status: 400, detail } });
}
