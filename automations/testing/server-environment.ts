import './server-keys.ts';

/** Imported first of all: the process runs its workflows for a real Inngest server, which no key of the embedded engine opens. */
process.env.INNGEST_BASE_URL = 'http://inngest.example';
process.env.ENGINE_SIGNING_KEY = 'signkey-test-00000000000000000000000000000000';
process.env.ENGINE_EVENT_KEY = 'embedded';
process.env.LOG_LEVEL = 'silent';
