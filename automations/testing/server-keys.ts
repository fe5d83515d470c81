/** Imported first of all: the keys of a real Inngest server, without its address. */
process.env.INNGEST_SIGNING_KEY = 'signkey-test-fedcba9876543210fedcba9876543210';
process.env.INNGEST_EVENT_KEY = 'server';
