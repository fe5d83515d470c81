/** Imported first: the hooks of the tests call emulators on this machine. */
process.env.CONNECTOR_ALLOWED_NETWORKS = '127.0.0.0/8';
