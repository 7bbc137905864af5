/** The keys of an integration that does not exist. */
export const KEYS = {
  clientId: '01d01160-d7a0-4087-b4af-6a1bb83fcd1d',
  clientSecret: 'exampleclientsecret0123456789abcdef',
  redirectUri: 'https://app.example.com/callback',
};
