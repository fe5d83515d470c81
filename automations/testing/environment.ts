/** Imported before anything that reads the environment: keys of an engine that lives as long as a test file. */
process.env.ENGINE_SIGNING_KEY ??= 'signkey-test-0123456789abcdef0123456789abcdef';
process.env.ENGINE_EVENT_KEY ??= 'test';
process.env.ENCRYPTION_KEY ??= Buffer.alloc(32, 7).toString('base64');
process.env.LOG_LEVEL ??= 'silent';
