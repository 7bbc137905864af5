/** Version of this package, as it is in package.json (a test compares them). */
export const VERSION = '0.1.0';

/** Address of the repository. package.json has the same (a test compares them). */
export const REPOSITORY = 'https://github.com/kommo-sdk/kommo-sdk';

/** Address of the guides, for errors that point to one. */
export const DOCS = `${REPOSITORY}/blob/main/docs`;
